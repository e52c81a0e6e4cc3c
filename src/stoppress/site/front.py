"""The front of an edition: its address, its fragments, and the choice of what it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from babel.lists import format_list
from django.utils.translation import gettext, override

from stoppress.newsroom import clock
from stoppress.newsroom.models import Change, EditionPage
from stoppress.newsroom.paths import live_path, not_found_path
from stoppress.newsroom.public import for_the_front, in_edition
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import When, fragment, hot_paths, page
from stoppress.press.render import language_of_interface
from stoppress.site.date_words import cldr_locale
from stoppress.site.editions import (
    EditionView,
    absolute,
    base_context,
    edition_codes,
    edition_of,
    newsroom_view,
    row_of,
    the_edition_itself,
)
from stoppress.site.front_blocks import blocks_on, what_chosen_blocks_are_of
from stoppress.site.latest import articles_of_the_edition
from stoppress.site.meta import BIG_PICTURES, Meta, OpenGraph, alternates
from stoppress.site.most_read import most_read
from stoppress.site.shell import html_page
from stoppress.site.structured import as_script, publisher
from stoppress.site.teasers import placed, teasers, with_authors
from stoppress.store import Record

#: Top stories beside the lead.
TOP = 4
#: Newest articles among which a lead with a picture is looked for when editors placed none.
NEWEST = 12


# --- what touches it --------------------------------------------------------------------------


def the_day(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """The calendar day, in every edition."""
    if change_set.has(Change.Kind.DAY):
        for code in edition_codes():
            yield (code,)


# --- fragments --------------------------------------------------------------------------------


@fragment("front-head", "pages/meta.html", touched_by=(the_edition_itself,))
def front_head(edition: str) -> dict[str, Any] | None:
    """The head of a front."""
    found = edition_of(edition)
    if found is None:
        return None
    row = row_of(found)
    data = {"@context": "https://schema.org", **publisher(found, newsroom_view())}
    meta = Meta(
        kind="front",
        title=f"{found.name} | {row.tagline}" if row.tagline else found.name,
        headline=found.name,
        description=row.search_description or row.tagline or _what_there_is(found),
        canonical=absolute(found.url),
        alternates=alternates({link.code: link.url for link in found.editions}),
        og=OpenGraph("website"),
        json_ld=as_script(data),
        robots=BIG_PICTURES,
    )
    return {**base_context(found), "meta": meta}


def _what_there_is(edition: EditionView) -> str:
    """What the front of an edition has, for one that says nothing of itself: its sections."""
    language = language_of_interface(edition.language)
    with override(language):
        latest = gettext("Latest news")
    titles = [section.title for section in edition.sections]
    if not titles:
        return f"{edition.name}. {latest}."
    named = format_list(titles, style="unit", locale=cldr_locale(language))
    return f"{edition.name}. {latest}: {named}."


@fragment(
    "front",
    "pages/front.html",
    touched_by=(articles_of_the_edition, the_edition_itself, what_chosen_blocks_are_of, the_day),
    when=When.ALWAYS,
)
def front(edition: str) -> dict[str, Any] | None:
    """The front: lead, top stories, and the blocks that editors chose, or one for each section."""
    found = edition_of(edition)
    if found is None:
        return None
    row = row_of(found)
    return {
        **base_context(found),
        **what_stands_on(row, found),
        "today": clock.day_of(clock.now()),
        "translations": found.editions,
    }


def what_stands_on(row: EditionPage, edition: EditionView) -> dict[str, Any]:
    """Lead, top stories and blocks; nothing stands twice.

    What editors placed comes first, in their order; the newest fill the rest, the lead being
    the newest with a picture.
    """
    chosen = list(placed(row.front_picks.all(), edition, in_edition(edition.locale)))
    fill = for_the_front(edition.locale)[: NEWEST + len(chosen)]
    newest = teasers(fill, edition, pictures=True)
    beside = {item.id for lead in chosen[:1] for item in lead.beside}
    chosen = filled(chosen, newest, beside)
    return {
        "lead": with_authors(chosen[0], edition) if chosen else None,
        "top": tuple(chosen[1:]),
        "blocks": blocks_on(row, edition, {item.id for item in chosen} | beside),
    }


class Candidate(Protocol):
    """What the choice of a front looks at: an article, and whether it has a picture."""

    @property
    def id(self) -> int:
        """The article's id."""

    @property
    def picture(self) -> object:
        """Its picture, if it has one."""


_C = TypeVar("_C", bound=Candidate)


def filled(placed: Sequence[_C], newest: Sequence[_C], beside: Collection[int]) -> list[_C]:
    """Lead and top stories: what editors ``placed``, then the newest; none that is ``beside``."""
    chosen = list(placed)
    if not chosen and newest:
        chosen.append(next((item for item in newest if item.picture), newest[0]))
    shown = {item.id for item in chosen} | {*beside}
    for item in newest:
        if len(chosen) > TOP:
            break
        if item.id not in shown:
            chosen.append(item)
            shown.add(item.id)
    return chosen[: TOP + 1]


# --- the page ---------------------------------------------------------------------------------


@page("front", r"")
def front_page(language: str) -> Record | None:
    """The front of an edition."""
    edition = edition_of(language)
    if edition is None:
        return None
    main = [front(language), most_read(language)]
    return html_page(edition, front_head(language), main, tags=("front",))


@hot_paths
def fronts() -> Iterator[str]:
    """What readers ask for first, and what must be there when nothing else is."""
    for code in edition_codes():
        edition = edition_of(code)
        if edition is None:
            continue
        yield edition.url
        yield not_found_path(code)
        yield live_path(code)
        yield from (found.url for found in edition.sections)
        newest = in_edition(edition.locale).values_list("public_path", flat=True)
        yield from (path for path in newest[: newsroom_view().latest_length] if path)
