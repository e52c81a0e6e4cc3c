"""Items of feeds: each is a fragment, rendered once for all feeds it stands in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from stoppress.newsroom import clock
from stoppress.press.reading import read_once
from stoppress.press.registry import Arguments, fragment
from stoppress.site.article.blocks import File
from stoppress.site.article.links import articles_that_link
from stoppress.site.article.page import the_article
from stoppress.site.article.shown import ShownArticle, public_article, public_articles_by_id
from stoppress.site.editions import EditionView, absolute, base_context
from stoppress.site.feeds.dates import rss_date
from stoppress.site.feeds.html import feed_html
from stoppress.site.templatetags.press_feeds import clean

_TOUCHES = (the_article, articles_that_link)


def _read_ahead(arguments: list[Arguments]) -> None:
    public_articles_by_id(article for (article,) in arguments)


@fragment("rss-item", "feeds/rss_item.xml", touched_by=_TOUCHES, ahead=_read_ahead)
def rss_item(article: int) -> dict[str, Any] | None:
    """An article in RSS."""
    return _item(article)


@fragment("atom-item", "feeds/atom_item.xml", touched_by=_TOUCHES, ahead=_read_ahead)
def atom_item(article: int) -> dict[str, Any] | None:
    """An article in Atom."""
    return _item(article)


@fragment("json-item", touched_by=_TOUCHES, ahead=_read_ahead)
def json_item(article: int) -> bytes | None:
    """An article in JSON Feed."""
    context = _item(article)
    if context is None:
        return None
    view: ShownArticle = context["article"]
    item: dict[str, Any] = {
        "id": view.identifier,
        "url": view.url,
        "title": context["headline"],
        **(
            {"content_html": context["html"]}
            if context["html"]
            else {"content_text": context["summary"]}
        ),
        "summary": context["summary"],
        "date_published": context["published"],
        "date_modified": context["updated"],
        "authors": [
            {"name": byline.name, "url": absolute(byline.url)} for byline in context["authors"]
        ],
        "tags": [view.section.title, *(topic.title for topic in view.topics)],
        "language": context["edition"].language,
    }
    if view.lead:
        item["image"] = absolute(view.lead.src)
    if context["enclosure"]:
        found: Enclosure = context["enclosure"]
        item["attachments"] = [
            {"url": found.url, "mime_type": found.type, "size_in_bytes": found.length}
        ]
    return json.dumps(item, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The recording that an item brings along; ``length`` in bytes."""

    url: str
    type: str
    length: int


@read_once
def _item(article: int) -> dict[str, Any] | None:
    found = public_article(article)
    if found is None:
        return None
    edition, view = found.edition, found.view
    updated = view.updated or view.published
    return {
        **base_context(edition),
        "article": view,
        "headline": clean(view.headline),
        "summary": clean(view.summary or view.headline),
        "html": _html(view, edition) if settings.STOPPRESS_FEED_TEXT == "full" else "",
        "published_rfc822": rss_date(view.published),
        "published": clock.for_machines(view.published),
        "updated": clock.for_machines(updated),
        "authors": [b for b in view.bylines if b.role in {"author", "agency"}],
        "lead": absolute(view.lead.src) if view.lead else "",
        "enclosure": _enclosure(view),
    }


def _html(view: ShownArticle, edition: EditionView) -> str:
    with edition.voice():
        html = render_to_string("feeds/text.html", {**base_context(edition), "article": view})
    return feed_html(clean(html), view.url).strip()


def _enclosure(view: ShownArticle) -> Enclosure | None:
    """The first recording of an article: feeds name one for each item."""
    for block in view.blocks:
        file = block.value["file"] if block.type in {"audio", "video"} else None
        if isinstance(file, File) and file.type:
            return Enclosure(absolute(file.url), file.type, file.size)
    return None
