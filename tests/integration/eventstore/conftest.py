"""The toy accounts, afresh for each test."""

from shared.testing.accounts.fixtures import database, store, superuser

__all__ = ["database", "store", "superuser"]
