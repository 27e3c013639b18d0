"""What a creditor reports as retaliation for having claimed its money (A-24; 国令802 art. 20, 35).

A case of its own, on a stream of its own: nothing of it stands in the item's history.
"""
