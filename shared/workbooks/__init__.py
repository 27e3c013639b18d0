"""Excel workbooks: what a sheet holds is said once (`sheets`), and a template, a form that was
filled in, a marked copy of it and an export are all made from that.
"""
