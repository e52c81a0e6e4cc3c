"""“Most read”, on fronts and sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from stoppress.newsroom.front_blocks import Rule, blocks_of
from stoppress.newsroom.models import Article, Change, EditionPage, MostRead, SectionPage
from stoppress.newsroom.most_read import kept_for, shown_of
from stoppress.newsroom.public import in_edition, in_section
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import fragment
from stoppress.site.editions import (
    EditionView,
    base_context,
    edition_codes,
    edition_of,
    row_of,
    the_edition_itself,
    the_section_itself,
)
from stoppress.site.teasers import teasers


def what_is_most_read(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """The order of what is read most in the edition."""
    fronts = change_set.ids(Change.Kind.MOST_READ)
    for code in change_set.languages(Change.Kind.MOST_READ):
        edition = edition_of(code)
        if edition and edition.page_id in fronts:
            yield (code,)


def what_is_most_read_in_the_section(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The order of what is read most in the section."""
    for section in change_set.ids(Change.Kind.MOST_READ):
        yield (section,)


def articles_most_read(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """Articles that “Most read” of the edition's front keeps."""
    listing = pages_listing(change_set)
    for code in edition_codes() if listing else ():
        edition = edition_of(code)
        if edition and edition.page_id in listing:
            yield (code,)


def articles_most_read_in_the_section(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Articles that “Most read” of the section's front keeps."""
    for section in pages_listing(change_set):
        yield (section,)


@read_once
def pages_listing(change_set: ChangeSet) -> set[int]:
    """Page ids of fronts and sections that keep a changed article among the most read."""
    rows = MostRead.objects.values_list("pk", "articles") if change_set.articles else ()
    return {page for page, kept in rows if not change_set.articles.isdisjoint(kept)}


@fragment(
    "most-read",
    "lists/most_read.html",
    touched_by=(what_is_most_read, articles_most_read, the_edition_itself),
)
def most_read(edition: str) -> dict[str, Any] | None:
    """“Most read” on the front of an edition; nothing while there is too little to say.

    Nor where editors gave it a block of its own.
    """
    found = edition_of(edition)
    if found is None:
        return None
    row = row_of(found)
    if _has_own_block(row):
        return {**base_context(found), "items": ()}
    return {**_list(found, found.page_id, in_edition(found.locale)), "label": True}


@fragment(
    "most-read-section",
    "lists/most_read.html",
    touched_by=(
        what_is_most_read_in_the_section,
        articles_most_read_in_the_section,
        the_section_itself,
    ),
)
def most_read_section(section: int) -> dict[str, Any] | None:
    """“Most read” on the front of a section; nothing while there is too little to say.

    Nor where editors gave it a block of its own.
    """
    found = SectionPage.objects.select_related("locale").filter(pk=section, live=True).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    if _has_own_block(found):
        return {**base_context(edition), "items": ()}
    return _list(edition, section, in_section(found))


def _has_own_block(front: EditionPage | SectionPage) -> bool:
    return any(block.rule == Rule.MOST_READ for block in blocks_of(front) or ())


def _list(edition: EditionView, page: int, among: QuerySet[Article]) -> dict[str, Any]:
    kept = kept_for(page)
    items = teasers(among.filter(pk__in=kept), edition) if kept else ()
    public = {item.id: item for item in items}
    return {**base_context(edition), "items": tuple(public[pk] for pk in shown_of(kept, public))}
