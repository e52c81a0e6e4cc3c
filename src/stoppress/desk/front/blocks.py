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
    MOST_READ,
    TOPICS,
    Chosen,
    FrontBlock,
    Rule,
    blocks_by_section,
    blocks_in_draft,
    blocks_of,
    still_there,
)
from stoppress.newsroom.front_slots import Front
from stoppress.newsroom.models import SectionPage, Topic
from stoppress.newsroom.most_read import HOURS, SHOWN
from stoppress.site.teasers import Teaser

#: Topics that are offered for a block, those that were made last.
_TOPICS = 100


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block at the desk. One without ``key`` stands there by itself and cannot be changed."""

    title: str
    words: str
    key: str = ""
    at: int = 0
    first: bool = False
    last: bool = False
    #: Whether it may have one piece more, or less.
    more: bool = True
    fewer: bool = True
    #: Whether readers have another block in its place, or another number of pieces.
    moved: bool = False
    #: What stands in it now, by its rule.
    items: tuple[Teaser, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a front, and what may be added to them."""

    rows: tuple[BlockRow, ...]
    #: Whether editors chose those of an edition, which has its sections otherwise.
    chosen: bool
    #: Whether readers have others.
    moved: bool
    #: Keys and titles of what may be added, but for topics.
    others: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    #: Whether the front is a section's, which may have a topic's articles of its own alone.
    of_section: bool


def blocks_at_desk(front: Front, items: Mapping[tuple[Rule, int], tuple[Teaser, ...]]) -> Blocks:
    """The blocks in the draft of ``front`` with their ``items``, and what stands below them."""
    of_section = isinstance(front, SectionPage)
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
            at,
            first=at == 0,
            last=at == len(draft) - 1,
            more=block.most < MOST,
            fewer=block.most > 1,
            moved=readers[at : at + 1] != (block,),
            items=items.get(block.key, ()),
        )
        for at, block in enumerate(draft)
    ]
    if of_section:
        rows.append(BlockRow(front.title, gettext("by rule: all others, the newest first")))
    there = {block.key for block in draft}
    if (Rule.MOST_READ, 0) not in there:
        rows.append(_most_read_below())
    topics = Topic.objects.filter(locale=front.locale_id).order_by("-pk")
    return Blocks(
        tuple(rows),
        chosen=chosen is not None and not of_section,
        moved=draft != readers,
        others=tuple(
            (key_of(block), title)
            for block, title in _may_be_added(front, sections)
            if block.key not in there
        ),
        topics=tuple(topics.values_list("title", flat=True)[:_TOPICS]),
        of_section=of_section,
    )


def changed_blocks(front: Front, asked: Mapping[str, str]) -> Chosen:
    """The blocks of the draft after what a form asks for: ``do`` with the block of ``key``.

    ``to`` gives it the place ``at``, which begins with 0. Raises ValidationError for what cannot be
    done.
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
    places = {"up": max(0, at - 1), "down": at + 1, "to": row_id(asked.get("at", ""))}
    if (to := places.get(do)) is not None:
        blocks.insert(to, block)
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
    topics = Topic.objects.filter(pk__in=[pk for rule, pk in wanted if rule in TOPICS])
    named = dict(topics.values_list("pk", "title"))
    return {
        (Rule.MOST_READ, 0): gettext("Most read"),
        (Rule.MOST_READ_EDITION, 0): gettext("Most read in the edition"),
        **{(Rule.SECTION, pk): title for pk, title in sections.values_list("pk", "title")},
        **{(rule, pk): named[pk] for rule, pk in wanted if rule in TOPICS and pk in named},
    }


def sections_of(front: Front) -> dict[int, str]:
    """The titles of the open sections of an edition's front by their ids, in the order of menus."""
    if isinstance(front, SectionPage):
        return {}
    rows = SectionPage.objects.child_of(front).filter(live=True)
    return dict(rows.values_list("pk", "title"))


def key_of(block: FrontBlock) -> str:
    """How forms name a block."""
    return f"{block.rule.value}-{block.of}"


def _spelled_out(
    blocks: Chosen, front: Front, sections: Mapping[int, str]
) -> tuple[FrontBlock, ...]:
    """``blocks`` as readers have them; when none were chosen, an edition has its sections."""
    if blocks is None:
        return blocks_by_section(sections)
    there = still_there(blocks, front) or ()
    return tuple(one for one in there if one.rule != Rule.SECTION or one.of in sections)


def _may_be_added(front: Front, sections: Mapping[int, str]) -> list[tuple[FrontBlock, str]]:
    if isinstance(front, SectionPage):
        return [
            (FrontBlock(Rule.MOST_READ), gettext("Most read in the section")),
            (FrontBlock(Rule.MOST_READ_EDITION), gettext("Most read in the edition")),
        ]
    most_read = (FrontBlock(Rule.MOST_READ), gettext("Most read"))
    return [most_read, *((FrontBlock(Rule.SECTION, pk), one) for pk, one in sections.items())]


def _new_block(front: Front, asked: Mapping[str, str]) -> FrontBlock:
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
        here = isinstance(front, SectionPage) and bool(asked.get("here"))
        return FrontBlock(Rule.TOPIC_HERE if here else Rule.TOPIC, topic.pk)
    rule, _, number = asked.get("key", "").partition("-")
    of = row_id(number)
    if rule not in {Rule.SECTION, *MOST_READ} or of is None:
        raise ValidationError(gettext("Choose what the block shows, or give the title of a topic."))
    return FrontBlock(Rule(rule), of)


def _in_words(block: FrontBlock) -> str:
    read_most = gettext("by rule: what was read most in %(hours)d hours, %(most)d, nothing twice")
    words = {
        Rule.SECTION: gettext("by rule: the newest of the section, %(most)d, nothing twice"),
        Rule.TOPIC: gettext("by rule: the newest on the topic, %(most)d, nothing twice"),
        Rule.TOPIC_HERE: gettext(
            "by rule: the newest of this section on the topic, %(most)d, nothing twice"
        ),
        Rule.MOST_READ: read_most,
        Rule.MOST_READ_EDITION: read_most,
    }
    return words[block.rule] % {"most": block.most, "hours": HOURS}


def _most_read_below() -> BlockRow:
    words = gettext("by rule: what was read most in %(hours)d hours, %(most)d")
    return BlockRow(gettext("Most read"), words % {"hours": HOURS, "most": SHOWN})
