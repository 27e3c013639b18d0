"""Months of a lease: how many there are, how many are granted, which ones, and what they cost.

Months are exact fractions inside (a third of November is 1/3); four decimals are for display
(R-7, R-13). Nothing is rounded before the one sum of money at the end (R-10).
"""
