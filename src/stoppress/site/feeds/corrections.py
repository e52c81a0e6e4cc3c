"""The feed of an edition's corrections: what was wrong, what is right, and where it stood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.translation import gettext, override

from stoppress.newsroom import clock
from stoppress.newsroom.models import Correction
from stoppress.newsroom.paths import corrections_path, feed_path
from stoppress.newsroom.public import public_articles
from stoppress.press.registry import When, fragment, page
from stoppress.press.render import language_of_interface
from stoppress.site.article.shown import public_articles_by_id
from stoppress.site.editions import EditionView, absolute, base_context, edition_of
from stoppress.site.feeds.dates import rss_date
from stoppress.site.feeds.lists import LENGTH
from stoppress.site.feeds.openings import NEVER
from stoppress.site.feeds.page import FORM, FORMS, links_of_feed
from stoppress.site.latest import articles_of_the_edition
from stoppress.site.templatetags.press_feeds import clean
from stoppress.store import Page, Record

_TOUCHES = (articles_of_the_edition,)


@dataclass(frozen=True, slots=True)
class FeedCorrection:
    """A correction as feeds tell it; ``text`` is plain, ``html`` leads to the article."""

    identifier: str
    title: str
    url: str
    text: str
    html: str
    at: datetime

    @property
    def for_machines(self) -> str:
        """When it was said, by RFC 3339."""
        return clock.for_machines(self.at)

    @property
    def rfc822(self) -> str:
        """When it was said, as RSS takes it."""
        return rss_date(self.at)


@fragment("rss-corrections", "feeds/rss_corrections.xml", touched_by=_TOUCHES, when=When.ASKED)
def rss_corrections(edition: str) -> dict[str, Any] | None:
    """The newest corrections in RSS."""
    return _context(edition, "rss")


@fragment("atom-corrections", "feeds/atom_corrections.xml", touched_by=_TOUCHES, when=When.ASKED)
def atom_corrections(edition: str) -> dict[str, Any] | None:
    """The newest corrections in Atom."""
    return _context(edition, "atom")


@fragment("json-corrections", touched_by=_TOUCHES, when=When.ASKED)
def json_corrections(edition: str) -> bytes | None:
    """The newest corrections in JSON Feed."""
    context = _context(edition, "json")
    if context is None:
        return None
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": context["title"],
        "home_page_url": context["link"],
        "feed_url": context["self"],
        "language": context["edition"].language,
        "items": [
            {
                "id": found.identifier,
                "url": found.url,
                "title": found.title,
                "content_html": found.html,
                "summary": found.text,
                "date_published": found.for_machines,
            }
            for found in context["corrections"]
        ],
    }
    if context["hubs"]:
        feed["hubs"] = [{"type": "WebSub", "url": hub} for hub in context["hubs"]]
    return json.dumps(feed, ensure_ascii=False).encode()


_FRAGMENTS = {"rss": rss_corrections, "atom": atom_corrections, "json": json_corrections}


def _context(edition: str, form: str) -> dict[str, Any] | None:
    found = edition_of(edition)
    if found is None:
        return None
    with override(language_of_interface(found.language)):
        corrections = _newest(found)
        words = gettext("Corrections")
    title = f"{found.name}: {words}"
    newest = corrections[0].at if corrections else clock.local(NEVER)
    return {
        **base_context(found),
        "title": clean(title),
        "link": absolute(found.url),
        "self": absolute(feed_path(corrections_path(found.url), form)),
        "hubs": settings.STOPPRESS_HUBS,
        "updated": clock.for_machines(newest),
        "updated_rfc822": rss_date(newest),
        "corrections": corrections,
    }


def _newest(edition: EditionView) -> list[FeedCorrection]:
    public = public_articles().filter(pk=OuterRef("article_id"), edition=edition.locale)
    rows = list(Correction.objects.filter(Exists(public)).order_by("-at", "-pk")[:LENGTH])
    articles = public_articles_by_id(row.article_id for row in rows)
    kind = gettext("Correction")
    found = []
    for row in rows:
        article = articles.get(row.article_id)
        if article is None or not article.public_path:
            continue
        url = f"{absolute(article.public_path)}#corrections"
        text = clean(f"{row.was} {row.now}")
        found.append(
            FeedCorrection(
                identifier=f"urn:uuid:{uuid5(article.translation_key, f'correction {row.pk}')}",
                title=clean(f"{kind}: {article.title}"),
                url=url,
                text=text,
                html=format_html(
                    '<p>{}</p>\n<p><a href="{}">{}</a></p>', text, url, clean(article.title)
                ),
                at=clock.local(row.at),
            )
        )
    return found


@page("feed-corrections", rf"corrections/feed\.{FORM}")
def corrections_feed(language: str, form: str) -> Record | None:
    """The feed of an edition's corrections."""
    found = edition_of(language)
    if found is None:
        return None
    return Page(
        fragments=(_FRAGMENTS[form](language),),
        content_type=FORMS[form].content_type,
        headers=(
            ("Content-Language", language),
            *links_of_feed(corrections_path(found.url), form),
        ),
        tags=(f"feed-{language}",),
    )
