"""Whether the edge can listen on its port."""

import errno
import socket


class PortTaken(Exception):
    """The address cannot be listened on; the message is a sentence for a person."""


def check_free(host: str, port: int) -> None:
    """Raise ``PortTaken`` when another program listens there; both servers would share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"Port {port} of {host} is taken. Stop the program that listens there, or"
                    " choose another port."
                ) from error
            raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}.") from error
