"""What was waived, for whom, by whom and in which form, as of a day and as known at an instant (R-24).
Pure.
"""
