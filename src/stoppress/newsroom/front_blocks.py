"""The blocks of a front below its slots: what fills each of them, by rule."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from stoppress.newsroom.models import EditionPage, SectionPage, Topic

#: Articles in a block that says no other number, at most in one, and blocks on a front at most.
USUAL, MOST, BLOCKS = 4, 12, 30


class Rule(StrEnum):
    """What fills a block; nothing that stands above it on the front."""

    #: The newest of a section.
    SECTION = "section"
    #: The newest on a topic, in the whole edition.
    TOPIC = "topic"
    #: The newest on a topic in the section whose front it is.
    TOPIC_HERE = "topic_here"
    #: What is read most in the edition or section whose front it is.
    MOST_READ = "most_read"
    #: What is read most in the edition of the section whose front it is.
    MOST_READ_EDITION = "most_read_edition"


#: Rules that are of a topic.
TOPICS = frozenset({Rule.TOPIC, Rule.TOPIC_HERE})
#: Rules that are of nothing but the front itself.
MOST_READ = frozenset({Rule.MOST_READ, Rule.MOST_READ_EDITION})
_OF_AN_EDITION = frozenset({Rule.SECTION, Rule.TOPIC, Rule.MOST_READ})
_OF_A_SECTION = TOPICS | MOST_READ


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


#: The blocks that editors chose, in their order; None where they chose none: an edition's front
#: has one for each section then, a section's front has none.
Chosen = tuple[FrontBlock, ...] | None


def blocks_of(front: EditionPage | SectionPage) -> Chosen:
    """What ``front`` has, as it stands in hand."""
    return _read(front.front_blocks)


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
    front.front_blocks = None if blocks is None else [block.as_json() for block in blocks]


def still_there(blocks: Chosen, front: EditionPage | SectionPage) -> Chosen:
    """Those of ``blocks`` that ``front`` can have: the edition has their section or topic."""
    if blocks is None:
        return None
    of_the_edition = Q(locale=front.locale_id)
    sections = _ids(SectionPage.objects.filter(of_the_edition), {Rule.SECTION}, blocks)
    topics = _ids(Topic.objects.filter(of_the_edition), TOPICS, blocks)
    rules = _OF_AN_EDITION if isinstance(front, EditionPage) else _OF_A_SECTION
    there = {Rule.SECTION: sections} | dict.fromkeys(TOPICS, topics)
    there |= {rule: {0} for rule in MOST_READ}
    return tuple(one for one in blocks if one.rule in rules and one.of in there[one.rule])


def give_blocks_another_topic(topic: int, into: int) -> None:
    """Let blocks of ``topic``, which goes up in another, be of that one; in drafts as well."""
    for front in _fronts(front_blocks__isnull=False):
        before = blocks_of(front)
        set_blocks(front, _merged(before, topic, into))
        if blocks_of(front) != before:
            front.save(update_fields=["front_blocks"])
    for front in _fronts(has_unpublished_changes=True):
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
        is_merged = block.rule in TOPICS and block.of == topic
        kept_block = replace(block, of=into) if is_merged else block
        kept.setdefault(kept_block.key, kept_block)
    return tuple(kept.values())


def _read(stored: Sequence[Mapping[str, Any]] | None) -> Chosen:
    return None if stored is None else tuple(FrontBlock.of_json(row) for row in stored)


def _fronts(**among: Any) -> Iterator[EditionPage | SectionPage]:
    yield from EditionPage.objects.filter(**among).order_by("pk")
    yield from SectionPage.objects.filter(**among).order_by("pk")


def _ids(rows: Any, rules: Container[Rule], blocks: Iterable[FrontBlock]) -> set[int]:
    wanted = [block.of for block in blocks if block.rule in rules]
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
