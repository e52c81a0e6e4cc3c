"""A fragment: a part of a page as bytes, compressed once, and its form in the store."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from isal.isal_zlib import crc32

#: The longest fragment, in bytes before compression.
LONGEST_RAW = 0xFFFFFFFF

_FORMAT = 2
_HEAD = struct.Struct("<I4xQqIIB7x")  # check, version, modified, raw_length, crc, format
_CHECKED_FROM = 4
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a page, as kept in the store.

    :param key: name in the store, such as ``article/12``.
    :param version: first 8 bytes of the raw bytes' BLAKE2b: the same bytes have the same version
        everywhere.
    :param modified: when these bytes came to be, in seconds since 1970 UTC.
    :param raw_length: length of the raw bytes.
    :param crc: CRC-32 of the raw bytes.
    :param deflated: a raw deflate stream (RFC 1951) without a final block, ended by a sync flush,
        so that streams of several fragments can be joined to one.
    """

    key: str
    version: int
    modified: int
    raw_length: int
    crc: int
    deflated: bytes

    def raw(self) -> bytes:
        """The bytes before compression."""
        return zlib.decompressobj(-15).decompress(self.deflated)

    def has_bytes_of(self, other: "Fragment") -> bool:
        """Whether both have the same raw bytes."""
        ours = self.version, self.raw_length, self.crc
        return ours == (other.version, other.raw_length, other.crc)

    def is_whole(self) -> bool:
        """Whether the deflated bytes are those that the version was made from."""
        return version_of(self.raw()) == self.version


def version_of(raw: bytes) -> int:
    """The version number of some raw bytes: the first 8 bytes of their BLAKE2b."""
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def version_of_row(versions: Iterable[int]) -> int:
    """The version number of what follows one another, from the versions of the parts."""
    return version_of(b"".join([version.to_bytes(8, "big") for version in versions]))


def make_fragment(key: str, raw: bytes, modified: int) -> Fragment:
    """Compress ``raw`` into a fragment; ``modified`` is in seconds since 1970 UTC.

    Raises ValueError when ``raw`` is longer than ``LONGEST_RAW``.
    """
    if len(raw) > LONGEST_RAW:
        raise ValueError(f"Fragment {key!r} has {len(raw)} bytes; the most is {LONGEST_RAW}.")
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    deflated = compressor.compress(raw) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return Fragment(key, version_of(raw), modified, len(raw), crc32(raw), deflated)


def encode_fragment(fragment: Fragment) -> bytes:
    """The record that is stored under a fragment's key."""
    head = _HEAD.pack(
        0, fragment.version, fragment.modified, fragment.raw_length, fragment.crc, _FORMAT
    )
    body = head[_CHECKED_FROM:] + fragment.deflated
    return crc32(body).to_bytes(_CHECKED_FROM, "little") + body


def decode_fragment(key: str, stored: bytes) -> Fragment | None:
    """Read the record of a key; None when its bytes are damaged or of an unknown format."""
    if len(stored) < _HEAD.size:
        return None
    check, version, modified, raw_length, crc, format_ = _HEAD.unpack_from(stored)
    if check != crc32(memoryview(stored)[_CHECKED_FROM:]) or format_ != _FORMAT:
        return None
    return Fragment(key, version, modified, raw_length, crc, stored[_HEAD.size :])
