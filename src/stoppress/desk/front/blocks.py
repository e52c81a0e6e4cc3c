"""What fills a front below its slots, by rule: shown in words, and chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from stoppress.desk.row_ids import row_id
from stoppress.newsroom.folding import folded
from stoppress.newsroom.front_blocks import (
    MOST,
    Chosen,
    FrontBlock,
    Rule,
    blocks_by_section,
    blocks_in_draft,
    blocks_of,
    still_there,
)
from stoppress.newsroom.front_slots import Front
from stoppress.newsroom.models import EditionPage, SectionPage, Topic
from stoppress.newsroom.most_read import HOURS, SHOWN

#: Topics that are offered for a block, those that were made last.
_TOPICS = 100


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block at the desk. One without ``key`` stands there by itself and cannot be changed."""

    title: str
    words: str
    key: str = ""
    first: bool = False
    last: bool = False
    #: Whether it may have one piece more, or less.
    more: bool = True
    fewer: bool = True
    #: Whether readers have another block in its place, or another number of pieces.
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a front, and what may be added to them."""

    rows: tuple[BlockRow, ...]
    #: Whether editors chose them.
    chosen: bool = False
    #: Whether readers have others.
    moved: bool = False
    #: Keys and titles.
    sections: tuple[tuple[str, str], ...] = ()
    may_be_most_read: bool = False
    topics: tuple[str, ...] = ()


def blocks_at_desk(front: Front) -> Blocks:
    """The blocks in the draft of ``front``; a section's front has all its articles there."""
    if isinstance(front, SectionPage):
        rest = BlockRow(front.title, gettext("by rule: all others, the newest first"))
        return Blocks((rest, _most_read_below()))
    sections = sections_of(front)
    chosen = blocks_in_draft(front)
    draft = _spelled_out(chosen, front, sections)
    readers = _spelled_out(blocks_of(front), front, sections)
    titles = titles_of(block for block in draft if block.rule != Rule.SECTION)
    titles |= {(Rule.SECTION, pk): title for pk, title in sections.items()}
    rows = [
        BlockRow(
            titles[block.key],
            _in_words(block),
            key_of(block),
            first=at == 0,
            last=at == len(draft) - 1,
            more=block.most < MOST,
            fewer=block.most > 1,
            moved=readers[at : at + 1] != (block,),
        )
        for at, block in enumerate(draft)
    ]
    there = {block.key for block in draft}
    most_read_is_there = (Rule.MOST_READ, 0) in there
    topics = Topic.objects.filter(locale=front.locale_id).order_by("-pk")
    return Blocks(
        tuple(rows if most_read_is_there else [*rows, _most_read_below()]),
        chosen=chosen is not None,
        moved=draft != readers,
        sections=tuple(
            (key_of(FrontBlock(Rule.SECTION, pk)), title)
            for pk, title in sections.items()
            if (Rule.SECTION, pk) not in there
        ),
        may_be_most_read=not most_read_is_there,
        topics=tuple(topics.values_list("title", flat=True)[:_TOPICS]),
    )


def changed_blocks(front: EditionPage, asked: Mapping[str, str]) -> Chosen:
    """The blocks of the draft after what a form asks for: ``do`` with the block of ``key``.

    Raises ValidationError for what cannot be done.
    """
    do, key = asked.get("do", ""), asked.get("key", "")
    if do == "sections":
        return None
    sections = sections_of(front)
    blocks = list(_spelled_out(blocks_in_draft(front), front, sections))
    if do == "add":
        return (*blocks, _new_block(front, asked))
    at = next((at for at, block in enumerate(blocks) if key_of(block) == key), None)
    if at is None:
        raise ValidationError(gettext("That is no place on the front."))
    block = blocks.pop(at)
    if do == "up":
        blocks.insert(max(0, at - 1), block)
    elif do == "down":
        blocks.insert(at + 1, block)
    elif do in {"more", "fewer"}:
        number = block.most + (1 if do == "more" else -1)
        blocks.insert(at, replace(block, most=min(max(1, number), MOST)))
    elif do != "off":
        raise ValidationError(gettext("That is no place on the front."))
    return tuple(blocks)


def titles_of(blocks: Iterable[FrontBlock]) -> dict[tuple[Rule, int], str]:
    """The titles of ``blocks``, by their rule and what it is of; without those that are gone."""
    wanted = [block.key for block in blocks]
    sections = SectionPage.objects.filter(
        pk__in=[pk for rule, pk in wanted if rule == Rule.SECTION]
    )
    topics = Topic.objects.filter(pk__in=[pk for rule, pk in wanted if rule == Rule.TOPIC])
    return {
        (Rule.MOST_READ, 0): gettext("Most read"),
        **{(Rule.SECTION, pk): title for pk, title in sections.values_list("pk", "title")},
        **{(Rule.TOPIC, pk): title for pk, title in topics.values_list("pk", "title")},
    }


def sections_of(front: EditionPage) -> dict[int, str]:
    """The titles of the front's open sections by their ids, in the order of menus."""
    rows = SectionPage.objects.child_of(front).filter(live=True)
    return dict(rows.values_list("pk", "title"))


def key_of(block: FrontBlock) -> str:
    """How forms name a block."""
    return f"{block.rule.value}-{block.of}"


def _spelled_out(
    blocks: Chosen, front: EditionPage, sections: Mapping[int, str]
) -> tuple[FrontBlock, ...]:
    """``blocks`` as readers have them: those of the sections, when none were chosen."""
    if blocks is None:
        return blocks_by_section(sections)
    there = still_there(blocks, front.locale_id) or ()
    return tuple(one for one in there if one.rule != Rule.SECTION or one.of in sections)


def _new_block(front: EditionPage, asked: Mapping[str, str]) -> FrontBlock:
    """The block that a form adds; a topic is named by its title."""
    title = asked.get("topic", "").strip()
    if title:
        language = front.locale.language_code
        topics = Topic.objects.filter(locale=front.locale_id, folded_title=folded(title, language))
        topic = topics.order_by("pk").first()
        if topic is None:
            raise ValidationError(
                gettext("There is no topic “%(title)s” in this edition.") % {"title": title}
            )
        return FrontBlock(Rule.TOPIC, topic.pk)
    rule, _, number = asked.get("key", "").partition("-")
    of = row_id(number)
    if rule not in {Rule.SECTION, Rule.MOST_READ} or of is None:
        raise ValidationError(gettext("Choose a section, or give the title of a topic."))
    return FrontBlock(Rule(rule), of)


def _in_words(block: FrontBlock) -> str:
    words = {
        Rule.SECTION: gettext("by rule: the newest of the section, %(most)d, nothing twice"),
        Rule.TOPIC: gettext("by rule: the newest on the topic, %(most)d, nothing twice"),
        Rule.MOST_READ: gettext(
            "by rule: what was read most in %(hours)d hours, %(most)d, nothing twice"
        ),
    }
    return words[block.rule] % {"most": block.most, "hours": HOURS}


def _most_read_below() -> BlockRow:
    words = gettext("by rule: what was read most in %(hours)d hours, %(most)d")
    return BlockRow(gettext("Most read"), words % {"hours": HOURS, "most": SHOWN})
