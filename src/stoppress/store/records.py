"""What a path answers: a page of fragments, a redirect, or a file; and its form in the store.

A record is a short checked head and one UTF-8 text, whose parts are separated by NUL and whose
items by line feeds. So no text in a record may contain a control character, which also keeps
headers free of line breaks.
"""

import re
import struct
from dataclasses import dataclass, field
from zlib import crc32

_HEAD = struct.Struct(
    "<IBBHQ"
)  # check, format, kind, status, modified of a page or length of a file
_CHECKED_FROM = 4
_FORMAT = 1
_PAGE, _REDIRECT, _ASSET = 1, 2, 3
_CONTROLS = frozenset(map(chr, range(32))) | {"\x7f"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

FRESH_ALWAYS = "max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Page:
    """A page joined from fragments, in this order."""

    fragments: tuple[str, ...]
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    """200, 404 or 410."""
    cache_control: str = FRESH_ALWAYS
    headers: tuple[tuple[str, str], ...] = ()
    """More headers of the reply, such as Link, Content-Language or X-Robots-Tag."""
    tags: tuple[str, ...] = ()
    """Surrogate keys, by which a cache in front can be told what changed."""
    modified: int = field(default=0, compare=False)
    """When another record took the place of an earlier one, in seconds since 1970 UTC; the store
    sets it."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another path has what is asked for here."""

    location: str
    """Decoded path beginning with one slash; a query or a fragment may follow."""
    status: int = 301


@dataclass(frozen=True, slots=True)
class Asset:
    """A file on disk: a picture, a font, a document."""

    file: str
    """Path relative to the media folder, or absolute and inside a folder that the edge serves."""
    content_type: str
    length: int
    """Length of the file in bytes."""
    etag: str
    """An entity tag, with or without its quotation marks."""
    cache_control: str = FRESH_ALWAYS


Record = Page | Redirect | Asset


def encode_record(record: Record) -> bytes:
    """The bytes stored under a path; ValueError when a text holds a control character."""
    kind, status, number = _PAGE, 0, 0
    if isinstance(record, Page):
        status, number = record.status, record.modified
        for name, _ in record.headers:
            if not _TOKEN.fullmatch(name):
                raise ValueError(f"{name!r} is not the name of a header (RFC 9110, section 5.1).")
        parts = [
            _value(record.content_type),
            _value(record.cache_control),
            "\n".join(_named(key) for key in record.fragments),
            "\n".join(f"{name}:{_value(value)}" for name, value in record.headers),
            "\n".join(_named(tag) for tag in record.tags),
        ]
    elif isinstance(record, Redirect):
        kind, status = _REDIRECT, record.status
        parts = [_checked(record.location)]
    else:
        kind, number = _ASSET, record.length
        texts = (record.content_type, record.etag, record.cache_control)
        parts = [_checked(record.file), *(_value(text) for text in texts)]
    text = "\0".join(parts).encode()
    body = _HEAD.pack(0, _FORMAT, kind, status, number)[_CHECKED_FROM:] + text
    return crc32(body).to_bytes(_CHECKED_FROM, "little") + body


def decode_record(stored: bytes) -> Record | None:
    """Read a stored record; None when its bytes are damaged or of an unknown format."""
    if len(stored) < _HEAD.size:
        return None
    check, format_, kind, status, number = _HEAD.unpack_from(stored)
    if check != crc32(memoryview(stored)[_CHECKED_FROM:]) or format_ != _FORMAT:
        return None
    parts = stored[_HEAD.size :].decode().split("\0")
    if kind == _PAGE:
        content_type, cache_control, keys, headers, tags = parts
        return Page(
            fragments=tuple(keys.split("\n")) if keys else (),
            content_type=content_type,
            status=status,
            cache_control=cache_control,
            headers=tuple(_header(line) for line in headers.split("\n")) if headers else (),
            tags=tuple(tags.split("\n")) if tags else (),
            modified=number,
        )
    if kind == _REDIRECT:
        return Redirect(parts[0], status)
    if kind == _ASSET:
        file, content_type, etag, cache_control = parts
        return Asset(file, content_type, number, etag, cache_control)
    return None


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value


def _checked(text: str) -> str:
    if not _CONTROLS.isdisjoint(text):
        raise ValueError(f"A record may hold no control character: {text!r}.")
    return text


def _value(text: str) -> str:
    if not text.isascii() or text != text.strip():
        raise ValueError(f"The value of a header is ASCII without spaces around it: {text!r}.")
    return _checked(text)


def _named(key: str) -> str:
    if not key:
        raise ValueError("A page's fragment or tag has an empty name.")
    return _checked(key)
