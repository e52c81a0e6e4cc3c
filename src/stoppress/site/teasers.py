"""Items of lists: a piece in few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Byline
from stoppress.newsroom.paths import author_path
from stoppress.site.editions import EditionView
from stoppress.site.pictures import Picture, picture_of

#: Columns that no list shows; some hold the whole text.
_HEAVY = (
    "body",
    "summary",
    "editor_note",
    "usage_terms",
    "search_description",
    "lead_caption",
    "takedown_reason",
)


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline, with the page of its pieces."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """The section a piece stands in."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """A piece as lists show it. Times are on the newsroom's clock."""

    id: int
    url: str
    headline: str
    deck: str
    kicker: str
    section: Place
    published: datetime
    updated: datetime | None
    picture: Picture | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The pieces of one day in a list."""

    date: date
    items: tuple[Teaser, ...]
    url: str = ""
    today: bool = False


def light(articles: QuerySet[Article], *, full: bool = False) -> QuerySet[Article]:
    """``articles`` with only what lists show; ``full`` brings pictures and authors too."""
    articles = articles.select_related("section").defer(*_HEAVY)
    if full:
        articles = articles.select_related("lead_image").prefetch_related("bylines__person")
    return articles


def teasers(
    articles: Iterable[Article], edition: EditionView, *, full: bool = False
) -> tuple[Teaser, ...]:
    """Articles fetched with ``light`` as items of a list."""
    return tuple(teaser(article, edition, full=full) for article in articles)


def teaser(article: Article, edition: EditionView, *, full: bool = False) -> Teaser:
    """One article as an item of a list."""
    if not (article.published_at and article.public_path and article.section):
        raise ValueError(f"article {article.pk} is not public, so no list may show it")
    authors: tuple[Author, ...] = ()
    picture = None
    if full:
        authors = tuple(
            Author(byline.person.name, author_path(edition.url, byline.person.slug))
            for byline in article.bylines.all()
            if byline.role == Byline.Role.AUTHOR
        )
        if article.lead_image:
            picture = picture_of(article.lead_image, alt=article.lead_alt)
    return Teaser(
        id=article.pk,
        url=article.public_path,
        headline=article.title,
        deck=article.deck,
        kicker=article.kicker,
        section=Place(article.section.title, f"{edition.url}{article.section.slug}/"),
        published=clock.local(article.published_at),
        updated=clock.local(article.changed_at) if article.changed_at else None,
        picture=picture,
        authors=authors,
    )


def by_day(items: Iterable[Teaser], day_url: str = "") -> tuple[Day, ...]:
    """Items, newest first, under their days; ``day_url`` is the path before ``yyyy/mm/dd/``."""
    return tuple(
        Day(day, tuple(of_day), f"{day_url}{day:%Y/%m/%d}/" if day_url else "")
        for day, of_day in groupby(items, key=lambda item: item.published.date())
    )
