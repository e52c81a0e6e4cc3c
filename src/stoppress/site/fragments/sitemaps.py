"""Sitemaps: an index, one sitemap for each month of each edition, and one for news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from stoppress.newsroom import clock
from stoppress.newsroom.list_counts import edition_list, newest_months
from stoppress.newsroom.paths import sitemap_path
from stoppress.newsroom.public import in_edition, in_month
from stoppress.press.moment import Moment
from stoppress.press.registry import When, fragment
from stoppress.site import dependencies as on
from stoppress.site.editions import EditionView, absolute, edition_of


def any_piece(moment: Moment) -> Iterator[tuple[()]]:
    """Any piece of any edition."""
    if moment.articles:
        yield ()


def the_new_day(moment: Moment) -> Iterator[tuple[()]]:
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


# The months beside, too: the newest one also names the fronts.
@fragment(
    "sitemap-month",
    "sitemaps/month.xml",
    touched_by=(on.pieces_of_the_month,),
    when=When.ASKED,
)
def sitemap_month(edition: str, month: date) -> dict[str, Any] | None:
    """The pieces of one month of an edition."""
    found = edition_of(edition)
    if found is None:
        return None
    rows = in_month(in_edition(found.locale), month).values_list(
        "public_path", "published_at", "changed_at"
    )
    pages = [
        {"url": absolute(path), "lastmod": _stamp(changed or published)}
        for path, published, changed in rows
    ]
    if not pages:
        return None
    newest = in_edition(found.locale).values_list("published_at", flat=True).first()
    if newest and clock.month_of(newest) == month:
        fronts = [found.url, found.all_news_url, *(section.url for section in found.sections)]
        pages = [{"url": absolute(path), "lastmod": _stamp(newest)} for path in fronts] + pages
    return {"edition": found, "pages": pages}


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


def _any_edition() -> EditionView:
    editions = (edition_of(code) for code in on.codes())
    return next(edition for edition in editions if edition)


def _stamp(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")
