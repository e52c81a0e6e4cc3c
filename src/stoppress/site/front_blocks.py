"""The blocks of a front below its lead and top stories, as readers see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from stoppress.newsroom.front_blocks import FrontBlock, Rule, blocks_by_section, blocks_of
from stoppress.newsroom.models import Article, Change, EditionPage
from stoppress.newsroom.most_read import kept_for
from stoppress.newsroom.paths import topic_path
from stoppress.newsroom.public import about_topic, for_the_front, in_section, public_articles
from stoppress.press.change_set import ChangeSet
from stoppress.site.editions import EditionView, open_editions
from stoppress.site.teasers import NEWEST_OF_SECTION, Teaser, newest_of, teasers
from stoppress.site.topic import topics


@dataclass(frozen=True, slots=True)
class Block:
    """A block on the front; “most read” leads nowhere, and its title is the templates'.

    ``label``: each item names its section, as they are of several.
    """

    id: str
    items: tuple[Teaser, ...]
    title: str = ""
    url: str = ""
    label: bool = True


def what_chosen_blocks_are_of(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """A topic that a block is of, or what is read most where a block shows it."""
    topics_changed = change_set.ids(Change.Kind.TOPIC)
    fronts = change_set.ids(Change.Kind.MOST_READ)
    for row in open_editions() if topics_changed or fronts else ():
        chosen = blocks_of(row) or ()
        if any(
            (block.rule == Rule.TOPIC and block.of in topics_changed)
            or (block.rule == Rule.MOST_READ and row.pk in fronts)
            for block in chosen
        ):
            yield (row.locale.language_code,)


def blocks_on(row: EditionPage, edition: EditionView, above: Collection[int]) -> tuple[Block, ...]:
    """The blocks of a front, each with the articles that its rule gives; nothing stands twice.

    :param above: ids of what stands above them.
    """
    sections = [section.id for section in edition.sections]
    chosen = blocks_of(row)
    if chosen is None:
        chosen = blocks_by_section(sections)
    newest = newest_of(block.of for block in chosen if block.rule == Rule.SECTION)
    listed = [pk for of_section in newest.values() for pk in of_section]
    off = Article.objects.filter(off_front=True, pk__in=listed)
    shown, ids = {*above, *off.values_list("pk", flat=True)}, []
    for block in chosen:
        if block.rule == Rule.SECTION and block.of not in sections:
            found: list[int] = []
        elif block.rule == Rule.SECTION:
            found = _newest_in(block, newest.get(block.of, []), shown)
        elif block.rule == Rule.TOPIC:
            about = about_topic(block.of).filter(off_front=False).exclude(pk__in=shown)
            found = list(about.values_list("pk", flat=True)[: block.most])
        else:
            read = _public(kept_for(edition.page_id), edition)
            found = [pk for pk in read if pk not in shown][: block.most]
        shown.update(found)
        ids.append(found)
    wanted = public_articles().filter(pk__in=[pk for of in ids for pk in of])
    items = {item.id: item for item in teasers(wanted, edition, pictures=True)}
    filled = (
        _block(block, edition, tuple(items[pk] for pk in found if pk in items))
        for block, found in zip(chosen, ids, strict=True)
    )
    return tuple(block for block in filled if block)


def _newest_in(block: FrontBlock, newest: list[int], shown: set[int]) -> list[int]:
    found = [pk for pk in newest if pk not in shown][: block.most]
    if len(found) == block.most or len(newest) < NEWEST_OF_SECTION:
        return found
    # Most of the newest stand above: those after them are asked for.
    others = in_section(block.of).filter(off_front=False).exclude(pk__in=shown)
    return list(others.values_list("pk", flat=True)[: block.most])


def _public(ids: list[int], edition: EditionView) -> list[int]:
    public = set(for_the_front(edition.locale).filter(pk__in=ids).values_list("pk", flat=True))
    return [pk for pk in ids if pk in public]


def _block(block: FrontBlock, edition: EditionView, items: tuple[Teaser, ...]) -> Block | None:
    """The block with its title; None when there is nothing in it."""
    if not items:
        return None
    if block.rule == Rule.MOST_READ:
        return Block("most-read", items)
    if block.rule == Rule.TOPIC:
        topic = topics.get(block.of)
        url = topic_path(edition.url, topic.slug) if topic else ""
        return Block(f"topic-{block.of}", items, topic.title, url) if topic else None
    section = next(one for one in edition.sections if one.id == block.of)
    return Block(str(section.id), items, section.title, section.url, label=False)
