"""What goes into the core of the edge and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Headers = list[tuple[str, str]]

OTHER, PAGE, FILE, REDIRECT = range(4)
"""What an answer is: a stored page (whatever its status), a file, a redirect, or none of these."""


class Request(NamedTuple):
    """The parts of an HTTP request that can make a difference to the answer."""

    method: str
    path: str
    """Percent-decoded as UTF-8; bytes that are not UTF-8 stand as U+FFFD."""
    query: str = ""
    """As sent, without the question mark."""
    accept_encoding: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    range: str | None = None
    if_range: str | None = None


class Response(NamedTuple):
    """An answer. `Date` and the framing of the connection are left to the server."""

    status: int
    headers: Headers
    """Names in lower case. Must not be changed: the same list goes to many readers."""
    body: bytes = b""
    file: Path | None = None
    """A file to send as the body, when it is not to be read into memory."""
    offset: int = 0
    """Where in the file the body begins."""
    length: int | None = None
    """How many bytes of the file to send; None for the whole."""
    kind: int = OTHER
    chunks: Sequence[bytes] = ()
    """The body in parts, in place of `body`, for servers that send it so (`Edge(parted=True)`)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The store cannot answer; the origin should be asked for this path."""

    path: str
