"""A NATS server of each test's own: the owner's stream begins with its log."""

from shared.testing.streams import own_nats

__all__ = ["own_nats"]
