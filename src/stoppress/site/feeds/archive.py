"""Archives of feeds (RFC 5005, section 4): through them the whole archive can be read.

Each page leads to the one before it, so a publish touches none but the newest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Any

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.list_counts import author_list, edition_list, section_list, topic_list
from stoppress.newsroom.models import Change
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.paths import (
    author_path,
    edition_path,
    feed_archive_path,
    feed_path,
    section_path,
    topic_path,
)
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import When, fragment, page
from stoppress.site import author, section, topic
from stoppress.site.addresses import MONTH_IN_NAME, month_of
from stoppress.site.dated_lists import comes_or_goes
from stoppress.site.editions import absolute, base_context, edition_of
from stoppress.site.feeds.archive_parts import Part, articles_on, before
from stoppress.site.feeds.dates import rss_date
from stoppress.site.feeds.lists import feed_list
from stoppress.site.feeds.openings import feeds_of_the_row
from stoppress.site.feeds.page import FORM, FORMS, LIST_PATH, composed, list_at
from stoppress.site.latest import latest_items
from stoppress.site.templatetags.press_feeds import clean
from stoppress.store import Record, Redirect

#: In keys: no page before this one; no slug.
_NONE = "-"

# --- what touches it --------------------------------------------------------------------------


def archives_of_changed_lists(change_set: ChangeSet) -> Iterator[str]:
    """Pages of the month of an article that changed, came or left, in each of its lists.

    Of one that is newer than all others, only the page without a number. Where a month comes or
    goes, the next one leads elsewhere.
    """
    newest = _newest_that_came(change_set)
    stirred = {
        place
        for facets in change_set.facets
        if facets.article not in newest
        for place in list_counts.lists_of(replace(facets, gone=False))
    }
    for url, name, month in _months(change_set):
        if (name, month) in stirred:
            yield _all_of(url, month)
        else:
            yield from (feed_archive_path(url, month, 0, form) for form in FORMS)
        if comes_or_goes(change_set, name, month):
            later = list_counts.after(name, month)
            if later:
                yield _all_of(url, later)


@read_once
def _newest_that_came(change_set: ChangeSet) -> frozenset[int]:
    """Articles that readers did not have before, and that are newer than all they had."""
    came: set[int] = set()
    others: set[int] = set()
    for change in change_set.changes:
        if change.kind == Change.Kind.ARTICLE and change.object_id is not None:
            is_there = change.after and not change.after.get("gone")
            (came if is_there and not change.before else others).add(change.object_id)
    came -= others
    found = {
        item.id
        for edition in filter(None, map(edition_of, change_set.editions))
        for item in takewhile(lambda item: item.id in came, latest_items(edition))
    }
    return frozenset(found)


def _months(change_set: ChangeSet) -> Iterator[tuple[str, str, date]]:
    """Lists of changed articles at all their addresses, as they are counted, and the months."""
    months: dict[tuple[str, str, date], None] = {}
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition:
            months[edition.url, edition_list(facets.edition), facets.month] = None
    for url, number, month in section.urls_of_sections(change_set):
        months[url, section_list(number), month] = None
    for url, number, month in topic.urls_of_topics(change_set):
        months[url, topic_list(number), month] = None
    for url, code, person, month in author.urls_of_authors(change_set):
        months[url, author_list(code, person), month] = None
    yield from months


def _all_of(url: str, month: date) -> str:
    return f"{feed_archive_path(url, month, 0, '').removesuffix('.')}*"


# --- fragments --------------------------------------------------------------------------------


@fragment("rss-archive", "feeds/rss_archive.xml", touched_by=(feeds_of_the_row,), wholesale=True)
def rss_archive(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """How every page of a list's archive begins in RSS."""
    return _beginning(edition, kind, number, "rss")


@fragment("atom-archive", "feeds/atom_archive.xml", touched_by=(feeds_of_the_row,), wholesale=True)
def atom_archive(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """How every page of a list's archive begins in Atom."""
    return _beginning(edition, kind, number, "atom")


@fragment("json-archive", touched_by=(feeds_of_the_row,), wholesale=True)
def json_archive(edition: str, kind: str, number: int) -> bytes | None:
    """How every page of a list's archive begins in JSON Feed."""
    context = _beginning(edition, kind, number, "json")
    if context is None:
        return None
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": context["title"],
        "home_page_url": context["link"],
        "language": context["edition"].language,
    }
    return json.dumps(head, ensure_ascii=False)[:-1].encode()


def _beginning(edition: str, kind: str, number: int, form: str) -> dict[str, Any] | None:
    found = feed_list(edition, kind, number)
    if found is None:
        return None
    return {
        **base_context(found.edition),
        "title": clean(found.title),
        "description": clean(found.description or found.title),
        "link": absolute(found.path),
        "current": absolute(feed_path(found.path, form)),
    }


# What these show stands in their keys, so they are never stale.


@fragment("rss-archive-page", "feeds/rss_page.xml")
def rss_archive_page(
    edition: str, kind: str, slug: str, here: str, previous: str, updated: int
) -> dict[str, Any] | None:
    """Where a page of an archive stands in RSS, when it changed, and what is before it."""
    return _links(edition, kind, slug, here, previous, updated, "rss")


@fragment("atom-archive-page", "feeds/atom_page.xml")
def atom_archive_page(
    edition: str, kind: str, slug: str, here: str, previous: str, updated: int
) -> dict[str, Any] | None:
    """Where a page of an archive stands in Atom, when it changed, and what is before it."""
    return _links(edition, kind, slug, here, previous, updated, "atom")


@fragment("json-archive-page")
def json_archive_page(
    edition: str, kind: str, slug: str, here: str, previous: str, updated: int
) -> bytes | None:
    """Where a page of an archive stands in JSON Feed, and what is before it."""
    context = _links(edition, kind, slug, here, previous, updated, "json")
    if context is None:
        return None
    links = {"feed_url": context["self"]}
    if context["previous"]:
        links["next_url"] = context["previous"]
    return f', {json.dumps(links)[1:-1]}, "items": [\n'.encode()


_BEGINNINGS: dict[str, tuple[Callable[..., str], Callable[..., str]]] = {
    "rss": (rss_archive, rss_archive_page),
    "atom": (atom_archive, atom_archive_page),
    "json": (json_archive, json_archive_page),
}


def _links(
    edition: str, kind: str, slug: str, here: str, previous: str, updated: int, form: str
) -> dict[str, Any] | None:
    found = edition_of(edition)
    if found is None:
        return None
    url = _list_path(edition_path(edition, default_language()), kind, slug)
    changed = clock.local(datetime.fromtimestamp(updated, UTC))
    return {
        **base_context(found),
        "self": absolute(_path_of(url, here, form)),
        "previous": "" if previous == _NONE else absolute(_path_of(url, previous, form)),
        "updated": clock.for_machines(changed),
        "updated_rfc822": rss_date(changed),
    }


def _list_path(edition: str, kind: str, slug: str) -> str:
    match kind:
        case "edition":
            return edition
        case "section":
            return section_path(edition, slug)
        case "topic":
            return topic_path(edition, slug)
        case _:
            return author_path(edition, slug)


def _path_of(url: str, part: str, form: str) -> str:
    """The path of a page that a key names as its month and, after a point, its number."""
    month, _point, number = part.partition(".")
    return feed_archive_path(url, date.fromisoformat(f"{month}-01"), int(number or 0), form)


# --- the page ---------------------------------------------------------------------------------


@page(
    "feed-archive",
    rf"{LIST_PATH}feed/{MONTH_IN_NAME}(?:/(?P<number>[1-9][0-9]{{0,3}}))?\.{FORM}",
    touched_by=(archives_of_changed_lists,),
    when=When.ASKED,
)
def feed_archive(
    language: str,
    kind: str | None,
    slug: str | None,
    year: str,
    month: str,
    number: str | None,
    form: str,
) -> Record | None:
    """A page of the archive of a list's feed; or the way to where it is."""
    found, part = list_at(language, kind, slug), Part(month_of(year, month), int(number or 0))
    shown = articles_on(found.name, part) if found else []
    if found is None or not shown:
        return None
    if found.moved_to:
        return Redirect(feed_archive_path(found.moved_to, part.month, part.number, form))
    head, links = _BEGINNINGS[form]
    previous = before(found.name, part)
    updated = max(changed or published for _pk, published, changed in shown)
    opening = (
        head(*found.name),
        links(
            language,
            found.name[1],
            slug or _NONE,
            _in_key(part),
            _in_key(previous) if previous else _NONE,
            int(updated.timestamp()),
        ),
    )
    return composed(form, opening, (article for article, *_dates in shown), language)


def _in_key(part: Part) -> str:
    month = f"{part.month:%Y-%m}"
    return f"{month}.{part.number}" if part.number else month
