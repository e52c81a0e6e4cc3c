"""The lists that have feeds: an edition, and the sections, topics and authors in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import author_path, section_path, topic_path
from stoppress.newsroom.public import about_topic, by_person, in_edition, in_section
from stoppress.press.reading import read_once
from stoppress.site.author import people
from stoppress.site.editions import EditionView, edition_of, live_sections
from stoppress.site.topic import topics

#: Articles in a feed.
LENGTH = 30

#: A list that has feeds: its edition, its kind (edition, section, topic, author), and the number of
#: its row; 0 for an edition.
ListName = tuple[str, str, int]
#: An article in a list: its id, its date line, and when it changed last.
Row = tuple[int, datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list that has feeds: an edition, or a section, topic or author in it."""

    edition: EditionView
    title: str
    description: str
    path: str
    articles: QuerySet[Article]


def lists_of(facets: Facets) -> Iterator[ListName]:
    """The lists with feeds in which an article stands or stood."""
    yield (facets.edition, "edition", 0)
    yield (facets.edition, "section", facets.section)
    for topic in facets.topics:
        yield (facets.edition, "topic", topic)
    for person in facets.people:
        yield (facets.edition, "author", person)


@read_once
def feed_list(edition: str, kind: str, number: int) -> FeedList | None:
    """The list that ``kind`` (edition, section, topic, author) and a row's ``number`` name."""
    found = edition_of(edition)
    if found is None:
        return None
    if kind == "edition":
        return FeedList(found, found.name, found.tagline, found.url, in_edition(found.locale))
    if kind == "section":
        section = live_sections().get(number)
        return section and FeedList(
            found,
            f"{found.name}: {section.title}",
            section.description,
            section_path(found.url, section.slug),
            in_section(section),
        )
    if kind == "topic":
        topic = topics.get(number)
        return topic and FeedList(
            found,
            f"{found.name}: {topic.title}",
            topic.background,
            topic_path(found.url, topic.slug),
            about_topic(topic.pk),
        )
    person = people.get(number)
    return person and FeedList(
        found,
        f"{found.name}: {person.name}",
        person.role,
        author_path(found.url, person.slug),
        by_person(person.pk, found.locale),
    )


@read_once
def newest_in_feed(edition: str, kind: str, number: int) -> list[Row]:
    """Id, date line and last change of the articles in a feed, the newest first."""
    found = feed_list(edition, kind, number)
    if found is None:
        return []
    return rows_of(found.articles[:LENGTH])


def rows_of(articles: QuerySet[Article]) -> list[Row]:
    """Ids and dates of some articles of a list."""
    rows = articles.values_list("pk", "published_at", "changed_at", "public_path")
    # One without a path has its hour, and the worker has not seen that.
    return [(pk, published, changed) for pk, published, changed, path in rows if path and published]
