"""Stages and limits of a complaint under the Payment Regulation (domain rules 1.4): pure."""
