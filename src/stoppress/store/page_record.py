"""The record of a page: its layout, and inside it the bytes of the fragments that only it shows.

    head        see `record_form`
    numbers     what joining needs of all own fragments together
    entries     numbers of each own fragment, in the order of the page
    layout      text that many pages have in common: status, type, headers, keys of shared fragments
    names       text of this page alone: keys of its own fragments, tags
    bytes       the own fragments, deflated
    checksum    of all before

So the edge gets all that is particular to a page in one look-up, and finds the rest among the
layouts that it knows.

A page with the own fragments O1, O2 between the shared ones R0, R1, R2 has the checksum

    R0*X(O1)*X(R1)*X(O2)*X(R2) + O1*X(R1)*X(O2)*X(R2) + R1*X(O2)*X(R2) + O2*X(R2) + R2

where X(A) is the shift past A. What comes from own fragments alone, such as O1*X(O2), is computed
when the page is stored; `stoppress.edge.core` multiplies it by what comes from shared ones.

R2 changes with each publish, R0 and R1 seldom. So the checksum of all up to O2 is stored as well,
with the version of the R0 and R1 that it is true for: as long as they are the same, nothing but R2
is left to be added.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stoppress.store.crc import ONE, multiply
from stoppress.store.fragment import Piece, version_of_row
from stoppress.store.record_form import HEAD, PAGE, header_name, header_value, name, sealed
from stoppress.store.records import Page

_NUMBERS = struct.Struct("<HIIQIqQQI")
# how many own fragments, lengths of layout and names; of the own fragments raw length, shift past
# all, newest date, version; version of the shared ones in front of the last, checksum up to it
_ENTRY = struct.Struct("<QqIIIIII")
# of an own fragment: version, modified, raw length, CRC, power, and what `Entry` has of it
_JOINED = struct.Struct("<28xIII")  # the same, read without what joining does not need
_LENGTH = "36xI"  # the same, read for the length alone
_ENTRIES_FROM = HEAD.size + _NUMBERS.size

Entry = tuple[int, int, int]
"""Of an own fragment: x^(8 * raw length) of all own fragments behind it, the CRC times that, and
the length of its deflated bytes."""


class StoredPage(NamedTuple):
    """A page as the edge reads it. The layout is left as bytes, by which it is known."""

    layout: bytes
    modified: int
    """The newest date of the record and of its own fragments."""
    raw_length: int
    """Of all own fragments together."""
    power: int
    """The shift past all own fragments."""
    version: int
    """Of all own fragments together: the same ones have the same version everywhere."""
    head: int
    """Version of the shared fragments in front of the last own one for which `crc` is true."""
    crc: int
    """Checksum of all fragments up to the last own one."""
    entries: bytes
    """Numbers of each own fragment, see `entries_of`."""
    length: int
    """Of all own fragments together, deflated."""
    deflated: list[bytes]


class Layout(NamedTuple):
    """What many pages have in common."""

    status: int
    content_type: str
    cache_control: str
    headers: tuple[tuple[str, str], ...]
    keys: tuple[str | None, ...]
    """Keys of the fragments in order; None for each of the page's own."""


def encode_page(
    page: Page, pieces: Mapping[str, Piece], shared: Callable[[str], Piece | None]
) -> bytes:
    """The record of a page.

    `pieces` are those of its own fragments that lie inside it; `shared` looks up the others.
    """
    inside = [key for key in page.fragments if key in pieces]
    keys = tuple(None if key in pieces else key for key in page.fragments)
    layout = encode_layout(
        Layout(page.status, page.content_type, page.cache_control, page.headers, keys)
    )
    names = "\0".join(("\n".join(map(name, inside)), "\n".join(map(name, page.tags)))).encode()
    after, entries = ONE, []
    for key in reversed(inside):
        piece = pieces[key]
        shifted = multiply(piece.crc, after)
        entries.append((*piece[:5], after, shifted, len(piece.deflated)))
        after = multiply(after, piece.power)
    numbers = _NUMBERS.pack(
        len(inside),
        len(layout),
        len(names),
        sum(pieces[key].raw_length for key in inside),
        after,
        max([page.modified, *(pieces[key].modified for key in inside)]),
        version_of_row(pieces[key].version for key in inside),
        *_up_to_the_last(page.fragments, pieces, shared),
    )
    return sealed(
        PAGE,
        page.status,
        page.modified,
        numbers,
        *(_ENTRY.pack(*entry) for entry in reversed(entries)),
        layout,
        names,
        *(pieces[key].deflated for key in inside),
    )


def read_page(stored: bytes) -> StoredPage:
    """What joining needs of a page's record, whose check was made."""
    numbers = _NUMBERS.unpack_from(stored, HEAD.size)
    count, layout_length, names_length, raw_length, power, modified, version, head, crc = numbers
    layout_from = _ENTRIES_FROM + count * _ENTRY.size
    place = layout_from + layout_length
    layout = stored[layout_from:place]
    begins = place = place + names_length
    deflated = []
    for length in _lengths(count).unpack_from(stored, _ENTRIES_FROM):
        end = place + length
        deflated.append(stored[place:end])
        place = end
    entries = stored[_ENTRIES_FROM:layout_from]
    length = place - begins
    fields = (layout, modified, raw_length, power, version, head, crc, entries, length, deflated)
    return tuple.__new__(StoredPage, fields)  # half the time of StoredPage(*fields)


def entries_of(page: StoredPage) -> Iterator[Entry]:
    """What a page's own fragments add to the checksum."""
    return _JOINED.iter_unpack(page.entries)


def version_of_head(runs: Iterable[Iterable[int]]) -> int:
    """The version of the shared fragments in front of each own one, from theirs."""
    return version_of_row(map(version_of_row, runs))


@lru_cache(maxsize=1024)
def encode_layout(layout: Layout) -> bytes:
    """The bytes of a layout: each key ends with a line feed, and an own one is an empty line."""
    return "\0".join(
        (
            str(layout.status),
            header_value(layout.content_type),
            header_value(layout.cache_control),
            "\n".join(f"{header_name(key)}:{header_value(text)}" for key, text in layout.headers),
            "".join("\n" if key is None else f"{name(key)}\n" for key in layout.keys),
        )
    ).encode()


def decode_layout(layout: bytes) -> Layout:
    """What the bytes of a layout say."""
    status, content_type, cache_control, headers, keys = layout.decode().split("\0")
    return Layout(
        int(status),
        content_type,
        cache_control,
        tuple(_header(line) for line in headers.split("\n")) if headers else (),
        tuple(key or None for key in keys.split("\n")[:-1]),
    )


def decode_page(stored: bytes) -> tuple[Page, dict[str, Piece]]:
    """A page's record, whose check was made, and the own fragments that lie inside it."""
    page = read_page(stored)
    layout = decode_layout(page.layout)
    modified = HEAD.unpack_from(stored)[3]
    names_length = _NUMBERS.unpack_from(stored, HEAD.size)[2]
    names_from = _ENTRIES_FROM + len(page.entries) + len(page.layout)
    own, tags = stored[names_from : names_from + names_length].decode().split("\0")
    inside = own.split("\n") if own else []
    numbers = _ENTRY.iter_unpack(page.entries)
    pieces = {
        key: Piece(version, fragment_modified, raw_length, crc, power, deflated)
        for key, (version, fragment_modified, raw_length, crc, power, *_), deflated in zip(
            inside, numbers, page.deflated, strict=True
        )
    }
    names = iter(inside)
    return (
        Page(
            fragments=tuple(next(names) if key is None else key for key in layout.keys),
            content_type=layout.content_type,
            status=layout.status,
            cache_control=layout.cache_control,
            headers=layout.headers,
            tags=tuple(tags.split("\n")) if tags else (),
            own=frozenset(inside),
            modified=modified,
        ),
        pieces,
    )


def _up_to_the_last(
    keys: Sequence[str], pieces: Mapping[str, Piece], shared: Callable[[str], Piece | None]
) -> tuple[int, int]:
    """Version of the shared fragments in front of the last own one, and the checksum up to it.

    Zeros when there is none, or when one of the others is not stored yet.
    """
    places = [place for place, key in enumerate(keys) if key in pieces]
    runs: list[list[int]] = [[]]
    crc = 0
    for key in keys[: places[-1] + 1] if places else ():
        piece = pieces.get(key) or shared(key)
        if piece is None:
            return 0, 0
        crc = multiply(crc, piece.power) ^ piece.crc
        if key in pieces:
            runs.append([])
        else:
            runs[-1].append(piece.version)
    return version_of_head(runs[:-1]), crc


@lru_cache(maxsize=256)
def _lengths(count: int) -> struct.Struct:
    return struct.Struct("<" + _LENGTH * count)


def _header(line: str) -> tuple[str, str]:
    header, _, text = line.partition(":")
    return header, text
