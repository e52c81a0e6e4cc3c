"""Fronts, sections, days, topics and authors: the main part of each page, and its head."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from stoppress.newsroom import clock
from stoppress.newsroom.list_counts import author_list, section_list, topic_list
from stoppress.newsroom.models import SectionPage, Topic
from stoppress.newsroom.paths import all_news_path, author_path, section_path, topic_path
from stoppress.newsroom.public import (
    about_topic,
    by_person,
    in_edition,
    in_section,
    on_day,
)
from stoppress.press.registry import When, fragment
from stoppress.site import dependencies as on
from stoppress.site.editions import (
    EditionView,
    edition_of,
    frame,
    live_sections,
    open_editions,
    switch,
)
from stoppress.site.front import front_page, placed
from stoppress.site.lists import calendar, first_page, month_page, turns
from stoppress.site.named import people, topics
from stoppress.site.pictures import picture_of
from stoppress.site.teasers import by_day, teasers, with_authors
from stoppress.site.translations import section_paths


@fragment(
    "front",
    "pages/front.html",
    touched_by=(on.pieces_of_the_edition, on.the_edition_itself, on.the_day),
    when=When.ALWAYS,
)
def front(edition: str) -> dict[str, Any] | None:
    """The front: lead, top stories, a block for each section."""
    found = edition_of(edition)
    if found is None:
        return None
    page = next(page for page in open_editions() if page.pk == found.page_id)
    return {
        **frame(found),
        **front_page(page, found),
        "today": clock.day_of(clock.now()),
        "translations": found.editions,
    }


@fragment(
    "section",
    "pages/section.html",
    touched_by=(on.pieces_of_the_section, on.the_section_itself),
    wholesale=True,
)
def section(section: int) -> dict[str, Any] | None:
    """A section's front: what editors placed at its head, then the newest."""
    found, edition = _section(section)
    if found is None or edition is None:
        return None
    url = section_path(edition.url, found.slug)
    head = placed(found.section_picks.all(), edition, in_section(found))
    shown = {item.id for item in head}
    page = first_page(in_section(found).exclude(pk__in=shown), edition, url, section_list(section))
    return {
        **frame(edition),
        **page,
        "section": found,
        "lead": with_authors(head[0], edition) if head else None,
        "top": head[1:],
        "translations": switch(edition, section_paths(found)),
    }


@fragment(
    "section-month",
    "pages/month.html",
    touched_by=(on.pieces_of_the_sections_month,),
    when=When.ASKED,
    wholesale=True,
)
def section_month(section: int, month: date) -> dict[str, Any] | None:
    """One month of a section."""
    found, edition = _section(section)
    if found is None or edition is None:
        return None
    url = section_path(edition.url, found.slug)
    page = month_page(in_section(found), edition, url, section_list(section), month)
    return _month(page, edition, found.title, url)


@fragment(
    "day",
    "pages/all_news.html",
    touched_by=(on.pieces_of_the_day, on.days_beside),
    wholesale=True,
)
def day(edition: str, day: date) -> dict[str, Any] | None:
    """All news of one day, with the calendar of its month."""
    found = edition_of(edition)
    if found is None:
        return None
    pieces = in_edition(found.locale)
    items = teasers(on_day(pieces, day), found)
    if not items:
        return None
    before, after = turns(found, day)
    return {
        **frame(found),
        "title": _("All news"),
        "days": by_day(items),
        "calendar": calendar(found, day.replace(day=1), day),
        "previous": before,
        "next": after,
        "translations": switch(found, _same_list(lambda e: all_news_path(e.url))),
    }


@fragment(
    "all-news-month",
    "pages/all_news.html",
    touched_by=(on.pieces_of_the_month,),
    when=When.ASKED,
    wholesale=True,
)
def all_news_month(edition: str, month: date) -> dict[str, Any] | None:
    """The calendar of one month, leading to its days."""
    found = edition_of(edition)
    if found is None:
        return None
    shown = calendar(found, month, None)
    if not any(field.url for week in shown.weeks for field in week):
        return None
    return {
        **frame(found),
        "title": _("All news"),
        "days": (),
        "calendar": shown,
        "previous": None,
        "next": None,
        "translations": switch(found, _same_list(lambda e: all_news_path(e.url))),
    }


@fragment(
    "topic",
    "pages/topic.html",
    touched_by=(on.pieces_on_the_topic, on.the_topic_itself),
    wholesale=True,
)
def topic(topic: int) -> dict[str, Any] | None:
    """A topic: what it is about, and its newest pieces."""
    found, edition = _topic(topic)
    if found is None or edition is None:
        return None
    page = first_page(
        about_topic(topic), edition, topic_path(edition.url, found.slug), topic_list(topic)
    )
    if not page["days"]:
        return None
    return {**frame(edition), **page, "topic": found, "translations": edition.editions}


@fragment(
    "topic-month",
    "pages/month.html",
    touched_by=(on.pieces_of_the_topics_month,),
    when=When.ASKED,
    wholesale=True,
)
def topic_month(topic: int, month: date) -> dict[str, Any] | None:
    """One month of a topic."""
    found, edition = _topic(topic)
    if found is None or edition is None:
        return None
    url = topic_path(edition.url, found.slug)
    page = month_page(about_topic(topic), edition, url, topic_list(topic), month)
    return _month(page, edition, found.title, url)


@fragment(
    "author",
    "pages/author.html",
    touched_by=(on.pieces_by_the_person, on.the_person),
    wholesale=True,
)
def author(edition: str, person: int) -> dict[str, Any] | None:
    """An author in one edition: who it is, and the newest pieces."""
    found = edition_of(edition)
    who = people([person]).get(person)
    if found is None or who is None:
        return None
    pieces, url = by_person(person, found.locale), author_path(found.url, who.slug)
    page = first_page(pieces, found, url, author_list(edition, person))
    if not page["days"]:
        return None
    contacts = [{"title": who.email, "url": f"mailto:{who.email}"}] if who.email else []
    return {
        **frame(found),
        **page,
        "person": {
            "name": who.name,
            "role": who.role,
            "bio": who.bio,
            "picture": picture_of(who.picture, alt=who.name) if who.picture else None,
            "contacts": contacts,
        },
        "translations": found.editions,
    }


@fragment(
    "author-month",
    "pages/month.html",
    touched_by=(on.pieces_of_the_persons_month,),
    when=When.ASKED,
    wholesale=True,
)
def author_month(edition: str, person: int, month: date) -> dict[str, Any] | None:
    """One month of an author."""
    found = edition_of(edition)
    who = people([person]).get(person)
    if found is None or who is None:
        return None
    url = author_path(found.url, who.slug)
    page = month_page(
        by_person(person, found.locale), found, url, author_list(edition, person), month
    )
    return _month(page, found, who.name, url)


@fragment("not-found", "pages/not_found.html")
def not_found(edition: str) -> dict[str, Any] | None:
    """What stands where there is nothing."""
    found = edition_of(edition)
    return {**frame(found), "translations": found.editions} if found else None


def _month(
    page: dict[str, Any] | None, edition: EditionView, title: str, url: str
) -> dict[str, Any] | None:
    if page is None:
        return None
    return {
        **frame(edition),
        **page,
        "title": title,
        "list_url": url,
        "translations": edition.editions,
    }


def _section(pk: int) -> tuple[SectionPage | None, EditionView | None]:
    found = live_sections().get(pk)
    return found, edition_of(found.locale.language_code) if found else None


def _topic(pk: int) -> tuple[Topic | None, EditionView | None]:
    found = topics([pk]).get(pk)
    return found, edition_of(found.locale.language_code) if found else None


def _same_list(path: Any) -> dict[str, str]:
    """Paths of a list that every edition has."""
    editions = (edition_of(code) for code in on.codes())
    return {edition.code: path(edition) for edition in editions if edition}
