"""Who is let off rent, how much of it, and why: the same answer for a case and for a question that
writes nothing. Pure.
"""
