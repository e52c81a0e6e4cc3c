"""RSS, Atom and JSON feeds: each item is a fragment, rendered once for all feeds it stands in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import author_path, section_path, topic_path
from stoppress.newsroom.public import about_topic, by_person, in_edition, in_section
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import remembered
from stoppress.press.registry import fragment
from stoppress.site import dependencies as on
from stoppress.site.article_view import ArticleView, public_article
from stoppress.site.editions import EditionView, absolute, edition_of, frame, live_sections
from stoppress.site.links import pieces_that_link
from stoppress.site.named import people, topics

#: Pieces in a feed.
LENGTH = 30
#: Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
}


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list that has feeds: an edition, or a section, topic or author in it."""

    edition: EditionView
    title: str
    description: str
    path: str
    articles: QuerySet[Article]


def feed_list(edition: str, kind: str, number: int) -> FeedList | None:
    """The list that ``kind`` (edition, section, topic, author) and a row's ``number`` name."""
    return remembered(
        ("feed list", edition, kind, number), lambda: _read_feed_list(edition, kind, number)
    )


def _read_feed_list(edition: str, kind: str, number: int) -> FeedList | None:
    found = edition_of(edition)
    if found is None:
        return None
    if kind == "edition":
        return FeedList(found, found.name, found.tagline, found.url, in_edition(found.locale))
    if kind == "section":
        section = live_sections().get(number)
        return section and FeedList(
            found,
            f"{found.name}: {section.title}",
            section.description,
            section_path(found.url, section.slug),
            in_section(section),
        )
    if kind == "topic":
        topic = topics([number]).get(number)
        return topic and FeedList(
            found,
            f"{found.name}: {topic.title}",
            topic.background,
            topic_path(found.url, topic.slug),
            about_topic(topic.pk),
        )
    person = people([number]).get(number)
    return person and FeedList(
        found,
        f"{found.name}: {person.name}",
        person.role,
        author_path(found.url, person.slug),
        by_person(person.pk, found.locale),
    )


def newest_of(edition: str, kind: str, number: int) -> list[tuple[int, datetime, datetime | None]]:
    """Id, date line and last change of the pieces in a feed, the newest first."""

    def read() -> list[tuple[int, datetime, datetime | None]]:
        found = feed_list(edition, kind, number)
        if found is None:
            return []
        return list(found.articles.values_list("pk", "published_at", "changed_at")[:LENGTH])

    return remembered(("newest of a feed", edition, kind, number), read)


def feeds_with_the_piece(moment: ChangeSet) -> Any:
    """Feeds of every list in which the piece stands or stood."""
    for facets in moment.facets:
        yield (facets.edition, "edition", 0)
        yield (facets.edition, "section", facets.section)
        for topic in facets.topics:
            yield (facets.edition, "topic", topic)
        for person in facets.people:
            yield (facets.edition, "author", person)


def feeds_of_the_row(moment: ChangeSet) -> Any:
    """Feeds named after a section, topic or person whose row changed."""
    for code in on.codes():
        for (section,) in on.the_section_itself(moment):
            yield (code, "section", section)
        for (topic,) in on.the_topic_itself(moment):
            yield (code, "topic", topic)
    for code, person in on.the_person(moment):
        yield (code, "author", person)


_TOUCHES = (feeds_with_the_piece, feeds_of_the_row)
_ITEM_TOUCHES = (on.the_piece, pieces_that_link)


@fragment("rss-open", "feeds/rss_open.xml", touched_by=_TOUCHES, wholesale=True)
def rss_open(edition: str, kind: str, number: int) -> dict[str, Any] | None:
    """The beginning of an RSS feed."""
    return _opening(edition, kind, number, "rss")


@fragment("rss-item", "feeds/rss_item.xml", touched_by=_ITEM_TOUCHES)
def rss_item(article: int) -> dict[str, Any] | None:
    """A piece in RSS, with its full text."""
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
    """A piece in Atom, with its full text."""
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
    """A piece in JSON Feed, with its full text."""
    context = _item(article)
    if context is None:
        return None
    view: ArticleView = context["article"]
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
    dates = [
        moment for _pk, *dated in newest_of(edition, kind, number) for moment in dated if moment
    ]
    updated = clock.local(max(dates, default=datetime(1970, 1, 1, tzinfo=clock.zone())))
    return {
        **frame(found.edition),
        "title": _xml(found.title),
        "description": _xml(found.description or found.title),
        "link": absolute(found.path),
        "self": absolute(f"{found.path}feed.{form}"),
        "updated": clock.for_machines(updated),
        "updated_rfc822": format_datetime(clock.with_valid_offset(updated)),
    }


def _item(article: int) -> dict[str, Any] | None:
    return remembered(("item of feeds", article), lambda: _read_item(article))


def _read_item(article: int) -> dict[str, Any] | None:
    found = public_article(article)
    if found is None:
        return None
    edition, view = found.edition, found.view
    with edition.voice():
        html = render_to_string("feeds/text.html", {**frame(edition), "article": view})
    updated = view.updated or view.published
    return {
        **frame(edition),
        "article": view,
        "headline": _xml(view.headline),
        "summary": _xml(view.summary),
        "html": _absolute_links(_xml(html)),
        "published_rfc822": format_datetime(clock.with_valid_offset(view.published)),
        "published": clock.for_machines(view.published),
        "updated": clock.for_machines(updated),
        "authors": [b for b in view.bylines if b.role in {"author", "agency"}],
        "lead": absolute(view.lead.src) if view.lead else "",
    }


def _xml(text: str) -> str:
    return str(text).translate(_NOT_XML)


def _absolute_links(html: str) -> str:
    """Feeds are read elsewhere: links and pictures get the site's address."""
    root = absolute("/")
    return (
        html.replace('href="/', f'href="{root}')
        .replace('src="/', f'src="{root}')
        .replace("href='/", f"href='{root}")
    )
