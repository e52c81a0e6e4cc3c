"""“Read also”: an editor's picks first, then the newest of the section.

A publish changes this list for every piece of its section. So it is parted: what a whole section
shares is one fragment for each number of items; a piece has a fragment of its own only for its
picks, or when it or a pick of it stands among those newest, so that the shared list would name
it twice or name the piece itself. A publish then touches a handful of fragments, whatever the
size of the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stoppress.newsroom.models import SectionPage
from stoppress.newsroom.newest import newest_of_sections
from stoppress.newsroom.public import in_edition, in_section
from stoppress.press.reading import remembered, remembered_each
from stoppress.site.editions import live_sections, newsroom_view
from stoppress.site.pieces import Piece

#: What a front shows of a section, and may have shown of it already.
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class ReadAlso:
    """How the list of one piece is put together.

    ``own`` are ids in a fragment of the piece's own; ``shared`` is how many items the section's
    shared fragment adds after them.
    """

    own: tuple[int, ...]
    shared: int


def compose(piece: int, picks: Sequence[int], newest: Sequence[int], length: int) -> ReadAlso:
    """The list of ``piece``: ``length`` items, never itself, nothing twice.

    ``picks`` are public ids in the editor's order, ``newest`` candidates in order; there should
    be ``length + 1 + len(picks)`` of them where the edition has so many.
    """
    first = tuple(pick for pick in dict.fromkeys(picks) if pick != piece)[:length]
    wanted = length - len(first)
    share = newest[:wanted]
    if piece not in share and not set(first) & set(share):
        return ReadAlso(own=first, shared=len(share))
    rest = [other for other in newest if other != piece and other not in first][:wanted]
    return ReadAlso(own=first + tuple(rest), shared=0)


def newest_of(sections: Sequence[int]) -> dict[int, list[int]]:
    """Ids of the newest public pieces of each section: twice “Read also”, at least ten, and one."""
    number = max(2 * newsroom_view().read_also_length, _FEWEST) + 1
    return remembered_each("newest", sections, lambda asked: newest_of_sections(asked, number))


def candidates(section: SectionPage, length: int) -> list[int]:
    """Ids of the newest public pieces of a section, filled up from its edition."""

    def read() -> list[int]:
        newest = newest_of([section.pk])[section.pk]
        if len(newest) < length:
            newest = list(in_section(section).values_list("pk", flat=True)[:length])
        if len(newest) < length:
            others = in_edition(section.locale).exclude(section=section)
            newest += others.values_list("pk", flat=True)[: length - len(newest)]
        return newest[:length]

    return remembered(("candidates", section.pk, length), read)


def read_also_of(piece: Piece) -> ReadAlso:
    """How the list of ``piece`` is put together now."""
    section = live_sections().get(piece.section or 0)
    if section is None:
        return ReadAlso((), 0)
    length = newsroom_view().read_also_length
    # Twice the length is enough for every case, and the same for all pieces of a section.
    newest = candidates(section, 2 * length + 1)
    return compose(piece.id, piece.picks, newest, length)
