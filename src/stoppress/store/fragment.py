"""A fragment: a piece of a page as bytes, compressed once, and its form in the store."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from isal.isal_zlib import crc32

from stoppress.store.crc import power

_FORMAT = 1
_HEAD = struct.Struct("<I4xQqIIIB7x")  # check, version, modified, raw_length, crc, power, format
_CHECKED_FROM = 4
HEAD_SIZE = _HEAD.size
LONGEST_RAW = 0xFFFFFFFF

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page, as kept in the store.

    `deflated` is a raw deflate stream (RFC 1951) without a final block, ended by a sync flush, so
    that streams of several fragments can be joined to one.
    """

    key: str
    """Name in the store, such as `article/12`."""
    version: int
    """First 8 bytes of the raw bytes' BLAKE2b: the same bytes have the same version everywhere."""
    modified: int
    """When these bytes came to be, in seconds since 1970 UTC."""
    raw_length: int
    """Length of the raw bytes."""
    crc: int
    """CRC-32 of the raw bytes."""
    deflated: bytes

    def raw(self) -> bytes:
        """The bytes before compression."""
        return inflate(self.deflated)


class Piece(NamedTuple):
    """What joining needs of a fragment, which is all but its key."""

    version: int
    modified: int
    raw_length: int
    crc: int
    power: int
    """x^(8 * raw_length) modulo the CRC polynomial, see `crc.power`."""
    deflated: bytes


def version_of(raw: bytes) -> int:
    """The version number of some raw bytes: the first 8 bytes of their BLAKE2b."""
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def version_of_row(versions: Iterable[int]) -> int:
    """The version number of what follows one another, from the versions of the parts."""
    return version_of(b"".join([version.to_bytes(8, "big") for version in versions]))


def make_fragment(key: str, raw: bytes, modified: int) -> Fragment:
    """Compress `raw` into a fragment; `modified` is in seconds since 1970 UTC."""
    if len(raw) > LONGEST_RAW:
        raise ValueError(f"Fragment {key!r} has {len(raw)} bytes; the most is {LONGEST_RAW}.")
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    deflated = compressor.compress(raw) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return Fragment(
        key=key,
        version=version_of(raw),
        modified=modified,
        raw_length=len(raw),
        crc=crc32(raw),
        deflated=deflated,
    )


def inflate(deflated: bytes) -> bytes:
    """The raw bytes of a deflate stream that ends with a sync flush."""
    return zlib.decompressobj(-15).decompress(deflated)


def piece_of(fragment: Fragment) -> Piece:
    """What joining needs of a fragment."""
    return Piece(
        fragment.version,
        fragment.modified,
        fragment.raw_length,
        fragment.crc,
        power(fragment.raw_length),
        fragment.deflated,
    )


def encode_piece(piece: Piece) -> bytes:
    """The record that is stored under a fragment's key."""
    body = _HEAD.pack(0, *piece[:5], _FORMAT)[_CHECKED_FROM:] + piece.deflated
    return crc32(body).to_bytes(_CHECKED_FROM, "little") + body


def decode_piece(record: bytes) -> Piece | None:
    """Read a stored record; None when its bytes are damaged or of an unknown format."""
    if len(record) < HEAD_SIZE:
        return None
    check, version, modified, raw_length, crc, power_, format_ = _HEAD.unpack_from(record)
    if check != crc32(memoryview(record)[_CHECKED_FROM:]) or format_ != _FORMAT:
        return None
    fields = (version, modified, raw_length, crc, power_, record[HEAD_SIZE:])
    return tuple.__new__(Piece, fields)  # half the time of Piece(*fields), on the way to each page
