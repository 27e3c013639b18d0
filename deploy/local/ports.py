"""Whether a port is free, and the sentence when it is not."""

import socket

from deploy.local.errors import NotPossible

HOST = "127.0.0.1"
STEP = 1000
PORT_BASE_MAX = 60000


def is_free(port: int) -> bool:
    """Whether a server could listen there now; a connection that has just closed does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(port: int, needed_by: str, port_base: int) -> None:
    """Raises NotPossible when another program listens on the port."""
    if not is_free(port):
        raise NotPossible(
            f"Port {port}, which {needed_by} needs, is in use by another program. Stop that "
            f"program, or choose other ports with SHUKUN_PORT_BASE (it is {port_base} now), for "
            f"example: SHUKUN_PORT_BASE={_other(port_base)} make run"
        )


def _other(port_base: int) -> int:
    return port_base + STEP if port_base < PORT_BASE_MAX else port_base - STEP
