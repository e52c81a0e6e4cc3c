"""What all records of paths have in common: head, checksum, and texts without control characters.

Control characters part the texts of a record, and would break the headers of an answer.
"""

import re
import struct

from isal.isal_zlib import crc32

HEAD = struct.Struct("<BBHQ")
"""Format, kind, status, and the date of a page or the length of a file."""
FORMAT = 4
CHECK_SIZE = 4
PAGE, REDIRECT, ASSET = 1, 2, 3

_WHOLE = 0x2144DF1C  # the CRC-32 of any bytes that end with their own CRC-32
_CONTROLS = frozenset(map(chr, range(32))) | {"\x7f"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def sealed(kind: int, status: int, number: int, *rest: bytes) -> bytes:
    """A record: the head, the rest, and the checksum of both."""
    body = b"".join((HEAD.pack(FORMAT, kind, status, number), *rest))
    return body + crc32(body).to_bytes(CHECK_SIZE, "little")


def kind_of(stored: bytes) -> int:
    """The kind of a stored record; 0 when its bytes are damaged or of an unknown format."""
    if len(stored) < HEAD.size or crc32(stored) != _WHOLE or stored[0] != FORMAT:
        return 0
    return stored[1]


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
