"""Open311 GeoReport v2: the tickets as the requests of a public standard (domain rules 5.5)."""
