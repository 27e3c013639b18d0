"""减免事项: one lease, one year's waiver, from the application to the closing (R-22)."""
