"""The blocks of a front below what editors placed on it, as readers see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from stoppress.newsroom.front_blocks import (
    MOST_READ,
    TOPICS,
    FrontBlock,
    Rule,
    blocks_by_section,
    blocks_of,
)
from stoppress.newsroom.models import Article, Change, EditionPage, SectionPage
from stoppress.newsroom.most_read import kept_for
from stoppress.newsroom.paths import topic_path
from stoppress.newsroom.public import (
    about_topic,
    for_the_front,
    in_edition,
    in_section,
    public_articles,
)
from stoppress.press.change_set import ChangeSet
from stoppress.site.editions import EditionView, edition_of, live_sections, open_editions
from stoppress.site.most_read import pages_listing
from stoppress.site.teasers import NEWEST_OF_SECTION, Teaser, newest_of, teasers
from stoppress.site.topic import topics


@dataclass(frozen=True, slots=True)
class Block:
    """A block on the front; “most read” leads nowhere, and its title is the templates'.

    ``label``: each item names its section, as they are of several. ``key``: of which block that
    editors chose it is.
    """

    key: tuple[Rule, int]
    id: str
    items: tuple[Teaser, ...]
    title: str = ""
    url: str = ""
    label: bool = True


# --- what touches it --------------------------------------------------------------------------


def what_chosen_blocks_are_of(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """A topic that a block is of, or what is read most where a block shows it."""
    topics_changed = change_set.ids(Change.Kind.TOPIC)
    fronts = change_set.ids(Change.Kind.MOST_READ)
    for row in open_editions() if topics_changed or fronts else ():
        if any(
            block.of in topics_changed if block.rule in TOPICS else row.pk in fronts
            for block in blocks_of(row) or ()
            if block.rule != Rule.SECTION
        ):
            yield (row.locale.language_code,)


def what_is_read_most_in_blocks_of_a_section(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The order of what is read most, where a block of the section's front shows it."""
    fronts = change_set.ids(Change.Kind.MOST_READ)
    for section, block in _blocks_of_sections() if fronts else ():
        if block.rule in MOST_READ and _list_of(block, section) in fronts:
            yield (section.pk,)


def articles_in_blocks_of_a_section(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Articles that a block of the section's front may show though they are of other sections.

    A topic that is renamed, merged or deleted brings its articles along.
    """
    if not change_set.facets:
        return
    changed = {topic for facets in change_set.facets for topic in facets.topics}
    for section, block in _blocks_of_sections():
        shown = block.rule == Rule.TOPIC and block.of in changed
        if block.rule == Rule.MOST_READ_EDITION:
            shown = shown or _list_of(block, section) in pages_listing(change_set)
        if shown:
            yield (section.pk,)


def _blocks_of_sections() -> Iterator[tuple[SectionPage, FrontBlock]]:
    for section in live_sections().values():
        for block in blocks_of(section) or ():
            yield section, block


# --- what stands in them ----------------------------------------------------------------------


def blocks_on(
    row: EditionPage | SectionPage, edition: EditionView, above: Collection[int]
) -> tuple[Block, ...]:
    """The blocks of a front, each with the articles that its rule gives; nothing stands twice.

    :param above: ids of what stands above them.
    """
    sections = [section.id for section in edition.sections]
    chosen = blocks_of(row)
    if chosen is None and isinstance(row, EditionPage):
        chosen = blocks_by_section(sections)
    if not chosen:
        return ()
    newest = newest_of(block.of for block in chosen if block.rule == Rule.SECTION)
    listed = [pk for of_section in newest.values() for pk in of_section]
    off = Article.objects.filter(off_front=True, pk__in=listed)
    shown, ids = {*above, *off.values_list("pk", flat=True)}, []
    for block in chosen:
        if block.rule == Rule.SECTION and block.of not in sections:
            found: list[int] = []
        elif block.rule == Rule.SECTION:
            found = _newest_in(block, newest.get(block.of, []), shown)
        elif block.rule in TOPICS:
            found = _on_topic(block, row, edition, shown)
        else:
            found = _read_most(block, row, edition, shown)
        shown.update(found)
        ids.append(found)
    wanted = public_articles().filter(pk__in=[pk for of in ids for pk in of])
    items = {item.id: item for item in teasers(wanted, edition, pictures=True)}
    filled = (
        _block(block, row, edition, tuple(items[pk] for pk in found if pk in items))
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


def _on_topic(
    block: FrontBlock, row: EditionPage | SectionPage, edition: EditionView, shown: set[int]
) -> list[int]:
    about = about_topic(block.of).filter(edition=edition.locale).exclude(pk__in=shown)
    if isinstance(row, EditionPage):
        about = about.filter(off_front=False)
    elif block.rule == Rule.TOPIC_HERE:
        about = about.filter(section=row.pk)
    return list(about.values_list("pk", flat=True)[: block.most])


def _read_most(
    block: FrontBlock, row: EditionPage | SectionPage, edition: EditionView, shown: set[int]
) -> list[int]:
    kept = kept_for(_list_of(block, row))
    public = set(_among(block, row, edition).filter(pk__in=kept).values_list("pk", flat=True))
    return [pk for pk in kept if pk in public and pk not in shown][: block.most]


def _among(
    block: FrontBlock, row: EditionPage | SectionPage, edition: EditionView
) -> QuerySet[Article]:
    """The articles among which such a block of what is read most has its own."""
    if isinstance(row, EditionPage):
        return for_the_front(edition.locale)
    return in_section(row) if block.rule == Rule.MOST_READ else in_edition(edition.locale)


def _list_of(block: FrontBlock, row: EditionPage | SectionPage) -> int:
    """The page whose list of what is read most is in such a block of ``row``."""
    if block.rule == Rule.MOST_READ:
        return row.pk
    edition = edition_of(row.locale.language_code)
    return edition.page_id if edition else 0


def _block(
    block: FrontBlock,
    row: EditionPage | SectionPage,
    edition: EditionView,
    items: tuple[Teaser, ...],
) -> Block | None:
    """The block with its title; None when there is nothing in it."""
    if not items:
        return None
    if block.rule in MOST_READ:
        of_edition = block.rule == Rule.MOST_READ_EDITION
        label = of_edition or isinstance(row, EditionPage)
        name = "most-read-edition" if of_edition else "most-read"
        return Block(block.key, name, items, label=label)
    if block.rule in TOPICS:
        topic = topics.get(block.of)
        if topic is None:
            return None
        name, url = f"{block.rule.value}-{block.of}", topic_path(edition.url, topic.slug)
        return Block(block.key, name, items, topic.title, url, label=block.rule == Rule.TOPIC)
    section = next(one for one in edition.sections if one.id == block.of)
    return Block(block.key, str(section.id), items, section.title, section.url, label=False)
