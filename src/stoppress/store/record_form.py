"""What all records of paths have in common: a checked head, and texts without control characters.

Control characters part the texts of a record, and would break the headers of an answer.
"""

import re
import struct
from zlib import crc32

HEAD = struct.Struct("<IBBHQ")
"""Check, format, kind, status, and the date of a page or the length of a file."""
CHECKED_FROM = 4
FORMAT = 2
PAGE, REDIRECT, ASSET = 1, 2, 3

_CONTROLS = frozenset(map(chr, range(32))) | {"\x7f"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def sealed(kind: int, status: int, number: int, *rest: bytes) -> bytes:
    """A record: the head with its checksum, and the rest."""
    body = b"".join((HEAD.pack(0, FORMAT, kind, status, number)[CHECKED_FROM:], *rest))
    return crc32(body).to_bytes(CHECKED_FROM, "little") + body


def kind_of(stored: bytes) -> int:
    """The kind of a stored record; 0 when its bytes are damaged or of an unknown format."""
    if len(stored) < HEAD.size or stored[CHECKED_FROM] != FORMAT:
        return 0
    if crc32(memoryview(stored)[CHECKED_FROM:]) != int.from_bytes(stored[:CHECKED_FROM], "little"):
        return 0
    return stored[CHECKED_FROM + 1]


def without_controls(text: str) -> str:
    """The text; ValueError when it holds a control character."""
    if not _CONTROLS.isdisjoint(text):
        raise ValueError(f"A record may hold no control character: {text!r}.")
    return text


def header_name(name: str) -> str:
    """The name of a header."""
    if not _TOKEN.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a header (RFC 9110, section 5.1).")
    return name


def header_value(text: str) -> str:
    """The value of a header."""
    if not text.isascii() or text != text.strip():
        raise ValueError(f"The value of a header is ASCII without spaces around it: {text!r}.")
    return without_controls(text)


def name(key: str) -> str:
    """The key of a fragment, or a tag."""
    if not key:
        raise ValueError("A page's fragment or tag has an empty name.")
    return without_controls(key)
