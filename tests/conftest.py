"""The servers every test may ask for."""

from shared.testing.servers import fresh_database, nats_server, postgres, templates

__all__ = ["fresh_database", "nats_server", "postgres", "templates"]
