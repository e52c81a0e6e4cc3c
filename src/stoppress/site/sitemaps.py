"""Sitemaps: an index, one for each month of each edition, made of its days, and one for news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.list_counts import day_list, edition_list, newest_months
from stoppress.newsroom.models import Change
from stoppress.newsroom.paths import sitemap_path
from stoppress.newsroom.public import in_edition, on_day
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import When, fragment, page
from stoppress.site.addresses import MONTH_IN_NAME, month_of
from stoppress.site.all_news import articles_of_the_day
from stoppress.site.dated_lists import comes_or_goes, months_around
from stoppress.site.editions import EditionView, absolute, edition_codes, edition_of
from stoppress.store import Page, Record

#: The most addresses that a news sitemap may have, over all editions.
#: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
MOST_NEWS = 1000


def any_article(change_set: ChangeSet) -> Iterator[tuple[()]]:
    """Any article of any edition."""
    if change_set.articles:
        yield ()


def the_new_day(change_set: ChangeSet) -> Iterator[tuple[()]]:
    """The calendar day."""
    if change_set.has(Change.Kind.DAY):
        yield ()


def sitemaps_that_change(change_set: ChangeSet) -> Iterator[str]:
    """The sitemap of a month of which a day came or went, and of those beside one that did.

    The newest names the fronts.
    """
    for facets in change_set.facets:
        code, month = facets.edition, facets.month
        if comes_or_goes(change_set, day_list(code), facets.date):
            around = months_around(change_set, edition_list(code), month)
            yield from (sitemap_path(code, other) for other in around)


# --- fragments --------------------------------------------------------------------------------


@fragment("sitemap-index", "sitemaps/index.xml", touched_by=(any_article,), when=When.ASKED)
def sitemap_index() -> dict[str, Any]:
    """All sitemaps with the time of their last change."""
    entries = []
    newest_of_editions: list[datetime] = []
    for code in edition_codes():
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


# A day has some hundred articles where a month has thousands: a publish changes one day.
@fragment("sitemap-day", touched_by=(articles_of_the_day,), when=When.ASKED)
def sitemap_day(edition: str, day: date) -> bytes | None:
    """The articles of one day of an edition; empty when it has none."""
    found = edition_of(edition)
    if found is None:
        return None
    rows = on_day(in_edition(found.locale), day).values_list(
        "public_path", "published_at", "changed_at"
    )
    return _urls(
        (path, _stamp(changed or published))
        for path, published, changed in rows
        if path and published
    )


@fragment("sitemap-close")
def sitemap_close() -> bytes:
    """The end of the sitemap of a month."""
    return b"</urlset>\n"


@fragment(
    "sitemap-news", "sitemaps/news.xml", touched_by=(any_article, the_new_day), when=When.ASKED
)
def sitemap_news() -> dict[str, Any]:
    """The newest articles of today and yesterday, all of them under 48 hours old."""
    since = clock.start_of_day(clock.day_of(clock.now()) - timedelta(days=1))
    pages: list[dict[str, Any]] = []
    for code in edition_codes():
        edition = edition_of(code)
        if edition is None:
            continue
        rows = in_edition(edition.locale).filter(published_at__gte=since)[:MOST_NEWS]
        for path, published, title in rows.values_list("public_path", "published_at", "title"):
            if not path:  # its hour has come, and the worker has not seen that
                continue
            pages.append(
                {
                    "url": absolute(path),
                    "at": published,
                    "published": _stamp(published),
                    "title": title,
                    "paper": edition.name,
                    "language": code.split("-")[0],
                }
            )
    pages.sort(key=lambda page: page["at"], reverse=True)
    return {"edition": _any_edition(), "pages": pages[:MOST_NEWS]}


def _urls(pages: Iterable[tuple[str | None, str]]) -> bytes:
    return "".join(
        f"<url><loc>{escape(absolute(path))}</loc><lastmod>{changed}</lastmod></url>\n"
        for path, changed in pages
        if path
    ).encode()


def _any_edition() -> EditionView:
    editions = (edition_of(code) for code in edition_codes())
    return next(edition for edition in editions if edition)


def _stamp(when: datetime) -> str:
    return clock.for_machines(when, timespec="seconds")


# --- pages ------------------------------------------------------------------------------------


@page("sitemap-index", r"/sitemap\.xml", in_edition=False)
def sitemap_index_page() -> Record:
    """The index of sitemaps."""
    return _xml(sitemap_index())


@page("sitemap-news", r"/sitemap-news\.xml", in_edition=False)
def sitemap_news_page() -> Record:
    """The news sitemap."""
    return _xml(sitemap_news())


@page(
    "sitemap-month",
    rf"/sitemaps/(?P<code>[^/]+)/{MONTH_IN_NAME}\.xml",
    touched_by=(sitemaps_that_change,),
    in_edition=False,
)
def sitemap_month_page(code: str, year: str, month: str) -> Record | None:
    """The sitemap of one month of an edition: its days, and the fronts if it is the newest."""
    if edition_of(code) is None:
        return None
    when = month_of(year, month)
    days = sorted(list_counts.between(day_list(code), when, clock.next_month(when)), reverse=True)
    if not days:
        return None
    later = list_counts.after(edition_list(code), when)
    fronts = [] if later else [sitemap_fronts(code, days[0])]
    in_days = (sitemap_day(code, day) for day in days)
    return _xml(sitemap_open(), *fronts, *in_days, sitemap_close())


def _xml(*fragments: str) -> Page:
    return Page(fragments, content_type="application/xml; charset=utf-8")
