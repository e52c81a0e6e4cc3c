"""What stands on a front: on the readers', in its draft, in any earlier version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from stoppress.newsroom.front_blocks import blocks_in_draft
from stoppress.newsroom.models import EditionPage, FrontPick, SectionPage, SectionPick

Front = EditionPage | SectionPage

#: Columns of a slot that the front alone has, but for what stands beside it.
WORDS = ("headline", "deck", "picture_id", "until")
#: Related articles that stand beside a lead at most.
BESIDE = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in a slot, and what the front alone says of it; empty is as the article has it.

    From ``until`` on the slot is the next article's. ``beside`` are ids of related articles, which
    stand beside it while it is the lead.
    """

    article: int
    headline: str = ""
    deck: str = ""
    picture_id: int | None = None
    until: datetime | None = None
    beside: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """Eight letters that change with anything of it."""
        return mark_of(self)

    @classmethod
    def of_row(cls, row: FrontPick | SectionPick) -> Placed:
        """What a row of a front says."""
        return cls(
            row.article_id,
            row.headline,
            row.deck,
            row.picture_id,
            row.until,
            tuple(row.beside),
        )

    @classmethod
    def of_json(cls, row: Mapping[str, Any]) -> Placed:
        """The same of a row in a version, which may be older than a column."""
        until = row.get("until")
        return cls(
            row["article"],
            row.get("headline") or "",
            row.get("deck") or "",
            row.get("picture"),
            parse_datetime(until) if until else None,
            tuple(row.get("beside") or ()),
        )


def mark_of(*parts: object) -> str:
    """Eight letters that change with anything of ``parts``: slots, and blocks below them."""
    return f"{crc32(repr([*parts]).encode()):08x}"


def mark_of_draft(front: Front) -> str:
    """Eight letters that change with anything of the draft of ``front``, its blocks too."""
    return mark_of(*slots_in_draft(front), blocks_in_draft(front))


def slots_on(front: Front) -> list[Placed]:
    """What is placed on ``front``, as it stands in hand, in order."""
    return [Placed.of_row(row) for row in rows_of(front).all()]


def slots_in(version: Revision) -> list[Placed]:
    """What a version of a front has, read without a query for each."""
    content = version.content
    rows = content.get("front_picks") or content.get("section_picks") or []
    return [Placed.of_json(row) for row in sorted(rows, key=lambda row: row.get("sort_order") or 0)]


def slots_in_draft(front: Front) -> list[Placed]:
    """What the draft of ``front`` has; what readers have, when there is none."""
    latest = front.latest_revision if front.has_unpublished_changes else None
    return slots_in(latest) if latest else slots_on(front)


def rows_of(front: Front) -> Any:
    """The rows of ``front``."""
    return front.front_picks if isinstance(front, EditionPage) else front.section_picks


def place_slots(front: Front, slots: Sequence[Placed]) -> None:
    """Let ``slots`` be the rows of ``front`` in hand, in this order; they are there."""
    row = FrontPick if isinstance(front, EditionPage) else SectionPick
    rows_of(front).set(
        [
            row(
                article_id=slot.article,
                sort_order=at,
                beside=list(slot.beside),
                **{name: getattr(slot, name) for name in WORDS},
            )
            for at, slot in enumerate(slots)
        ]
    )
