"""Tickets in Excel: the form they are registered with in numbers, and the list as a workbook."""
