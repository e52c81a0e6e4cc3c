"""An author's page in each edition, and each month of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from stoppress.newsroom.list_counts import author_list
from stoppress.newsroom.models import Change, Person
from stoppress.newsroom.paths import author_path
from stoppress.newsroom.public import by_person, in_month
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_together
from stoppress.press.registry import When, fragment, page
from stoppress.site.addresses import MONTH, SLUG, month_of
from stoppress.site.dated_lists import first_page, month_page, months_around, paths_around
from stoppress.site.editions import (
    EditionView,
    absolute,
    base_context,
    edition_codes,
    edition_of,
)
from stoppress.site.meta import head_of_list, head_of_month
from stoppress.site.pictures import picture_of
from stoppress.site.shell import html_page
from stoppress.site.structured import as_script
from stoppress.store import Record


@read_together
def people(ids: list[int]) -> dict[int, Person]:
    """People by id."""
    found = list(Person.objects.filter(pk__in=ids))
    _ids_by_slug.keep({person.slug: person.pk for person in found})
    return {person.pk: person for person in found}


@read_together
def _ids_by_slug(slugs: list[str]) -> dict[str, int]:
    return dict(Person.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def person_at(slug: str) -> int | None:
    """The id of the person at an address."""
    return _ids_by_slug.get(slug)


def _read(edition: str, person: int) -> tuple[Person, EditionView, str] | None:
    """A person, the edition, and the URL of their page in it."""
    found, row = edition_of(edition), people.get(person)
    if found is None or row is None:
        return None
    return row, found, author_path(found.url, row.slug)


# --- what touches it --------------------------------------------------------------------------


def articles_by_the_person(change_set: ChangeSet) -> Iterator[tuple[str, int]]:
    """Any article of the edition with the person in its byline."""
    yield from {
        (facets.edition, person) for facets in change_set.facets for person in facets.people
    }


def the_person(change_set: ChangeSet) -> Iterator[tuple[str, int]]:
    """The person's own row or portrait, in every edition."""
    for person in change_set.ids(Change.Kind.PERSON):
        for code in edition_codes():
            yield (code, person)


def articles_of_the_persons_month(change_set: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """Articles by the person in that month, and whether the months beside it have any."""
    for code, person, month in {
        (f.edition, p, f.month) for f in change_set.facets for p in f.people
    }:
        for other in months_around(change_set, author_list(code, person), month):
            yield (code, person, other)


def the_person_in_their_months(change_set: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """The person's name, where their months print it."""
    renamed = change_set.ids(Change.Kind.PERSON)
    yield from {
        (f.edition, p, f.month) for f in change_set.facets for p in f.people if p in renamed
    }


def authors_that_come_or_go(change_set: ChangeSet) -> Iterator[str]:
    """An author or a month of theirs that got its first article or lost its last."""
    people({person for facets in change_set.facets for person in facets.people})  # read together
    for facets in change_set.facets:
        for person in facets.people:
            found = _read(facets.edition, person)
            if found:
                _row, edition, url = found
                name = author_list(edition.code, person)
                yield from paths_around(change_set, url, name, facets.month)


def renamed_authors(change_set: ChangeSet) -> Iterator[str]:
    """Everything below the addresses of a person whose row changed: where it was, where it is."""
    for change in change_set.changes:
        if change.kind != Change.Kind.PERSON:
            continue
        for row in (change.before, change.after):
            for code in edition_codes() if row else ():
                edition = edition_of(code)
                if edition and row:
                    yield f"{author_path(edition.url, row['slug'])}*"


# --- fragments --------------------------------------------------------------------------------


@fragment("author-head", "pages/meta.html", touched_by=(the_person,))
def author_head(edition: str, person: int) -> dict[str, Any] | None:
    """The head of an author's page."""
    found = _read(edition, person)
    if found is None:
        return None
    row, shown_in, url = found
    data = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Organization" if row.kind == Person.Kind.AGENCY else "Person",
            "name": row.name,
            "url": absolute(url),
            **({"jobTitle": row.role} if row.role else {}),
        },
    }
    return head_of_list(
        shown_in,
        "author",
        row.name,
        url,
        description=row.bio or row.role,
        json_ld=as_script(data),
        feeds=True,
    )


@fragment(
    "author",
    "pages/author.html",
    touched_by=(articles_by_the_person, the_person),
    wholesale=True,
)
def author(edition: str, person: int) -> dict[str, Any] | None:
    """An author in one edition: who it is, and the newest articles."""
    found = _read(edition, person)
    if found is None:
        return None
    row, shown_in, url = found
    articles = by_person(person, shown_in.locale)
    page = first_page(articles, shown_in, url, author_list(edition, person))
    if not page["days"]:
        return None
    contacts = [{"title": row.email, "url": f"mailto:{row.email}"}] if row.email else []
    return {
        **base_context(shown_in),
        **page,
        "person": {
            "name": row.name,
            "role": row.role,
            "bio": row.bio,
            "picture": picture_of(row.picture, alt=row.name) if row.picture else None,
            "contacts": contacts,
        },
        "translations": shown_in.editions,
    }


@fragment("author-month-head", "pages/meta.html", touched_by=(the_person_in_their_months,))
def author_month_head(edition: str, person: int, month: date) -> dict[str, Any] | None:
    """The head of an author's month."""
    found = _read(edition, person)
    if found is None:
        return None
    row, shown_in, url = found
    return head_of_month(shown_in, row.name, url, month)


@fragment(
    "author-month",
    "pages/month.html",
    touched_by=(articles_of_the_persons_month,),
    when=When.ASKED,
    wholesale=True,
)
def author_month(edition: str, person: int, month: date) -> dict[str, Any] | None:
    """One month of an author."""
    found = _read(edition, person)
    if found is None:
        return None
    row, shown_in, url = found
    articles = by_person(person, shown_in.locale)
    return month_page(articles, shown_in, row.name, url, author_list(edition, person), month)


# --- pages ------------------------------------------------------------------------------------


@page("author", rf"author/{SLUG}", touched_by=(authors_that_come_or_go, renamed_authors))
def author_page(language: str, slug: str) -> Record | None:
    """An author."""
    edition, found = edition_of(language), person_at(slug)
    if edition is None or found is None or not by_person(found, edition.locale).exists():
        return None
    return html_page(edition, author_head(language, found), [author(language, found)])


@page("author-month", rf"author/{SLUG}{MONTH}")
def author_month_page(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of an author."""
    edition, found, when = edition_of(language), person_at(slug), month_of(year, month)
    if edition is None or found is None:
        return None
    if not in_month(by_person(found, edition.locale), when).exists():
        return None
    head = author_month_head(language, found, when)
    return html_page(edition, head, [author_month(language, found, when)])
