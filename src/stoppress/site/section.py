"""A section's front, each month of it, and the way on from addresses that a section once had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from stoppress.newsroom.list_counts import section_list
from stoppress.newsroom.models import FormerSection, SectionPage
from stoppress.newsroom.paths import month_path, section_path
from stoppress.newsroom.public import in_month, in_section
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import When, fragment, page
from stoppress.site.addresses import MONTH, SLUG, month_of
from stoppress.site.dated_lists import first_page, month_page, months_around, paths_around
from stoppress.site.editions import (
    EditionView,
    base_context,
    edition_codes,
    edition_of,
    live_sections,
    switch,
    the_section_itself,
)
from stoppress.site.front_blocks import (
    articles_in_blocks_of_a_section,
    blocks_on,
    what_is_read_most_in_blocks_of_a_section,
)
from stoppress.site.meta import alternates, head_of_list, head_of_month
from stoppress.site.most_read import most_read_section
from stoppress.site.shell import html_page
from stoppress.site.teasers import Teaser, placed, with_authors
from stoppress.store import Record, Redirect


def section_at(language: str, slug: str) -> int | None:
    """The id of the section at an address: as the last part of its URL in the edition."""
    edition = edition_of(language)
    if edition is None:
        return None
    wanted = section_path(edition.url, slug)
    return next((found.id for found in edition.sections if found.url == wanted), None)


def url_once_at(language: str, slug: str) -> tuple[int, str] | None:
    """The section that had this address once, and its URL now; None when it is closed."""
    former = FormerSection.objects.filter(locale__language_code=language, slug=slug)
    section = former.values_list("section_id", flat=True).first()
    found = _read(section) if section else None
    return (found[0].pk, found[2]) if found else None


def _read(section: int) -> tuple[SectionPage, EditionView, str] | None:
    """A section that is open, its edition, and its URL."""
    found = live_sections().get(section)
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    return found, edition, section_path(edition.url, found.slug)


def _translations(section: SectionPage) -> dict[str, str]:
    """Paths of a section and its translations by language."""
    key = str(section.translation_key)
    paths = {}
    for code in edition_codes():
        edition = edition_of(code)
        for link in edition.sections if edition else ():
            if link.translation == key:
                paths[code] = link.url
    return paths


# --- what touches it --------------------------------------------------------------------------


def articles_of_the_section(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Any article of the section."""
    for _code, section in change_set.sections:
        yield (section,)


def articles_of_the_sections_month(change_set: ChangeSet) -> Iterator[tuple[int, date]]:
    """Articles of the section in that month, and whether the months beside it have any."""
    for section, month in {(f.section, f.month) for f in change_set.facets}:
        for other in months_around(change_set, section_list(section), month):
            yield (section, other)


def sections_that_come_or_go(change_set: ChangeSet) -> Iterator[str]:
    """A month of a section that got its first article or lost its last."""
    for url, section, month in urls_of_sections(change_set):
        yield from paths_around(change_set, url, section_list(section), month)


def urls_of_sections(change_set: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """Sections of changed articles at all their addresses, now and before, and the month."""
    slugs = _slugs(frozenset(section for _code, section in change_set.sections))
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition is None:
            continue
        for slug in slugs.get(facets.section, ()):
            yield section_path(edition.url, slug), facets.section, facets.month


@read_once
def _slugs(ids: frozenset[int]) -> dict[int, set[str]]:
    """The slug of each open section, and those it had."""
    found = {pk: {str(row.slug)} for pk, row in live_sections().items() if pk in ids}
    former = FormerSection.objects.filter(section_id__in=found) if found else ()
    for row in former:
        found[row.section_id].add(row.slug)
    return found


# --- fragments --------------------------------------------------------------------------------


@fragment("section-head", "pages/meta.html", touched_by=(the_section_itself,))
def section_head(section: int) -> dict[str, Any] | None:
    """The head of a section's front."""
    found = _read(section)
    if found is None:
        return None
    row, edition, url = found
    paths = alternates(_translations(row))
    return head_of_list(
        edition,
        "section",
        row.title,
        url,
        description=row.description,
        alternates=paths,
        feeds=True,
    )


@fragment(
    "section",
    "pages/section.html",
    touched_by=(
        articles_of_the_section,
        the_section_itself,
        what_is_read_most_in_blocks_of_a_section,
        articles_in_blocks_of_a_section,
    ),
    wholesale=True,
)
def section(section: int) -> dict[str, Any] | None:
    """A section's front: what editors placed, the blocks that they chose, then the newest."""
    found = _read(section)
    if found is None:
        return None
    row, edition, url = found
    stands = what_stands_on(row, edition)
    above = {item.id for block in stands["blocks"] for item in block.items}
    above |= _shown(tuple(filter(None, (stands["lead"], *stands["top"]))))
    others = in_section(row).exclude(pk__in=above)
    return {
        **base_context(edition),
        **first_page(others, edition, url, section_list(section)),
        **stands,
        "section": row,
        "translations": switch(edition, _translations(row)),
    }


def what_stands_on(row: SectionPage, edition: EditionView) -> dict[str, Any]:
    """Lead, top and blocks of a section's front; nothing stands twice."""
    top = placed(row.section_picks.all(), edition, in_section(row))
    return {
        "lead": with_authors(top[0], edition) if top else None,
        "top": top[1:],
        "blocks": blocks_on(row, edition, _shown(top)),
    }


def _shown(top: tuple[Teaser, ...]) -> set[int]:
    """Ids of what stands at the head of a section, and beside its lead."""
    return {item.id for item in top} | {item.id for lead in top[:1] for item in lead.beside}


@fragment("section-month-head", "pages/meta.html")
def section_month_head(section: int, month: date) -> dict[str, Any] | None:
    """The head of a section's month."""
    found = _read(section)
    if found is None:
        return None
    row, edition, url = found
    return head_of_month(edition, row.title, url, month)


@fragment(
    "section-month",
    "pages/month.html",
    touched_by=(articles_of_the_sections_month,),
    when=When.ASKED,
    wholesale=True,
)
def section_month(section: int, month: date) -> dict[str, Any] | None:
    """One month of a section."""
    found = _read(section)
    if found is None:
        return None
    row, edition, url = found
    return month_page(in_section(row), edition, row.title, url, section_list(section), month)


# --- pages ------------------------------------------------------------------------------------


@page("section", SLUG, touched_by=(sections_that_come_or_go,))
def section_page(language: str, slug: str) -> Record | None:
    """A section's front; at an address it once had, the way to where it is."""
    edition, found = edition_of(language), section_at(language, slug)
    if edition is None or found is None:
        moved = url_once_at(language, slug)
        return Redirect(moved[1]) if moved else None
    main = [section(found), most_read_section(found)]
    return html_page(edition, section_head(found), main, section=found, tags=(slug,))


@page("section-month", rf"{SLUG}{MONTH}")
def section_month_page(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of a section."""
    edition, found, when = edition_of(language), section_at(language, slug), month_of(year, month)
    if edition is None or found is None:
        moved = url_once_at(language, slug)
        if moved is None or not in_month(in_section(live_sections()[moved[0]]), when).exists():
            return None
        return Redirect(month_path(moved[1], when))
    if not in_month(in_section(live_sections()[found]), when).exists():
        return None
    head, main = section_month_head(found, when), section_month(found, when)
    return html_page(edition, head, [main], section=found)
