"""Registering cases from a workbook, in whichever service: every row is checked as if it had come
in alone, then all are registered in one commit, or the valid ones one by one (ADR 0009).
"""
