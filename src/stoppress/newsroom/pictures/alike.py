"""Which pictures look alike, whatever their size, form and compression, and in a mirror.

A picture's fingerprint is its difference hash: it is made nine grey pixels wide and eight high, and
each of the 64 bits says whether a pixel is brighter than its neighbour on the right. Nothing kept
that is lighter than numpy makes one.
"""

from __future__ import annotations

from collections.abc import Iterator
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
#: How many are looked through at the most. Pictures that are alike are seldom many.
_MOST_LOOKED_AT = 5_000


def fingerprint_of(image: Image.Image) -> int | None:
    """The 64 bits of an opened picture; None for one in which there is too little to compare.

    Raises what Pillow raises for a damaged file.
    """
    with in_turn_when_large(image.width * image.height):
        image.draft("L", (256, 256))  # a JPEG is read small at once
        grey = ImageOps.exif_transpose(image).convert("L").resize(_SIZE, Image.Resampling.BOX)
    rows = [grey.crop((0, y, _SIZE[0], y + 1)).tobytes() for y in range(_SIZE[1])]
    bits = 0
    for row in rows:
        for left, right in pairwise(row):
            bits = bits << 1 | (left > right)
    changes = sum(left != right for row in rows for left, right in pairwise(row))
    return bits if changes >= _FEWEST_CHANGES else None


def keep_fingerprint(image: Any, bits: int | None) -> None:
    """Remember what a picture of the library looks like."""
    if bits is None:
        PictureFingerprint.objects.filter(pk=image.pk).delete()
    else:
        parts = dict(zip(_PARTS, _parts(bits), strict=True))
        PictureFingerprint.objects.update_or_create(pk=image.pk, defaults=parts)


def pictures_like(image: Any) -> list[int]:
    """Ids of the pictures that look like ``image``, the most alike first; none of its own."""
    own = PictureFingerprint.objects.filter(pk=image.pk).values_list(*_PARTS).first()
    if own is None:
        return []
    looks = (_bits(own), _mirrored(_bits(own)))
    # One part of four differs in one bit at the most: its 17 values are looked up in its index.
    near = [
        Q(**{f"{name}__in": list(_near(part))})
        for bits in looks
        for name, part in zip(_PARTS, _parts(bits), strict=True)
    ]
    found = PictureFingerprint.objects.filter(reduce(or_, near)).exclude(pk=image.pk)
    apart = [
        (min((bits ^ _bits(parts)).bit_count() for bits in looks), pk)
        for pk, *parts in found.order_by("-pk").values_list("pk", *_PARTS)[:_MOST_LOOKED_AT]
    ]
    return [
        pk for bits, pk in sorted(apart, key=lambda one: (one[0], -one[1])) if bits <= MOST_BITS
    ]


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
