"""An author's page in each edition, each month of it, and the way on from former addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from stoppress.newsroom.list_counts import author_list
from stoppress.newsroom.models import Change, FormerPerson, Person
from stoppress.newsroom.paths import author_path, month_path
from stoppress.newsroom.public import by_person, in_month
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once, read_together
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
from stoppress.store import Record, Redirect


@read_together
def people(ids: list[int]) -> dict[int, Person]:
    """People by id."""
    found = list(Person.objects.filter(pk__in=ids))
    _ids_by_slug.keep({person.slug: person.pk for person in found})
    return {person.pk: person for person in found}


@read_together
def _ids_by_slug(slugs: list[str]) -> dict[str, int]:
    return dict(Person.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def person_at(_language: str, slug: str) -> int | None:
    """The id of the person at an address, which is the same in every edition."""
    return _ids_by_slug.get(slug)


def url_once_at(language: str, slug: str) -> tuple[int, str] | None:
    """The person whose pages had this address once, and the URL now in the edition."""
    former = FormerPerson.objects.filter(slug=slug).values_list("person_id", flat=True).first()
    found = _read(language, former) if former else None
    return (found[0].pk, found[2]) if found else None


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
    """An author or a month of theirs that got its first article or lost its last.

    Former addresses lead to a page only while there is one.
    """
    for url, code, person, month in urls_of_authors(change_set):
        yield from paths_around(change_set, url, author_list(code, person), month)


def urls_of_authors(change_set: ChangeSet) -> Iterator[tuple[str, str, int, date]]:
    """Authors of changed articles at all their addresses, now and before.

    With each, the edition, the person, and the month.
    """
    slugs = _slugs(frozenset(person for facets in change_set.facets for person in facets.people))
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition is None:
            continue
        for person in facets.people:
            for slug in slugs.get(person, ()):
                yield author_path(edition.url, slug), facets.edition, person, facets.month


def renamed_authors(change_set: ChangeSet) -> Iterator[str]:
    """Everything below the addresses of a person whose row changed: where it was, where it is."""
    slugs: set[str] = set().union(*_slugs(frozenset(change_set.ids(Change.Kind.PERSON))).values())
    for change in change_set.changes:
        if change.kind == Change.Kind.PERSON:
            slugs.update(row["slug"] for row in (change.before, change.after) if row)
    for code in edition_codes():
        edition = edition_of(code)
        if edition:
            yield from (f"{author_path(edition.url, slug)}*" for slug in slugs)


@read_once
def _slugs(ids: frozenset[int]) -> dict[int, set[str]]:
    """The slug of each person, and those they had."""
    if not ids:
        return {}
    found = {person.pk: {str(person.slug)} for person in people(ids).values()}
    former = FormerPerson.objects.filter(person_id__in=ids).values_list("person_id", "slug")
    for person, slug in former:
        found.setdefault(person, set()).add(slug)
    return found


# --- fragments --------------------------------------------------------------------------------


@fragment("author-head", "pages/meta.html", touched_by=(the_person,))
def author_head(edition: str, person: int) -> dict[str, Any] | None:
    """The head of an author's page."""
    found = _read(edition, person)
    if found is None:
        return None
    row, shown_in, url = found
    is_person = row.kind == Person.Kind.PERSON
    data = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person" if is_person else "Organization",
            "name": row.name,
            "url": absolute(url),
            **({"jobTitle": row.role} if is_person and row.role else {}),
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
    """An author; at an address they once had, the way to where they are."""
    edition, found = edition_of(language), person_at(language, slug)
    if edition is None:
        return None
    if found is None:
        return _moved(edition, slug)
    if not by_person(found, edition.locale).exists():
        return None
    return html_page(edition, author_head(language, found), [author(language, found)])


@page("author-month", rf"author/{SLUG}{MONTH}")
def author_month_page(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of an author."""
    edition, found, when = edition_of(language), person_at(language, slug), month_of(year, month)
    if edition is None:
        return None
    if found is None:
        return _moved(edition, slug, when)
    if not in_month(by_person(found, edition.locale), when).exists():
        return None
    head = author_month_head(language, found, when)
    return html_page(edition, head, [author_month(language, found, when)])


def _moved(edition: EditionView, slug: str, month: date | None = None) -> Redirect | None:
    found = url_once_at(edition.code, slug)
    if found is None:
        return None
    person, url = found
    articles = by_person(person, edition.locale)
    if not (in_month(articles, month) if month else articles).exists():
        return None
    return Redirect(month_path(url, month) if month else url)
