"""Pure: amounts, days, the ladder, who may."""
