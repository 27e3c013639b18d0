"""Payment files of banks and the treasury: read whole, matched, confirmed row by row by a person."""
