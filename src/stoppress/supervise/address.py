"""``HOST:PORT``: reading it, and seeing whether it is free."""

import errno
import socket
from dataclasses import dataclass

from stoppress.supervise.failure import NotDone

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - these are compared, not bound


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only programs on this machine reach it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    @property
    def url(self) -> str:
        """The address as a browser on this machine would write it."""
        host = _ANY.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read_address(text: str, option: str) -> Address:
    """Read ``HOST:PORT``, ``[::1]:PORT`` or ``:PORT``; port 0 means any free one.

    Raises NotDone when it is none of these.
    """
    host, colon, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or "127.0.0.1"
    number = int(port) if port.isascii() and port.isdigit() and len(port) < 6 else -1
    if not colon or not 0 <= number <= 65535:
        raise NotDone(f"{text!r} is no HOST:PORT for {option}. Give one such as 127.0.0.1:8000.")
    return Address(host, number)


def free_address(address: Address, option: str) -> Address:
    """See that ``address`` can be listened on; with port 0, choose a free port.

    Raises NotDone when it is taken, not allowed or not of this machine.
    """
    try:
        family, kind, proto, _name, where = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, proto) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
            trial.listen(1)
            return Address(address.host, trial.getsockname()[1])
    except OSError as error:
        raise NotDone(_sentence(error, address, option)) from error
    except UnicodeError:  # as Python says that no host can be called so
        raise NotDone(
            f"{address.host!r} is no host for {option}. Give an address such as 127.0.0.1:8000."
        ) from None


def _sentence(error: OSError, address: Address, option: str) -> str:
    shown = f"{address.host}:{address.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"The address {shown} is taken by another program. End that program, or choose"
            f" another port with {option}."
        )
    if error.errno == errno.EACCES:
        return (
            f"This user may not listen on {shown}. Choose a port above 1023 with {option}, and put"
            " a web server in front."
        )
    return (
        f"{shown} is no address of this machine ({error.strerror}). Choose one with {option}, for"
        " example 127.0.0.1:8000."
    )
