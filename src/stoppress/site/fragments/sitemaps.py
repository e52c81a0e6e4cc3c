"""Sitemaps: an index, one for each month of each edition, made of its days, and one for news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from stoppress.newsroom import clock
from stoppress.newsroom.list_counts import edition_list, newest_months
from stoppress.newsroom.paths import sitemap_path
from stoppress.newsroom.public import in_edition, on_day
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import When, fragment
from stoppress.site import dependencies as on
from stoppress.site.editions import EditionView, absolute, edition_of


def any_piece(moment: ChangeSet) -> Iterator[tuple[()]]:
    """Any piece of any edition."""
    if moment.articles:
        yield ()


def the_new_day(moment: ChangeSet) -> Iterator[tuple[()]]:
    """The calendar day."""
    if list(on.the_day(moment)):
        yield ()


@fragment("sitemap-index", "sitemaps/index.xml", touched_by=(any_piece,), when=When.ASKED)
def sitemap_index() -> dict[str, Any]:
    """All sitemaps with the time of their last change."""
    entries = []
    newest_of_editions: list[datetime] = []
    for code in on.codes():
        edition = edition_of(code)
        if edition is None:
            continue
        newest = in_edition(edition.locale).values_list("published_at", flat=True).first()
        newest_of_editions += [newest] if newest else []
        entries += [
            {"url": absolute(sitemap_path(code, month.start)), "lastmod": _stamp(month.changed_at)}
            for month in newest_months(edition_list(code))
        ]
    return {
        "edition": _any_edition(),
        "entries": entries,
        "news": absolute("/sitemap-news.xml"),
        "news_lastmod": _stamp(max(newest_of_editions)) if newest_of_editions else "",
    }


@fragment("sitemap-open")
def sitemap_open() -> bytes:
    """The beginning of the sitemap of a month."""
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    )


@fragment("sitemap-fronts")
def sitemap_fronts(edition: str, day: date) -> bytes | None:
    """The fronts of an edition as of its newest ``day``: first in the sitemap of that month."""
    found = edition_of(edition)
    if found is None:
        return None
    fronts = (found.url, found.all_news_url, *(section.url for section in found.sections))
    begun = _stamp(clock.start_of_day(day))
    return _urls((path, begun) for path in fronts)


# A day has some hundred pieces where a month has thousands: a publish changes one day.
@fragment("sitemap-day", touched_by=(on.pieces_of_the_day,), when=When.ASKED)
def sitemap_day(edition: str, day: date) -> bytes | None:
    """The pieces of one day of an edition; empty when it has none."""
    found = edition_of(edition)
    if found is None:
        return None
    rows = on_day(in_edition(found.locale), day).values_list(
        "public_path", "published_at", "changed_at"
    )
    return _urls(
        (path, _stamp(changed or published)) for path, published, changed in rows if published
    )


@fragment("sitemap-close")
def sitemap_close() -> bytes:
    """The end of the sitemap of a month."""
    return b"</urlset>\n"


@fragment("sitemap-news", "sitemaps/news.xml", touched_by=(any_piece, the_new_day), when=When.ASKED)
def sitemap_news() -> dict[str, Any]:
    """The pieces of today and yesterday, all of them under 48 hours old."""
    since = clock.start_of_day(clock.day_of(clock.now()) - timedelta(days=1))
    pages = []
    for code in on.codes():
        edition = edition_of(code)
        if edition is None:
            continue
        rows = in_edition(edition.locale).filter(published_at__gte=since)[:1000]
        for path, published, title in rows.values_list("public_path", "published_at", "title"):
            pages.append(
                {
                    "url": absolute(path),
                    "published": _stamp(published),
                    "title": title,
                    "paper": edition.name,
                    "language": code.split("-")[0],
                }
            )
    return {"edition": _any_edition(), "pages": pages}


def _urls(pages: Iterable[tuple[str | None, str]]) -> bytes:
    return "".join(
        f"<url><loc>{escape(absolute(path))}</loc><lastmod>{changed}</lastmod></url>\n"
        for path, changed in pages
        if path
    ).encode()


def _any_edition() -> EditionView:
    editions = (edition_of(code) for code in on.codes())
    return next(edition for edition in editions if edition)


def _stamp(moment: datetime) -> str:
    return clock.for_machines(moment, timespec="seconds")
