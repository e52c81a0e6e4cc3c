"""How feeds begin and end, in RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from stoppress.newsroom import clock
from stoppress.newsroom.paths import feed_archive_path
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import fragment
from stoppress.site.author import the_person
from stoppress.site.editions import absolute, base_context, edition_codes, the_section_itself
from stoppress.site.feeds.archive_parts import newest_part
from stoppress.site.feeds.dates import rss_date
from stoppress.site.feeds.lists import FeedList, ListName, feed_list, lists_of, newest_in_feed
from stoppress.site.templatetags.press_feeds import clean
from stoppress.site.topic import the_topic_itself

#: What a feed without any article says when it changed: readers take no date before 1990.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def feeds_with_the_article(change_set: ChangeSet) -> Iterator[ListName]:
    """Feeds of every list in which the article stands or stood."""
    for facets in change_set.facets:
        yield from lists_of(facets)


def feeds_of_the_row(change_set: ChangeSet) -> Iterator[tuple[str, str, int]]:
    """Feeds named after a section, topic or person whose row changed."""
    for code in edition_codes():
        for (section,) in the_section_itself(change_set):
            yield (code, "section", section)
        for (topic,) in the_topic_itself(change_set):
            yield (code, "topic", topic)
    for code, person in the_person(change_set):
        yield (code, "author", person)


_TOUCHES = (feeds_with_the_article, feeds_of_the_row)


@fragment("rss-open", "feeds/rss_open.xml", touched_by=_TOUCHES, wholesale=True)
def rss_open(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """The beginning of an RSS feed."""
    return _opening(edition, kind, number, "rss")


@fragment("rss-close")
def rss_close() -> bytes:
    """The end of an RSS feed."""
    return b"</channel>\n</rss>\n"


@fragment("atom-open", "feeds/atom_open.xml", touched_by=_TOUCHES, wholesale=True)
def atom_open(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """The beginning of an Atom feed."""
    return _opening(edition, kind, number, "atom")


@fragment("atom-close")
def atom_close() -> bytes:
    """The end of an Atom feed."""
    return b"</feed>\n"


@fragment("json-open", touched_by=_TOUCHES, wholesale=True)
def json_open(edition: str, kind: str, number: int) -> bytes | None:
    """The beginning of a JSON Feed (version 1.1), up to its first item."""
    found = feed_list(edition, kind, number)
    if found is None:
        return None
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(found.title),
        "home_page_url": absolute(found.path),
        "feed_url": absolute(f"{found.path}feed.json"),
        "language": found.edition.language,
    }
    if settings.STOPPRESS_HUBS:
        head["hubs"] = [{"type": "WebSub", "url": hub} for hub in settings.STOPPRESS_HUBS]
    if found.description:
        head["description"] = clean(found.description)
    if previous := _previous(found, (edition, kind, number), "json"):
        head["next_url"] = previous
    return (json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [\n').encode()


@fragment("json-comma")
def json_comma() -> bytes:
    """What parts two items of a JSON Feed."""
    return b",\n"


@fragment("json-close")
def json_close() -> bytes:
    """The end of a JSON Feed."""
    return b"\n]}\n"


def _opening(edition: str, kind: str, number: int, form: str) -> dict[str, Any] | None:
    found = feed_list(edition, kind, number)
    if found is None:
        return None
    newest = newest_in_feed(edition, kind, number)
    dates = [date for _pk, *dates in newest for date in dates if date]
    updated = clock.local(max(dates, default=NEVER))
    return {
        **base_context(found.edition),
        "title": clean(found.title),
        "description": clean(found.description or found.title),
        "link": absolute(found.path),
        "self": absolute(f"{found.path}feed.{form}"),
        "previous": _previous(found, (edition, kind, number), form),
        "hubs": settings.STOPPRESS_HUBS,
        "updated": clock.for_machines(updated),
        "updated_rfc822": rss_date(updated),
    }


def _previous(found: FeedList, name: ListName, form: str) -> str:
    """The newest page of the archive that stays as it is; empty while the feed has all."""
    part = newest_part(name, newest_in_feed(*name))
    if part is None:
        return ""
    return absolute(feed_archive_path(found.path, part.month, part.number, form))
