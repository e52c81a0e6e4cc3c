"""An article as IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/), for other programs.

It says what readers have, and nothing that they do not have. But for its ``version`` it is the same
as long as they have the same, so that two can be compared. ``stoppress import`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string

from stoppress.newsroom.clock import for_machines
from stoppress.newsroom.models import Article
from stoppress.newsroom.plain_text import plain_line
from stoppress.newsroom.public import public_articles
from stoppress.site.article.shown import (
    PublicArticle,
    ShownArticle,
    ShownByline,
    identifier_of,
)
from stoppress.site.article.summaries import summaries
from stoppress.site.editions import absolute, base_context
from stoppress.site.feeds.html import feed_html
from stoppress.site.pictures import social_picture

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_PLAIN, _HTML = "text/plain", "text/html"
USABLE, CANCELED = "usable", "canceled"


def ninjs_of(found: PublicArticle) -> dict[str, Any]:
    """A public article, with its whole text."""
    article, view, edition = found.article, found.view, found.edition
    item: dict[str, Any] = {
        "standard": _STANDARD,
        "uri": view.identifier,
        "type": "text",
        "representationType": "full",
        "version": str(article.live_revision_id or ""),
        "firstCreated": for_machines(view.published),
        "versionCreated": for_machines(view.updated or view.published),
        "pubStatus": USABLE,
        "urgency": article.urgency,
        "language": edition.language,
        "headlines": _texts(main=view.headline, subheadline=view.deck, kicker=view.kicker),
        "descriptions": [*_texts(summary=view.summary), *_corrections(view)],
        "bodies": [_body(found)],
        "by": ", ".join(byline.name for byline in view.bylines),
        "people": [_person(byline) for byline in view.bylines if byline.role != "agency"],
        "organisations": [
            {"name": byline.name, "rel": "author"}
            for byline in view.bylines
            if byline.role == "agency"
        ],
        "located": view.dateline,
        "subjects": list(_subjects(view)),
        "infoSources": [{"name": article.source}] if article.source else [],
        "copyrightNotice": view.copyright,
        "usageTerms": view.usage_terms,
        "associations": [*_lead(article, view), *_read_also(article)],
        "altIds": list(_other_ids(article, view)),
    }
    return {name: value for name, value in item.items() if value not in ("", None, [])}


def ninjs_of_withdrawn(
    identifier: str, url: str, headline: str, language: str, reason: str
) -> dict[str, Any]:
    """An article that readers have no more; ``reason`` is the public one of a takedown."""
    item: dict[str, Any] = {
        "standard": _STANDARD,
        "uri": identifier,
        "type": "text",
        "representationType": "partial",
        "pubStatus": CANCELED,
        "language": language,
        "headlines": _texts(main=headline),
        "edNote": reason,
        "altIds": [{"role": "url", "value": url}],
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _texts(**texts: str) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": _PLAIN, "value": text} for role, text in texts.items() if text
    ]


def _corrections(view: ShownArticle) -> Iterator[dict[str, str]]:
    for found in view.corrections:
        words = f"{for_machines(found.at)} {found.was} {found.now}"
        yield from _texts(correction=words)


def _body(found: PublicArticle) -> dict[str, Any]:
    with found.edition.voice():
        context = {**base_context(found.edition), "article": found.view}
        html = render_to_string("ninjs/body.html", context)
    value = feed_html(html, found.view.url).strip()
    words = plain_line(value)
    return {
        "role": "main",
        "contentType": _HTML,
        "charCount": len(words),
        "wordCount": len(words.split()),
        "value": value,
    }


def _person(byline: ShownByline) -> dict[str, str]:
    return {"name": byline.name, "rel": byline.role, "uri": absolute(byline.url)}


def _subjects(view: ShownArticle) -> Iterator[dict[str, str]]:
    yield {"name": view.section.title, "rel": "section", "uri": absolute(view.section.url)}
    for topic in view.topics:
        yield {"name": topic.title, "rel": "about", "uri": absolute(topic.url)}


def _lead(article: Article, view: ShownArticle) -> Iterator[dict[str, Any]]:
    if article.lead_image is None or view.lead is None:
        return
    path, width, height = social_picture(article.lead_image)
    picture = {
        "name": "lead",
        "uri": absolute(path),
        "rel": "leadPicture",
        "type": "picture",
        "title": view.lead.alt,
        "descriptions": [
            {"role": "caption", "contentType": _PLAIN, "value": text}
            for text in (view.lead.caption,)
            if text
        ],
        "by": view.lead.credit,
        "renditions": [
            {
                "name": "main",
                "href": absolute(path),
                "contentType": "image/jpeg",
                "width": width,
                "height": height,
            }
        ],
    }
    yield {name: value for name, value in picture.items() if value not in ("", [])}


def _read_also(article: Article) -> Iterator[dict[str, str]]:
    """What its editor picked to be read with it, as far as it is public."""
    summary = summaries.get(article.pk)
    picks = summary.picks if summary else ()
    rows = public_articles().filter(pk__in=picks).select_related("edition") if picks else ()
    there = {row.pk: row for row in rows}
    for pick in (there[pk] for pk in picks if pk in there):
        if pick.edition is not None:
            uri = identifier_of(pick, pick.edition.language_code)
            yield {"name": pick.title, "uri": uri, "rel": "readAlso", "type": "text"}


def _other_ids(article: Article, view: ShownArticle) -> Iterator[dict[str, str]]:
    yield {"role": "url", "value": view.url}
    if article.uri:
        yield {"role": "source", "value": article.uri}
