"""Items of lists: an article in few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from wagtail.images import get_image_model

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Byline
from stoppress.newsroom.newest import newest_of_sections
from stoppress.newsroom.paths import author_path
from stoppress.newsroom.public import public_articles, standing_rows
from stoppress.press.reading import read_together
from stoppress.site.editions import EditionView, edition_of, live_sections, newsroom_view
from stoppress.site.pictures import Picture, picture_of

#: Columns that an item of a list is made of, and those of its picture.
_COLUMNS = (
    "pk",
    "public_path",
    "title",
    "deck",
    "kicker",
    "section_id",
    "published_at",
    "changed_at",
)
_PICTURED = (*_COLUMNS, "lead_image_id", "lead_alt")

#: What a front usually shows of a section, and may have shown of it already, and one: so many of
#: the newest of each section are read at least.
NEWEST_OF_SECTION = 13


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline, with the page of its articles."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """The section an article stands in."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article as lists show it. Times are on the newsroom's clock."""

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
    #: Related articles, of the lead of a front.
    beside: tuple[Teaser, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The articles of one day in a list."""

    date: date
    items: tuple[Teaser, ...]
    url: str = ""
    today: bool = False


def teasers(
    articles: QuerySet[Article], edition: EditionView, *, pictures: bool = False
) -> tuple[Teaser, ...]:
    """Public articles as items of a list, in their order; with their ``pictures`` where wanted.

    Only the columns that lists show are read, and no instances are made of them: a publish makes
    hundreds of items. One whose path another has taken since is left out.
    """
    found = articles.values_list(*(_PICTURED if pictures else _COLUMNS))
    rows = [row for row in found if row[_COLUMNS.index("public_path")]]
    shown = _pictures([row[-2] for row in rows if row[-2]]) if pictures else {}
    return tuple(_teaser(row, edition, shown) for row in rows)


def teasers_of(ids: Sequence[int], edition: EditionView) -> tuple[Teaser, ...]:
    """Those of the articles ``ids`` that are public, in this order, without pictures."""
    found = _teasers_by_id((edition.code, pk) for pk in ids)
    return tuple(found[edition.code, pk] for pk in ids if (edition.code, pk) in found)


def placed(
    picks: Iterable[Any], edition: EditionView, among: QuerySet[Article]
) -> tuple[Teaser, ...]:
    """Articles that editors placed, in their order, as far as they are public; with pictures.

    Each once, with the words and the picture that ``picks`` give it, and with what stands beside
    it while it is the lead; none whose time is over.
    """
    slots = {pick.article_id: pick for pick in standing_rows(picks)}
    if not slots:
        return ()
    wanted = {*slots, *(pk for pick in slots.values() for pk in pick.beside)}
    found = {item.id: item for item in teasers(among.filter(pk__in=wanted), edition, pictures=True)}
    own = [pick.picture_id for pick in slots.values() if pick.picture_id]
    pictures = _pictures(own) if own else {}
    return tuple(
        replace(
            _as_placed(found[pk], pick, pictures),
            beside=tuple(found[pk] for pk in pick.beside if pk in found and pk not in slots),
        )
        for pk, pick in slots.items()
        if pk in found
    )


def _as_placed(item: Teaser, pick: Any, pictures: dict[int, Any]) -> Teaser:
    image = pictures.get(pick.picture_id)
    return replace(
        item,
        headline=pick.headline or item.headline,
        deck=pick.deck or item.deck,
        picture=picture_of(image) if image else item.picture,
    )


@read_together
def newest_of(sections: list[int]) -> dict[int, list[int]]:
    """Ids of the newest public articles of each section: twice “Read also” and one, at least 13.

    What fronts and “Read also” list of a section is chosen among them.
    """
    return newest_of_sections(
        sections, max(2 * newsroom_view().read_also_length + 1, NEWEST_OF_SECTION)
    )


def with_authors(item: Teaser, edition: EditionView) -> Teaser:
    """The item with those who wrote it, as the first of a front names them."""
    bylines = Byline.objects.filter(article=item.id, role=Byline.Role.AUTHOR)
    names = bylines.order_by("sort_order", "pk").values_list("person__name", "person__slug")
    return replace(
        item,
        authors=tuple(Author(name, author_path(edition.url, slug)) for name, slug in names),
    )


def _teaser(row: tuple[Any, ...], edition: EditionView, pictures: dict[int, Any]) -> Teaser:
    pk, path, headline, deck, kicker, section_id, published, changed, *lead = row
    section = live_sections().get(section_id)
    if not (published and path and section):
        raise ValueError(f"article {pk} is not public, so no list may show it")
    image = pictures.get(lead[0]) if lead else None
    return Teaser(
        id=pk,
        url=path,
        headline=headline,
        deck=deck,
        kicker=kicker,
        section=Place(section.title, f"{edition.url}{section.slug}/"),
        published=clock.local(published),
        updated=clock.local(changed) if changed else None,
        picture=picture_of(image, alt=lead[1]) if image else None,
    )


@read_together
def _teasers_by_id(keys: list[tuple[str, int]]) -> dict[tuple[str, int], Teaser]:
    """Teasers by the language of their edition and the id of the article."""
    found = {}
    for code in {code for code, _pk in keys}:
        edition = edition_of(code)
        wanted = public_articles().filter(pk__in=[pk for other, pk in keys if other == code])
        for item in teasers(wanted, edition) if edition else ():
            found[code, item.id] = item
    return found


@read_together
def _pictures(ids: list[int]) -> dict[int, Any]:
    return {image.pk: image for image in get_image_model().objects.filter(pk__in=ids)}


def by_day(items: Iterable[Teaser], day_url: str = "") -> tuple[Day, ...]:
    """Items, newest first, under their days; ``day_url`` is the path before ``yyyy/mm/dd/``."""
    return tuple(
        Day(day, tuple(of_day), f"{day_url}{day:%Y/%m/%d}/" if day_url else "")
        for day, of_day in groupby(items, key=lambda item: item.published.date())
    )
