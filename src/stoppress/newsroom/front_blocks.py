"""The blocks of a front below its slots: what fills each of them, by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wagtail.models import Revision

from stoppress.newsroom.models import EditionPage, SectionPage, Topic

#: Articles in a block that says no other number, at most in one, and blocks on a front at most.
USUAL, MOST, BLOCKS = 4, 12, 30


class Rule(StrEnum):
    """What fills a block; nothing that stands above it on the front."""

    #: The newest of a section.
    SECTION = "section"
    #: The newest on a topic.
    TOPIC = "topic"
    #: What is read most in the edition.
    MOST_READ = "most_read"


@dataclass(frozen=True, slots=True)
class FrontBlock:
    """A block: its rule, of which section or topic by its id (0 for “most read”), how many."""

    rule: Rule
    of: int = 0
    most: int = USUAL

    @property
    def key(self) -> tuple[Rule, int]:
        """What a front has once only."""
        return self.rule, self.of

    def as_json(self) -> dict[str, Any]:
        """As an edition's row keeps it."""
        return {"rule": str(self.rule.value), "of": self.of, "most": self.most}

    @classmethod
    def of_json(cls, row: Mapping[str, Any]) -> FrontBlock:
        """What an edition's row keeps."""
        return cls(Rule(row["rule"]), int(row["of"]), int(row["most"]))


#: The blocks that editors chose, in their order; None where they leave it to the sections.
Chosen = tuple[FrontBlock, ...] | None


def blocks_of(front: EditionPage | SectionPage) -> Chosen:
    """What ``front`` has, as it stands in hand; a section's front has no blocks to choose."""
    return _read(front.front_blocks) if isinstance(front, EditionPage) else None


def blocks_in(version: Revision) -> Chosen:
    """What a version of a front has, which may be older than the choice."""
    return _read(version.content.get("front_blocks"))


def blocks_in_draft(front: EditionPage | SectionPage) -> Chosen:
    """What the draft of ``front`` has; what readers have, when there is none."""
    latest = front.latest_revision if front.has_unpublished_changes else None
    return blocks_in(latest) if latest else blocks_of(front)


def blocks_by_section(sections: Iterable[int]) -> tuple[FrontBlock, ...]:
    """The blocks of a front for which none were chosen: one for each section, in their order."""
    return tuple(FrontBlock(Rule.SECTION, section) for section in sections)


def set_blocks(front: EditionPage | SectionPage, blocks: Chosen) -> None:
    """Let ``blocks`` be those of ``front`` in hand."""
    if isinstance(front, EditionPage):
        front.front_blocks = None if blocks is None else [block.as_json() for block in blocks]


def still_there(blocks: Chosen, locale: int) -> Chosen:
    """Those of ``blocks`` whose section or topic the edition still has."""
    if blocks is None:
        return None
    there = {
        Rule.SECTION: _ids(SectionPage.objects.filter(locale=locale), Rule.SECTION, blocks),
        Rule.TOPIC: _ids(Topic.objects.filter(locale=locale), Rule.TOPIC, blocks),
        Rule.MOST_READ: {0},
    }
    return tuple(block for block in blocks if block.of in there[block.rule])


def give_blocks_another_topic(topic: int, into: int) -> None:
    """Let blocks of ``topic``, which goes up in another, be of that one; in drafts as well."""
    for front in EditionPage.objects.filter(front_blocks__isnull=False).order_by("pk"):
        before = blocks_of(front)
        set_blocks(front, _merged(before, topic, into))
        if blocks_of(front) != before:
            front.save(update_fields=["front_blocks"])
    for front in EditionPage.objects.filter(has_unpublished_changes=True).order_by("pk"):
        draft = front.latest_revision
        before = blocks_in(draft) if draft else None
        after = _merged(before, topic, into)
        if draft and after is not None and after != before:
            draft.content["front_blocks"] = [block.as_json() for block in after]
            draft.save(update_fields=["content"])


def _merged(blocks: Chosen, topic: int, into: int) -> Chosen:
    if blocks is None:
        return None
    kept: dict[tuple[Rule, int], FrontBlock] = {}
    for block in blocks:
        is_merged = block.key == (Rule.TOPIC, topic)
        kept.setdefault(
            (Rule.TOPIC, into) if is_merged else block.key,
            FrontBlock(Rule.TOPIC, into, block.most) if is_merged else block,
        )
    return tuple(kept.values())


def _read(stored: Sequence[Mapping[str, Any]] | None) -> Chosen:
    return None if stored is None else tuple(FrontBlock.of_json(row) for row in stored)


def _ids(rows: Any, rule: Rule, blocks: Iterable[FrontBlock]) -> set[int]:
    wanted = [block.of for block in blocks if block.rule == rule]
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
