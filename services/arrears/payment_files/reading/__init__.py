"""From the bytes of a payment file to its rows, or to everything that is to be mended in it."""

from services.arrears.payment_files.reading.rows import ReadFile, read_payment_file

__all__ = ["ReadFile", "read_payment_file"]
