"""Ports for servers that are started later, beside other tests which look for ports as well."""

import socket

from deploy.local.ports import HOST


def reserved_port(port: int = 0) -> int:
    """Take a port that is free, any or this one, and keep it from everybody else for a minute.

    A closed connection leaves its port in TIME_WAIT: the system gives it to nobody who asks for any
    port, but a server that names it may listen there. Raises OSError when it is not free.
    """
    with socket.socket() as listening:
        listening.bind((HOST, port))
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.listen()
        with socket.create_connection(listening.getsockname()) as visitor:
            ours, _address = listening.accept()
            ours.close()  # whoever closes first keeps the port waiting
            visitor.recv(1)
        taken: int = listening.getsockname()[1]
    return taken
