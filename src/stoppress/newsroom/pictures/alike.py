"""Which pictures look alike, whatever their size, form and compression, and in a mirror.

A picture's fingerprint is its difference hash: it is made nine grey pixels wide and eight high, and
each of the 64 bits says whether a pixel is brighter than its neighbour on the right. Nothing kept
that is lighter than numpy makes one. A picture that is cut all round looks like the middle of the
one that it is cut from, so of each the middle has a fingerprint too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from django.db.models import Q
from PIL import Image, ImageOps

from stoppress.newsroom.models import PictureFingerprint
from stoppress.newsroom.pictures.large import in_turn_when_large

#: Bits in which pictures that look alike differ at the most: up to ten they are the same picture,
#: cut by a fiftieth on each side, say. One of four parts differs in one bit or in none up to seven
#: for certain, and for most of those that differ in more.
MOST_BITS = 10
#: Fingerprints with fewer changes of brightness say nothing: an even area, a drawing in one colour.
_FEWEST_CHANGES = 8
_SIZE = (9, 8)
_PARTS = ("first", "second", "third", "fourth")
_MIDDLE = tuple(f"middle_{name}" for name in _PARTS)
#: What the middle leaves out on each side, of the width and of the height.
_EDGE = 0.05
_Looks = tuple[int, int | None]
#: How many are looked through at the most. Pictures that are alike are seldom many.
_MOST_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The 64 bits of a picture, and those of its middle."""

    whole: int
    middle: int


def fingerprint_of(image: Image.Image) -> Fingerprint | None:
    """The fingerprint of an opened picture; None for one in which there is too little to compare.

    Raises what Pillow raises for a damaged file.
    """
    with in_turn_when_large(image.width * image.height):
        image.draft("L", (256, 256))  # a JPEG is read small at once
        grey = ImageOps.exif_transpose(image).convert("L")
        width, height = grey.size
        edges = (width * _EDGE, height * _EDGE, width * (1 - _EDGE), height * (1 - _EDGE))
        whole, middle = (_bits_of(grey, part) for part in ((0, 0, width, height), edges))
    if whole is None:
        return None
    return Fingerprint(whole, whole if middle is None else middle)


def _bits_of(grey: Image.Image, part: tuple[float, float, float, float]) -> int | None:
    grey = grey.resize(_SIZE, Image.Resampling.BOX, box=part)
    rows = [grey.crop((0, y, _SIZE[0], y + 1)).tobytes() for y in range(_SIZE[1])]
    bits = 0
    for row in rows:
        for left, right in pairwise(row):
            bits = bits << 1 | (left > right)
    changes = sum(left != right for row in rows for left, right in pairwise(row))
    return bits if changes >= _FEWEST_CHANGES else None


def keep_fingerprint(image: Any, looks: Fingerprint | None) -> None:
    """Remember what a picture of the library looks like."""
    if looks is None:
        PictureFingerprint.objects.filter(pk=image.pk).delete()
    else:
        parts = dict(zip(_PARTS, _parts(looks.whole), strict=True))
        parts |= dict(zip(_MIDDLE, _parts(looks.middle), strict=True))
        PictureFingerprint.objects.update_or_create(pk=image.pk, defaults=parts)


def pictures_like(image: Any) -> list[int]:
    """Ids of the pictures that look like ``image``, the most alike first; none of its own."""
    rows: Any = PictureFingerprint.objects.values_list("pk", *_PARTS, *_MIDDLE)
    own = rows.filter(pk=image.pk).first()
    if own is None:
        return []
    whole, middle = _looks(own[1:])
    # One part of four differs in one bit at the most: its 17 values are looked up in its index.
    near = [
        *_alike_in_a_part(whole, _PARTS),
        *_alike_in_a_part(whole, _MIDDLE),
        *(_alike_in_a_part(middle, _PARTS) if middle is not None else ()),
    ]
    found = rows.filter(reduce(or_, near)).exclude(pk=image.pk).order_by("-pk")
    apart = [(_apart((whole, middle), _looks(parts)), pk) for pk, *parts in found[:_MOST_LOOKED_AT]]
    return [
        pk for bits, pk in sorted(apart, key=lambda one: (one[0], -one[1])) if bits <= MOST_BITS
    ]


def _alike_in_a_part(bits: int, columns: Sequence[str]) -> Iterator[Q]:
    """Those that agree in a part with these bits, as they are or in a mirror, but for one bit."""
    for seen in (bits, _mirrored(bits)):
        for name, part in zip(columns, _parts(seen), strict=True):
            yield Q(**{f"{name}__in": list(_near(part))})


def _apart(one: _Looks, other: _Looks) -> int:
    """In how many bits two pictures differ, or one and the middle of the other."""
    (whole, middle), (its_whole, its_middle) = one, other
    pairs = ((whole, its_whole), (whole, its_middle), (middle, its_whole))
    return min(
        (seen ^ its).bit_count()
        for bits, its in pairs
        if bits is not None and its is not None
        for seen in (bits, _mirrored(bits))
    )


def _looks(parts: Sequence[int | None]) -> _Looks:
    middle = parts[4:]
    return _bits(parts[:4]), None if None in middle else _bits(middle)


def _near(part: int) -> Iterator[int]:
    yield part
    yield from (part ^ 1 << bit for bit in range(16))


def _mirrored(bits: int) -> int:
    """The fingerprint of the same picture seen in a mirror: each line read from its end."""
    lines = (bits >> shift & 0xFF for shift in range(56, -8, -8))
    return reduce(lambda all_, line: all_ << 8 | int(f"{line:08b}"[::-1], 2) ^ 0xFF, lines, 0)


def _parts(bits: int) -> list[int]:
    return [bits >> shift & 0xFFFF for shift in (48, 32, 16, 0)]


def _bits(parts: Any) -> int:
    return reduce(lambda bits, part: bits << 16 | part, parts, 0)
