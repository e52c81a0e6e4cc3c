"""Joining compressed fragments to one gzip stream without compressing anything again.

Every fragment is a deflate stream that ends at a byte boundary without a final block, so they can
follow one another; a final empty block, the combined CRC-32 and the length make them a gzip member
(RFC 1952). See `stoppress.store.crc` for how the CRC is combined.
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

from stoppress.store.crc import MultiplierTable, multiplier_table, multiply
from stoppress.store.fragment import Piece

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no name, no time, any system
_FINAL_BLOCK = b"\x03\x00"

table_of = lru_cache(maxsize=256)(multiplier_table)
"""Tables of multiplication, kept for the lengths of shared fragments."""

Part = tuple[Piece, MultiplierTable | None]
"""A piece, with the table for multiplying by its `power` when it is shared by many pages."""


def stitch(parts: Sequence[Part]) -> bytes:
    """One gzip member of all parts in order."""
    crc = length = 0
    chunks = [_GZIP_HEADER]
    for piece, table in parts:
        _, _, raw_length, piece_crc, power, deflated = piece
        if table is not None:
            t0, t1, t2, t3 = table
            crc = t0[crc & 255] ^ t1[crc >> 8 & 255] ^ t2[crc >> 16 & 255] ^ t3[crc >> 24]
            crc ^= piece_crc
        elif crc:
            crc = multiply(crc, power) ^ piece_crc
        else:
            crc = piece_crc
        length += raw_length
        chunks.append(deflated)
    chunks.append(_FINAL_BLOCK)
    chunks.append((crc | (length & 0xFFFFFFFF) << 32).to_bytes(8, "little"))
    return b"".join(chunks)


def join_raw(pieces: Iterable[Piece]) -> bytes | None:
    """The raw bytes of all pieces in order; None when some are not what they should be."""
    chunks = []
    for piece in pieces:
        try:
            raw = zlib.decompressobj(-15).decompress(piece.deflated)
        except zlib.error:
            return None
        if crc32(raw) != piece.crc:
            return None
        chunks.append(raw)
    return b"".join(chunks)
