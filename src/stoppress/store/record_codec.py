"""The form in which the record of a path lies in the store.

    head        format, kind, status, and the date of a page or the length of a file
    body        the texts of a redirect or a file; for a page see below
    check       CRC-32 of all before

A page's body holds the bytes of its *own* fragments too, those that no other page shows. So the
edge gets all that is particular to a page in one look-up, and finds the rest among the layouts that
it knows:

    numbers     how many own fragments, and what holds for all of them together
    entries     numbers of each own fragment, in the order of the page
    layout      what many pages have in common, see ``layout``
    names       keys of the own fragments, tags
    bytes       the own fragments, deflated
"""

import struct
from collections.abc import Mapping
from typing import NamedTuple

from isal.isal_zlib import crc32

from stoppress.store.fragment import Fragment, version_of_row
from stoppress.store.layout import (
    Layout,
    decode_layout,
    encode_layout,
    header_value,
    name,
    without_controls,
)
from stoppress.store.records import Asset, Page, Record, Redirect

_FORMAT = 5
_HEAD = struct.Struct("<BBHQ")
_CHECK_SIZE = 4
_WHOLE = 0x2144DF1C  # the CRC-32 of any bytes that end with their own CRC-32
_PAGE, _REDIRECT, _ASSET = 1, 2, 3

_NUMBERS = struct.Struct("<HIIIqQ")
# how many own fragments; lengths of layout and names; of all own fragments raw length, newest date
# and version
_ENTRY = struct.Struct("<QqIII")  # version, modified, raw length, CRC, length of the deflated bytes
_JOINED = struct.Struct("<16xIII")  # the same, read without what joining does not need
_ENTRIES_FROM = _HEAD.size + _NUMBERS.size

_NOTHING_INSIDE: Mapping[str, Fragment] = {}


class StoredPage(NamedTuple):
    """A page as the edge reads it. The layout is left as bytes, by which it is known.

    :param modified: the newest date of the record and of its own fragments.
    :param raw_length: of all own fragments together.
    :param version: of all own fragments together: the same ones have the same version everywhere.
    :param checks: raw length and CRC-32 of each own fragment.
    :param length: of all own fragments together, deflated.
    :param deflated: the own fragments.
    """

    layout: bytes
    modified: int
    raw_length: int
    version: int
    checks: list[tuple[int, int]]
    length: int
    deflated: list[bytes]


def encode_record(record: Record, inside: Mapping[str, Fragment] = _NOTHING_INSIDE) -> bytes:
    """The bytes stored under a path.

    ``inside`` are the fragments that lie in the record itself, when it is that of a page. Raises
    ValueError when a text could break a record or the headers of an answer.
    """
    if isinstance(record, Page):
        return _encode_page(record, inside)
    if isinstance(record, Redirect):
        return _sealed(_REDIRECT, record.status, 0, without_controls(record.location).encode())
    texts = (record.content_type, record.etag, record.cache_control)
    text = "\0".join((without_controls(record.file), *map(header_value, texts)))
    return _sealed(_ASSET, 0, record.length, text.encode())


def decode_record(stored: bytes) -> Record | None:
    """Read a stored record; None when its bytes are damaged or of an unknown format."""
    kind = _kind_of(stored)
    return _decode_page(stored)[0] if kind == _PAGE else _decode_pageless(kind, stored)


def decode_page(stored: bytes) -> tuple[Page, dict[str, Fragment]] | None:
    """A page, and the own fragments that lie in its record; None when it is not that of a page."""
    return _decode_page(stored) if _kind_of(stored) == _PAGE else None


def decode_answer(stored: bytes) -> StoredPage | Redirect | Asset | None:
    """Read a record as ``decode_record`` does, in the form that is quickest to answer from."""
    kind = _kind_of(stored)
    return _read_page(stored) if kind == _PAGE else _decode_pageless(kind, stored)


def _sealed(kind: int, status: int, number: int, *rest: bytes) -> bytes:
    """A record: the head, the rest, and the checksum of both."""
    body = b"".join((_HEAD.pack(_FORMAT, kind, status, number), *rest))
    return body + crc32(body).to_bytes(_CHECK_SIZE, "little")


def _kind_of(stored: bytes) -> int:
    """The kind of a stored record; 0 when its bytes are damaged or of an unknown format."""
    if len(stored) < _HEAD.size or crc32(stored) != _WHOLE or stored[0] != _FORMAT:
        return 0
    return stored[1]


def _decode_pageless(kind: int, stored: bytes) -> Redirect | Asset | None:
    if kind not in (_REDIRECT, _ASSET):
        return None
    _, _, status, number = _HEAD.unpack_from(stored)
    text = stored[_HEAD.size : -_CHECK_SIZE].decode()
    if kind == _REDIRECT:
        return Redirect(text, status)
    file, content_type, etag, cache_control = text.split("\0")
    return Asset(file, content_type, number, etag, cache_control)


def _encode_page(page: Page, inside: Mapping[str, Fragment]) -> bytes:
    own = [inside[key] for key in page.fragments if key in inside]
    keys = tuple(None if key in inside else key for key in page.fragments)
    layout = encode_layout(
        Layout(page.status, page.content_type, page.cache_control, page.headers, keys)
    )
    names = "\0".join(
        ("\n".join(name(fragment.key) for fragment in own), "\n".join(map(name, page.tags)))
    ).encode()
    numbers = _NUMBERS.pack(
        len(own),
        len(layout),
        len(names),
        sum(fragment.raw_length for fragment in own),
        max([page.modified, *(fragment.modified for fragment in own)]),
        version_of_row(fragment.version for fragment in own),
    )
    return _sealed(
        _PAGE,
        page.status,
        page.modified,
        numbers,
        *(_ENTRY.pack(f.version, f.modified, f.raw_length, f.crc, len(f.deflated)) for f in own),
        layout,
        names,
        *(fragment.deflated for fragment in own),
    )


def _read_page(stored: bytes) -> StoredPage:
    """What joining needs of a page's record."""
    numbers = _NUMBERS.unpack_from(stored, _HEAD.size)
    count, layout_length, names_length, raw_length, modified, version = numbers
    layout_from = _ENTRIES_FROM + count * _ENTRY.size
    names_from = layout_from + layout_length
    begins = place = names_from + names_length
    checks, deflated = [], []
    for raw, crc, length in _JOINED.iter_unpack(stored[_ENTRIES_FROM:layout_from]):
        checks.append((raw, crc))
        deflated.append(stored[place : place + length])
        place += length
    layout = stored[layout_from:names_from]
    return StoredPage(layout, modified, raw_length, version, checks, place - begins, deflated)


def _decode_page(stored: bytes) -> tuple[Page, dict[str, Fragment]]:
    count, layout_length, names_length, *_ = _NUMBERS.unpack_from(stored, _HEAD.size)
    layout_from = _ENTRIES_FROM + count * _ENTRY.size
    names_from = layout_from + layout_length
    place = names_from + names_length
    layout = decode_layout(stored[layout_from:names_from])
    own, tags = stored[names_from:place].decode().split("\0")
    own_keys = own.split("\n") if own else []
    inside: dict[str, Fragment] = {}
    entries = _ENTRY.iter_unpack(stored[_ENTRIES_FROM:layout_from])
    for key, entry in zip(own_keys, entries, strict=True):
        version, modified, raw_length, crc, length = entry
        deflated = stored[place : place + length]
        inside[key] = Fragment(key, version, modified, raw_length, crc, deflated)
        place += length
    names = iter(own_keys)
    page = Page(
        fragments=tuple(next(names) if key is None else key for key in layout.keys),
        content_type=layout.content_type,
        status=layout.status,
        cache_control=layout.cache_control,
        headers=layout.headers,
        tags=tuple(tags.split("\n")) if tags else (),
        own=frozenset(inside),
        modified=_HEAD.unpack_from(stored)[3],
    )
    return page, inside
