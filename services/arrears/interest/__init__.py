"""Overdue interest (domain rules 1.3) and how payments count for law (A-17): pure and exact."""
