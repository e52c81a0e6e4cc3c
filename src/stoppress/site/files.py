"""Pages for machines and files: feeds, sitemaps, robots, static files, pictures, documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.list_counts import day_list, edition_list
from stoppress.newsroom.models import Change, Person
from stoppress.newsroom.paths import feed_path, sitemap_path, topic_path
from stoppress.newsroom.public import public_articles
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import hot_paths, page
from stoppress.site import assets
from stoppress.site import dependencies as on
from stoppress.site.dependencies import codes
from stoppress.site.editions import edition_of, newsroom_view
from stoppress.site.fragments import feeds, sitemaps, wellknown
from stoppress.site.fragments.feeds import feed_list, newest_of
from stoppress.site.media import document_asset, picture_asset
from stoppress.site.named import person_at, topic_at
from stoppress.site.pages import topic_once_at
from stoppress.site.paths_of_lists import lists_of_names, lists_of_pieces
from stoppress.store import Asset, Page, Record, Redirect

_FOREVER = "max-age=31536000, immutable"
_FORMS = {
    "rss": ("application/rss+xml; charset=utf-8", feeds.rss_open, feeds.rss_item, feeds.rss_close),
    "atom": (
        "application/atom+xml; charset=utf-8",
        feeds.atom_open,
        feeds.atom_item,
        feeds.atom_close,
    ),
    "json": (
        "application/feed+json; charset=utf-8",
        feeds.json_open,
        feeds.json_item,
        feeds.json_close,
    ),
}


@page(
    "feed",
    r"(?:(?P<kind>topic|author)/(?P<slug>[^/]+)/|(?P<section>[^/]+)/)?feed\.(?P<form>rss|atom|json)",
    touched_by=(lists_of_pieces, lists_of_names),
)
def feed(
    language: str, kind: str | None, slug: str | None, section: str | None, form: str
) -> Record | None:
    """A feed: its opening, the items' own fragments, its end."""
    number = 0
    edition = edition_of(language)
    if edition is None:
        return None
    if section:
        url = f"{edition.url}{section}/"
        number = next((found.id for found in edition.sections if found.url == url), 0)
        kind = "section" if number else None
    elif kind == "topic":
        number = topic_at(language, slug or "") or 0
    elif kind == "author":
        number = person_at(slug or "") or 0
    else:
        kind = "edition"
    if kind == "topic" and slug and not number:
        moved = topic_once_at(language, slug)
        target = edition_of(moved.locale.language_code) if moved else None
        return (
            Redirect(feed_path(topic_path(target.url, moved.slug), form))
            if moved and target
            else None
        )
    if kind is None or (kind != "edition" and not number):
        return None
    found = feed_list(language, kind, number)
    if found is None:
        return None
    content_type, opening, item, close = _FORMS[form]
    items = [item(pk) for pk, *_dates in newest_of(language, kind, number)]
    if form == "json":
        items = [key for pair in items for key in (feeds.json_comma(), pair)][1:]
    return Page(
        fragments=(opening(language, kind, number), *items, close()),
        content_type=content_type,
        headers=(("Content-Language", language),),
        tags=(f"feed-{language}",),
    )


@page("sitemap-index", r"/sitemap\.xml", in_edition=False)
def sitemap_index() -> Record:
    """The index of sitemaps."""
    return _xml(sitemaps.sitemap_index())


@page("sitemap-news", r"/sitemap-news\.xml", in_edition=False)
def sitemap_news() -> Record:
    """The news sitemap."""
    return _xml(sitemaps.sitemap_news())


def months_with_pieces(moment: ChangeSet) -> Iterator[str]:
    """The sitemap of a month of which a day came or went, and of those beside one that did.

    The newest names the fronts.
    """
    for facets in moment.facets:
        code, month = facets.edition, facets.month
        if on.comes_or_goes(moment, day_list(code), facets.date):
            around = on.months_around(moment, edition_list(code), month)
            yield from (sitemap_path(code, other) for other in around)


@page(
    "sitemap-month",
    r"/sitemaps/(?P<code>[^/]+)/(?P<year>\d{4})-(?P<month>\d{2})\.xml",
    touched_by=(months_with_pieces,),
    in_edition=False,
)
def sitemap_month(code: str, year: str, month: str) -> Record | None:
    """The sitemap of one month of an edition: its days, and the fronts if it is the newest."""
    edition = edition_of(code)
    if edition is None or not 1 <= int(month) <= 12 or int(year) < 1:
        return None
    when = date(int(year), int(month), 1)
    days = sorted(list_counts.between(day_list(code), when, clock.next_month(when)), reverse=True)
    if not days:
        return None
    later = list_counts.after(edition_list(code), when)
    fronts = [] if later else [sitemaps.sitemap_fronts(code, days[0])]
    return _xml(
        sitemaps.sitemap_open(),
        *fronts,
        *(sitemaps.sitemap_day(code, day) for day in days),
        sitemaps.sitemap_close(),
    )


@page("robots", r"/robots\.txt", in_edition=False)
def robots() -> Record:
    """robots.txt."""
    return Page((wellknown.robots(),), content_type="text/plain; charset=utf-8")


@page("manifest", r"/manifest\.webmanifest", in_edition=False)
def manifest() -> Record:
    """The web app manifest."""
    return Page((wellknown.manifest(),), content_type="application/manifest+json")


@page("favicon", r"/favicon\.ico", in_edition=False)
def favicon() -> Record:
    """The icon at the place where old clients look."""
    name = assets.file_url("icons/touch.png").removeprefix("/static/")
    return Page((wellknown.static(name),), content_type="image/png")


@page(
    "static",
    r"/static/(?P<name>[A-Za-z0-9._-]+)",
    in_edition=False,
    lasting_below="/static/",
)
def static(name: str) -> Record | None:
    """A static file; its name changes with its bytes, so it may be kept for ever."""
    if wellknown.static_bytes(f"/static/{name}") is None:
        return None
    return Page(
        (wellknown.static(name),),
        content_type=assets.content_type(name),
        cache_control=_FOREVER,
    )


@hot_paths
def styles_and_scripts() -> Iterator[str]:
    """What every page loads: stored while it can be made, for pages still open after an update."""
    spot_colour = newsroom_view().spot_colour
    yield assets.css_url(spot_colour)
    for code in codes():
        found = assets.asset_urls(code, spot_colour)
        yield from (found.js, *found.fonts, found.icons.svg, found.icons.touch)


def cards_of_pieces(moment: ChangeSet) -> Iterator[str]:
    """The card of the piece."""
    for number in moment.articles:
        yield f"/-/card/{number}.png"


@page("card", r"/-/card/(?P<number>\d{1,18})\.png", touched_by=(cards_of_pieces,), in_edition=False)
def card(number: str) -> Record | None:
    """The Open Graph card of a piece."""
    if not public_articles().filter(pk=int(number)).exists():
        return None
    return Page(
        (wellknown.card(int(number)),),
        content_type="image/png",
        cache_control="max-age=300",
    )


def files_withdrawn(moment: ChangeSet) -> Iterator[str]:
    """Pictures and documents that a change took off a piece, or that were changed themselves.

    With a byline goes the portrait, unless others are left: then it is put there again.
    """
    images = moment.ids(Change.Kind.IMAGE)
    documents = moment.ids(Change.Kind.DOCUMENT)
    people: set[int] = set()
    for change in moment.changes:
        before, after = change.before or {}, change.after or {}
        if after.get("gone"):
            after = {}
        images.update(set(before.get("images", ())) - set(after.get("images", ())))
        documents.update(set(before.get("documents", ())) - set(after.get("documents", ())))
        people.update(set(before.get("people", ())) - set(after.get("people", ())))
    if people:
        portraits = Person.objects.filter(pk__in=people, picture__isnull=False)
        images.update(portraits.values_list("picture_id", flat=True))
    yield from (f"/media/pictures/{image}-*" for image in images)
    yield from (f"/media/documents/{document}/*" for document in documents)


@page(
    "picture",
    r"/media/pictures/(?P<image>\d{1,18})-(?P<mark>[0-9a-f]{8})-(?P<width>\d{1,5})\.(?P<form>avif|webp|jpg)",
    touched_by=(files_withdrawn,),
    in_edition=False,
)
def picture(image: str, mark: str, width: str, form: str) -> Asset | None:
    """A picture in one width and format."""
    return picture_asset(int(image), mark, int(width), form)


@page(
    "document",
    r"/media/documents/(?P<number>\d{1,18})/(?P<filename>[^/]+)",
    in_edition=False,
)
def document(number: str, filename: str) -> Asset | None:
    """A document."""
    return document_asset(int(number), filename)


def _xml(*fragments: str) -> Page:
    return Page(fragments, content_type="application/xml; charset=utf-8")
