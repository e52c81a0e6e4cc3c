"""The heads of all pages but an article's."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from stoppress.newsroom.models import EditionPage, Person, SectionPage, Topic
from stoppress.newsroom.paths import (
    all_news_path,
    author_path,
    month_path,
    section_path,
    topic_path,
)
from stoppress.press.registry import fragment
from stoppress.press.render import language_of_interface
from stoppress.site import dependencies as on
from stoppress.site.editions import (
    EditionView,
    absolute,
    edition_of,
    feeds_below,
    frame,
    newsroom_view,
)
from stoppress.site.meta import Alternate, Meta, OpenGraph
from stoppress.site.structured import as_script, publisher
from stoppress.site.templatetags.press_dates import day_text, month_text
from stoppress.site.translations import section_paths

_BIG_PICTURES = "max-image-preview:large"


@fragment("front-head", "pages/meta.html", touched_by=(on.the_edition_itself,))
def front_head(edition: str) -> dict[str, Any] | None:
    """Head of a front."""
    found = edition_of(edition)
    if found is None:
        return None
    page = EditionPage.objects.get(pk=found.page_id)
    data = {"@context": "https://schema.org", **publisher(found, newsroom_view())}
    meta = Meta(
        kind="front",
        title=f"{found.name} | {page.tagline}" if page.tagline else found.name,
        headline=found.name,
        description=page.search_description or page.tagline,
        canonical=absolute(found.url),
        alternates=_alternates({link.code: link.url for link in found.editions}),
        og=OpenGraph("website"),
        json_ld=as_script(data),
        robots=_BIG_PICTURES,
    )
    return {**frame(found), "meta": meta}


@fragment("section-head", "pages/meta.html", touched_by=(on.the_section_itself,))
def section_head(section: int) -> dict[str, Any] | None:
    """Head of a section."""
    found = SectionPage.objects.select_related("locale").filter(pk=section).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    url = section_path(edition.url, found.slug)
    return _head(
        edition,
        "section",
        found.title,
        url,
        description=found.description,
        alternates=_alternates(section_paths(found)),
        feeds=True,
    )


@fragment("section-month-head", "pages/meta.html")
def section_month_head(section: int, month: date) -> dict[str, Any] | None:
    """Head of a section's month."""
    found = SectionPage.objects.select_related("locale").filter(pk=section).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    url = section_path(edition.url, found.slug)
    return _month_head(edition, found.title, url, month)


@fragment("all-news-head", "pages/meta.html")
def all_news_head(edition: str) -> dict[str, Any] | None:
    """Head of all news as it is newest."""
    found = edition_of(edition)
    if found is None:
        return None
    paths = {link.code: f"{link.url}all-news/" for link in found.editions}
    return _head(
        found, "all-news", _all_news(found), found.all_news_url, alternates=_alternates(paths)
    )


@fragment("day-head", "pages/meta.html")
def day_head(edition: str, day: date) -> dict[str, Any] | None:
    """Head of all news of one day."""
    found = edition_of(edition)
    if found is None:
        return None
    title = f"{_all_news(found)}, {day_text(day, language_of_interface(found.language))}"
    return _head(found, "all-news", title, all_news_path(found.url, day))


@fragment("all-news-month-head", "pages/meta.html")
def all_news_month_head(edition: str, month: date) -> dict[str, Any] | None:
    """Head of the calendar of one month."""
    found = edition_of(edition)
    return _month_head(found, _all_news(found), found.all_news_url, month) if found else None


@fragment("topic-head", "pages/meta.html", touched_by=(on.the_topic_itself,))
def topic_head(topic: int) -> dict[str, Any] | None:
    """Head of a topic."""
    found = Topic.objects.select_related("locale").filter(pk=topic).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    url = topic_path(edition.url, found.slug)
    return _head(edition, "topic", found.title, url, description=found.background[:200], feeds=True)


@fragment("topic-month-head", "pages/meta.html", touched_by=(on.the_topic_in_its_months,))
def topic_month_head(topic: int, month: date) -> dict[str, Any] | None:
    """Head of a topic's month."""
    found = Topic.objects.select_related("locale").filter(pk=topic).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    return _month_head(edition, found.title, topic_path(edition.url, found.slug), month)


@fragment("author-head", "pages/meta.html", touched_by=(on.the_person,))
def author_head(edition: str, person: int) -> dict[str, Any] | None:
    """Head of an author's page."""
    found = edition_of(edition)
    who = Person.objects.filter(pk=person).first()
    if found is None or who is None:
        return None
    url = author_path(found.url, who.slug)
    data = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Organization" if who.kind == Person.Kind.AGENCY else "Person",
            "name": who.name,
            "url": absolute(url),
            **({"jobTitle": who.role} if who.role else {}),
        },
    }
    return _head(
        found,
        "author",
        who.name,
        url,
        description=who.bio[:200] or who.role,
        json_ld=as_script(data),
        feeds=True,
    )


@fragment("author-month-head", "pages/meta.html", touched_by=(on.the_person_in_their_months,))
def author_month_head(edition: str, person: int, month: date) -> dict[str, Any] | None:
    """Head of an author's month."""
    found = edition_of(edition)
    who = Person.objects.filter(pk=person).first()
    if found is None or who is None:
        return None
    return _month_head(found, who.name, author_path(found.url, who.slug), month)


@fragment("not-found-head", "pages/meta.html")
def not_found_head(edition: str) -> dict[str, Any] | None:
    """Head of the page for what is not there."""
    found = edition_of(edition)
    if found is None:
        return None
    with override(language_of_interface(found.language)):
        title = gettext("This page is not here")
    meta = Meta(kind="not-found", title=f"{title} | {found.name}", robots="noindex")
    return {**frame(found), "meta": meta}


@fragment("gone-head", "pages/meta.html")
def gone_head(edition: str) -> dict[str, Any] | None:
    """Head of the page for a piece that was taken down."""
    found = edition_of(edition)
    if found is None:
        return None
    with override(language_of_interface(found.language)):
        title = gettext("This piece was withdrawn")
    meta = Meta(kind="gone", title=f"{title} | {found.name}", robots="noindex")
    return {**frame(found), "meta": meta}


def _head(
    edition: EditionView,
    kind: str,
    title: str,
    url: str,
    *,
    description: str = "",
    alternates: tuple[Alternate, ...] = (),
    json_ld: str = "",
    feeds: bool = False,
) -> dict[str, Any]:
    meta = Meta(
        kind=kind,
        title=f"{title} | {edition.name}",
        headline=title,
        description=description or f"{title} | {edition.name}",
        canonical=absolute(url),
        alternates=alternates,
        og=OpenGraph("website"),
        json_ld=json_ld,
        feeds=feeds_below(url) if feeds else None,
        robots=_BIG_PICTURES,
    )
    return {**frame(edition), "meta": meta}


def _month_head(edition: EditionView, title: str, url: str, month: date) -> dict[str, Any]:
    name = month_text(month.year, month.month, language_of_interface(edition.language))
    return _head(edition, "month", f"{title}, {name}", month_path(url, month))


def _alternates(paths: dict[str, str]) -> tuple[Alternate, ...]:
    if len(paths) < 2:
        return ()
    return tuple(Alternate(code, absolute(path)) for code, path in paths.items())


def _all_news(edition: EditionView) -> str:
    with override(language_of_interface(edition.language)):
        return gettext("All news")
