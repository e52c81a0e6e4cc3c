"""Factories with good defaults: a newsroom, sections, articles."""

from __future__ import annotations

from itertools import count
from typing import Any

from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.open_edition import open_edition
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    EditionPage,
    Person,
    Pick,
    SectionPage,
    Topic,
)

_numbers = count(1)


def edition(language: str = "en", name: str = "The Kelmora Courier") -> EditionPage:
    """An edition, opened when it is not there."""
    return open_edition(language, name, Unasked.COMMAND)[0]


def section(title: str = "Harbour", of: EditionPage | None = None) -> SectionPage:
    """A section, opened when it is not there."""
    return open_section(of or edition(), title, Unasked.COMMAND)


def person(name: str = "Mara Ellwood") -> Person:
    """A person, known by name."""
    return Person.objects.get_or_create(name=name)[0]


def topic(title: str = "Ferry", of: EditionPage | None = None) -> Topic:
    """A topic of an edition."""
    of = of or edition()
    return Topic.objects.get_or_create(title=title, locale=of.locale)[0]


def draft(
    headline: str = "",
    *,
    into: SectionPage | None = None,
    by: tuple[Person, ...] = (),
    about: tuple[Topic, ...] = (),
    picks: tuple[Article, ...] = (),
    text: str = "The boat came in at noon.",
    body: Any = None,
    **fields: Any,
) -> Article:
    """An article that is filed and not published, of one paragraph unless ``body`` is given."""
    article = Article(
        title=headline or f"Piece number {next(_numbers)}",
        body=body or [("paragraph", f"<p>{text}</p>")],
        **fields,
    )
    for order, found in enumerate(by):
        article.bylines.add(Byline(person=found, sort_order=order))
    for order, subject in enumerate(about):
        article.topic_links.add(ArticleTopic(topic=subject, sort_order=order))
    for order, pick in enumerate(picks):
        article.picks.add(Pick(target=pick, sort_order=order))
    return file_article(into or section(), article, Unasked.COMMAND)


def article(headline: str = "", **options: Any) -> Article:
    """A published article."""
    return publish(draft(headline, **options), Unasked.COMMAND)
