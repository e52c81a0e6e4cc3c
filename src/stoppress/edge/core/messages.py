"""What goes into the core of the edge and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Headers = list[tuple[str, str]]

#: What an answer is: a stored page (whatever its status), a file, a redirect, or none of these.
OTHER, PAGE, FILE, REDIRECT = range(4)


class Request(NamedTuple):
    """The parts of an HTTP request that can make a difference to the answer."""

    method: str
    #: Percent-decoded as UTF-8; bytes that are not UTF-8 stand as U+FFFD.
    path: str
    #: As sent, without the question mark.
    query: str = ""
    accept_encoding: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    range: str | None = None
    if_range: str | None = None


class Response(NamedTuple):
    """An answer. ``Date`` and the framing of the connection are left to the server."""

    status: int
    #: Names in lower case. Must not be changed: the same list goes to many readers.
    headers: Headers
    body: bytes = b""
    #: A file to send as the body, when it is not to be read into memory.
    file: Path | None = None
    #: Where in the file the body begins.
    offset: int = 0
    #: How many bytes of the file to send; None for the whole.
    length: int | None = None
    kind: int = OTHER
    #: The body in parts, in place of ``body``, for servers that send it so (``Edge(parted=True)``).
    chunks: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """The store cannot answer; the origin should be asked for this path."""

    path: str
