"""What every fragment of an edition knows: the edition, the newsroom, the assets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from babel import Locale as Cldr
from babel import UnknownLocaleError
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language_info
from wagtail.models import Locale

from stoppress.newsroom.models import Change, EditionPage, NewsroomSettings, SectionPage
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.paths import all_news_path, edition_path, feed_path, section_path
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.render import language_of_interface
from stoppress.site.assets import AssetUrls, asset_urls
from stoppress.site.date_words import voice
from stoppress.site.pictures import Logo, logo_of


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section as menus name it."""

    id: int
    title: str
    url: str
    translation: str


@dataclass(frozen=True, slots=True)
class EditionLink:
    """An edition, or a page's translation in it, as the edition switch names it."""

    code: str
    name: str
    language: str
    dir: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Feeds:
    """Paths of the three feeds of a list."""

    rss: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition as templates show it."""

    code: str
    language: str
    dir: str
    name: str
    tagline: str
    date_format: str
    telegram: str
    url: str
    all_news_url: str
    feeds: Feeds
    sections: tuple[SectionLink, ...]
    editions: tuple[EditionLink, ...]
    page_id: int
    locale: Locale

    def voice(self) -> AbstractContextManager[None]:
        """Write words and dates as this edition does inside the block."""
        return voice(language_of_interface(self.language), self.date_format)


@dataclass(frozen=True, slots=True)
class NewsroomView:
    """The newsroom as templates show it."""

    name: str
    telegram: str
    corrections_email: str
    contact_email: str
    imprint: str
    licence: str
    logo: Logo | None
    spot_colour: str
    latest_length: int
    read_also_length: int

    @property
    def telegram_url(self) -> str:
        """Where its channel of Telegram is; empty for none."""
        return f"https://t.me/{self.telegram}" if self.telegram else ""


def site_url() -> str:
    """Scheme and host of the reader site, no trailing slash."""
    return str(settings.STOPPRESS_SITE_URL).rstrip("/")


def absolute(path: str) -> str:
    """The full, percent-encoded URL of a path of the reader site."""
    return site_url() + iri_to_uri(path)


def feeds_below(path: str) -> Feeds:
    """The feeds of the list at ``path``."""
    return Feeds(*(feed_path(path, form) for form in ("rss", "atom", "json")))


def the_edition_itself(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """What touches a fragment: the edition's own row, and what editors placed on its front."""
    for code in change_set.languages(Change.Kind.EDITION):
        yield (code,)


def the_section_itself(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The section's own row: its description, and what editors chose for its front."""
    for section in change_set.ids(Change.Kind.SECTION):
        yield (section,)


@read_once
def open_editions() -> list[EditionPage]:
    """The editions that are open, the default one first, the others as the settings order them."""
    # Of two in one language, which models refuse by now, the first that was opened.
    found = EditionPage.objects.filter(live=True).select_related("locale").order_by("-pk")
    pages = {page.locale.language_code: page for page in found}
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return [pages[code] for code in codes if code in pages]


def row_of(edition: EditionView) -> EditionPage:
    """The row of an open edition, with what editors chose for its front."""
    return next(row for row in open_editions() if row.pk == edition.page_id)


def edition_codes() -> list[str]:
    """Languages of the editions that are open, the default one first."""
    return [page.locale.language_code for page in open_editions()]


@read_once
def live_sections() -> dict[int, SectionPage]:
    """The sections of all editions by id, in the order of the page tree, with their locales."""
    found = SectionPage.objects.filter(live=True).select_related("locale")
    return {section.pk: section for section in found}


def base_context(edition: EditionView) -> dict[str, Any]:
    """What every template of an edition gets: of the newsroom, as it is in that edition."""
    newsroom = newsroom_view()
    if edition.telegram:
        newsroom = replace(newsroom, telegram=edition.telegram)
    return {
        "edition": edition,
        "newsroom": newsroom,
        "assets": assets_of(edition.language, newsroom.spot_colour),
    }


def assets_of(language: str, spot_colour: str) -> AssetUrls:
    """URLs of style sheet, script, icons and the fonts that ``language`` needs first."""
    return asset_urls(language, spot_colour)


def direction(code: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr`` (by the CLDR)."""
    # Not Django's own table: it takes "az" for South Azerbaijani, in Arabic script.
    try:
        return str(Cldr.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def own_name(code: str) -> str:
    """A language's name in itself."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@read_once
def edition_of(code: str) -> EditionView | None:
    """The edition of language ``code``; None when it is not open."""
    page = next((p for p in open_editions() if p.locale.language_code == code), None)
    if page is None:
        return None
    default = default_language()
    url = edition_path(code, default)
    sections = [found for found in live_sections().values() if found.is_child_of(page)]
    return EditionView(
        code=code,
        language=code,
        dir=direction(code),
        name=page.title,
        tagline=page.tagline,
        date_format=page.date_format,
        telegram=page.telegram,
        url=url,
        all_news_url=all_news_path(url),
        feeds=feeds_below(url),
        sections=tuple(
            SectionLink(
                section.pk,
                section.title,
                section_path(url, section.slug),
                str(section.translation_key),
            )
            for section in sections
        ),
        editions=tuple(
            edition_link(
                p.locale.language_code, edition_path(p.locale.language_code, default), code
            )
            for p in open_editions()
        ),
        page_id=page.pk,
        locale=page.locale,
    )


def edition_link(code: str, url: str, current: str) -> EditionLink:
    """A link of the edition switch to ``url`` in the edition of ``code``."""
    return EditionLink(code, own_name(code), code, direction(code), url, code == current)


def switch(edition: EditionView, paths: dict[str, str]) -> tuple[EditionLink, ...]:
    """The edition switch of a page: to its translation where ``paths`` has one, else the front."""
    return tuple(
        edition_link(link.code, paths.get(link.code, link.url), edition.code)
        for link in edition.editions
    )


@read_once
def newsroom_view() -> NewsroomView:
    """The newsroom's settings as they are now."""
    found = NewsroomSettings.objects.select_related("logo").first() or NewsroomSettings()
    return NewsroomView(
        name=found.name,
        telegram=found.telegram,
        corrections_email=found.corrections_email,
        contact_email=found.contact_email,
        imprint=found.imprint,
        licence=found.licence,
        logo=logo_of(found.logo) if found.logo else None,
        spot_colour=found.spot_colour,
        latest_length=found.latest_length,
        read_also_length=found.read_also_length,
    )
