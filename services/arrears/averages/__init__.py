"""The published averages that the clearing rates are held against, as dated data (A-20)."""
