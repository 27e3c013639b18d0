"""The ledger in Excel: the form items are registered with in numbers, the list, an item's journal
and the yearly disclosure as workbooks.
"""
