"""RSS, Atom and JSON feeds: each item is a fragment, rendered once for all feeds it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.template.loader import render_to_string

from stoppress.newsroom import clock
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import fragment
from stoppress.site.article.links import articles_that_link
from stoppress.site.article.page import the_article
from stoppress.site.article.shown import ShownArticle, public_article
from stoppress.site.author import the_person
from stoppress.site.editions import absolute, base_context, edition_codes, the_section_itself
from stoppress.site.feeds.html import feed_html
from stoppress.site.feeds.lists import feed_list, newest_in_feed
from stoppress.site.topic import the_topic_itself

#: Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
}


def feeds_with_the_article(change_set: ChangeSet) -> Iterator[tuple[str, str, int]]:
    """Feeds of every list in which the article stands or stood."""
    for facets in change_set.facets:
        yield (facets.edition, "edition", 0)
        yield (facets.edition, "section", facets.section)
        for topic in facets.topics:
            yield (facets.edition, "topic", topic)
        for person in facets.people:
            yield (facets.edition, "author", person)


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
_ITEM_TOUCHES = (the_article, articles_that_link)


@fragment("rss-open", "feeds/rss_open.xml", touched_by=_TOUCHES, wholesale=True)
def rss_open(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """The beginning of an RSS feed."""
    return _opening(edition, kind, number, "rss")


@fragment("rss-item", "feeds/rss_item.xml", touched_by=_ITEM_TOUCHES)
def rss_item(article: int) -> dict[str, Any] | None:
    """An article in RSS, with its full text."""
    return _item(article)


@fragment("rss-close")
def rss_close() -> bytes:
    """The end of an RSS feed."""
    return b"</channel>\n</rss>\n"


@fragment("atom-open", "feeds/atom_open.xml", touched_by=_TOUCHES, wholesale=True)
def atom_open(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """The beginning of an Atom feed."""
    return _opening(edition, kind, number, "atom")


@fragment("atom-item", "feeds/atom_item.xml", touched_by=_ITEM_TOUCHES)
def atom_item(article: int) -> dict[str, Any] | None:
    """An article in Atom, with its full text."""
    return _item(article)


@fragment("atom-close")
def atom_close() -> bytes:
    """The end of an Atom feed."""
    return b"</feed>\n"


@fragment("json-open", touched_by=(feeds_of_the_row,), wholesale=True)
def json_open(edition: str, kind: str, number: int) -> bytes | None:
    """The beginning of a JSON Feed (version 1.1), up to its first item."""
    found = feed_list(edition, kind, number)
    if found is None:
        return None
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": found.title,
        "home_page_url": absolute(found.path),
        "feed_url": absolute(f"{found.path}feed.json"),
        "language": found.edition.language,
    }
    if found.description:
        head["description"] = found.description
    return (json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [\n').encode()


@fragment("json-item", touched_by=_ITEM_TOUCHES)
def json_item(article: int) -> bytes | None:
    """An article in JSON Feed, with its full text."""
    context = _item(article)
    if context is None:
        return None
    view: ShownArticle = context["article"]
    item: dict[str, Any] = {
        "id": view.identifier,
        "url": view.url,
        "title": view.headline,
        "content_html": context["html"],
        "summary": view.summary,
        "date_published": clock.for_machines(view.published),
        "date_modified": clock.for_machines(view.updated or view.published),
        "authors": [
            {"name": byline.name, "url": absolute(byline.url)}
            for byline in view.bylines
            if byline.role in {"author", "agency"}
        ],
        "tags": [view.section.title, *(topic.title for topic in view.topics)],
        "language": context["edition"].language,
    }
    if view.lead:
        item["image"] = absolute(view.lead.src)
    return json.dumps(item, ensure_ascii=False).encode()


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
    updated = clock.local(max(dates, default=datetime(1970, 1, 1, tzinfo=clock.zone())))
    return {
        **base_context(found.edition),
        "title": _xml(found.title),
        "description": _xml(found.description or found.title),
        "link": absolute(found.path),
        "self": absolute(f"{found.path}feed.{form}"),
        "updated": clock.for_machines(updated),
        "updated_rfc822": format_datetime(clock.with_valid_offset(updated)),
    }


@read_once
def _item(article: int) -> dict[str, Any] | None:
    found = public_article(article)
    if found is None:
        return None
    edition, view = found.edition, found.view
    with edition.voice():
        html = render_to_string("feeds/text.html", {**base_context(edition), "article": view})
    updated = view.updated or view.published
    return {
        **base_context(edition),
        "article": view,
        "headline": _xml(view.headline),
        "summary": _xml(view.summary),
        "html": feed_html(_xml(html), view.url),
        "published_rfc822": format_datetime(clock.with_valid_offset(view.published)),
        "published": clock.for_machines(view.published),
        "updated": clock.for_machines(updated),
        "authors": [b for b in view.bylines if b.role in {"author", "agency"}],
        "lead": absolute(view.lead.src) if view.lead else "",
    }


def _xml(text: str) -> str:
    return str(text).translate(_NOT_XML)
