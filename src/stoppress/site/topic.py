"""A topic's page, each month of it, and the way on from addresses that a topic once had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from stoppress.newsroom.list_counts import topic_list
from stoppress.newsroom.models import Change, FormerTopic, Topic
from stoppress.newsroom.paths import month_path, topic_path
from stoppress.newsroom.public import about_topic, in_month
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once, read_together
from stoppress.press.registry import When, fragment, page
from stoppress.site.addresses import MONTH, SLUG, month_of
from stoppress.site.dated_lists import first_page, month_page, months_around, paths_around
from stoppress.site.editions import EditionView, base_context, edition_codes, edition_of
from stoppress.site.meta import head_of_list, head_of_month
from stoppress.site.shell import html_page
from stoppress.store import Record, Redirect


@read_together
def topics(ids: list[int]) -> dict[int, Topic]:
    """Topics by id, with their locales."""
    found = list(Topic.objects.select_related("locale").filter(pk__in=ids))
    _ids_by_address.keep({(topic.locale.language_code, topic.slug): topic.pk for topic in found})
    return {topic.pk: topic for topic in found}


@read_together
def _ids_by_address(addresses: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Ids of topics by the language of their edition and their slug."""
    rows = Topic.objects.filter(slug__in={slug for _language, slug in addresses})
    found = rows.values_list("locale__language_code", "slug", "pk")
    return {(language, slug): pk for language, slug, pk in found}


def topic_at(language: str, slug: str) -> int | None:
    """The id of the topic at an address."""
    return _ids_by_address.get((language, slug))


def url_once_at(language: str, slug: str) -> tuple[int, str] | None:
    """The topic that had this address once, or into which that was merged, and its URL now."""
    former = FormerTopic.objects.filter(locale__language_code=language, slug=slug)
    topic = former.values_list("topic_id", flat=True).first()
    found = _read(topic) if topic else None
    return (found[0].pk, found[2]) if found else None


def _read(topic: int) -> tuple[Topic, EditionView, str] | None:
    """A topic, its edition, and its URL."""
    found = topics.get(topic)
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    return found, edition, topic_path(edition.url, found.slug)


# --- what touches it --------------------------------------------------------------------------


def articles_on_the_topic(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Any article with the topic."""
    for topic in {topic for facets in change_set.facets for topic in facets.topics}:
        yield (topic,)


def the_topic_itself(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The topic's own row: its title and background."""
    for topic in change_set.ids(Change.Kind.TOPIC):
        yield (topic,)


def articles_of_the_topics_month(change_set: ChangeSet) -> Iterator[tuple[int, date]]:
    """Articles with the topic in that month, and whether the months beside it have any."""
    for topic, month in {(topic, f.month) for f in change_set.facets for topic in f.topics}:
        for other in months_around(change_set, topic_list(topic), month):
            yield (topic, other)


def the_topic_in_its_months(change_set: ChangeSet) -> Iterator[tuple[int, date]]:
    """The topic's title, where its months print it."""
    renamed = change_set.ids(Change.Kind.TOPIC)
    yield from {(t, f.month) for f in change_set.facets for t in f.topics if t in renamed}


def topics_that_come_or_go(change_set: ChangeSet) -> Iterator[str]:
    """A topic or a month of it that got its first article or lost its last.

    Former addresses lead to a page only while there is one.
    """
    for url, topic, month in urls_of_topics(change_set):
        yield from paths_around(change_set, url, topic_list(topic), month)


def urls_of_topics(change_set: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """Topics of changed articles at all their addresses, now and before, and the month."""
    slugs = _slugs(frozenset(topic for facets in change_set.facets for topic in facets.topics))
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition is None:
            continue
        for topic in facets.topics:
            for slug in slugs.get(topic, ()):
                yield topic_path(edition.url, slug), topic, facets.month


def renamed_topics(change_set: ChangeSet) -> Iterator[str]:
    """Everything below the addresses of a topic whose row changed: where it was, where it is."""
    slugs: set[str] = set().union(*_slugs(frozenset(change_set.ids(Change.Kind.TOPIC))).values())
    for change in change_set.changes:
        if change.kind == Change.Kind.TOPIC:
            slugs.update(row["slug"] for row in (change.before, change.after) if row)
    for code in edition_codes():
        edition = edition_of(code)
        if edition:
            yield from (f"{topic_path(edition.url, slug)}*" for slug in slugs)


@read_once
def _slugs(ids: frozenset[int]) -> dict[int, set[str]]:
    """The slug of each topic, and those it had or that were merged into it."""
    if not ids:
        return {}
    found = {topic.pk: {str(topic.slug)} for topic in topics(ids).values()}
    former = FormerTopic.objects.filter(topic_id__in=ids).values_list("topic_id", "slug")
    for topic, slug in former:
        found.setdefault(topic, set()).add(slug)
    return found


# --- fragments --------------------------------------------------------------------------------


@fragment("topic-head", "pages/meta.html", touched_by=(the_topic_itself,))
def topic_head(topic: int) -> dict[str, Any] | None:
    """The head of a topic's page."""
    found = _read(topic)
    if found is None:
        return None
    row, edition, url = found
    return head_of_list(edition, "topic", row.title, url, description=row.background, feeds=True)


@fragment(
    "topic",
    "pages/topic.html",
    touched_by=(articles_on_the_topic, the_topic_itself),
    wholesale=True,
)
def topic(topic: int) -> dict[str, Any] | None:
    """A topic: what it is about, and its newest articles."""
    found = _read(topic)
    if found is None:
        return None
    row, edition, url = found
    page = first_page(about_topic(topic), edition, url, topic_list(topic))
    if not page["days"]:
        return None
    return {**base_context(edition), **page, "topic": row, "translations": edition.editions}


@fragment("topic-month-head", "pages/meta.html", touched_by=(the_topic_in_its_months,))
def topic_month_head(topic: int, month: date) -> dict[str, Any] | None:
    """The head of a topic's month."""
    found = _read(topic)
    if found is None:
        return None
    row, edition, url = found
    return head_of_month(edition, row.title, url, month)


@fragment(
    "topic-month",
    "pages/month.html",
    touched_by=(articles_of_the_topics_month,),
    when=When.ASKED,
    wholesale=True,
)
def topic_month(topic: int, month: date) -> dict[str, Any] | None:
    """One month of a topic."""
    found = _read(topic)
    if found is None:
        return None
    row, edition, url = found
    return month_page(about_topic(topic), edition, row.title, url, topic_list(topic), month)


# --- pages ------------------------------------------------------------------------------------


@page("topic", rf"topic/{SLUG}", touched_by=(topics_that_come_or_go, renamed_topics))
def topic_page(language: str, slug: str) -> Record | None:
    """A topic; at an address it once had, the way to where it is."""
    edition, found = edition_of(language), topic_at(language, slug)
    if edition is None or found is None:
        return _moved(language, slug)
    if not about_topic(found).exists():
        return None
    return html_page(edition, topic_head(found), [topic(found)])


@page("topic-month", rf"topic/{SLUG}{MONTH}")
def topic_month_page(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of a topic."""
    edition, when = edition_of(language), month_of(year, month)
    found = topic_at(language, slug)
    if edition is None or found is None:
        return _moved(language, slug, when)
    if not in_month(about_topic(found), when).exists():
        return None
    return html_page(edition, topic_month_head(found, when), [topic_month(found, when)])


def _moved(language: str, slug: str, month: date | None = None) -> Redirect | None:
    found = url_once_at(language, slug)
    if found is None:
        return None
    topic, url = found
    articles = about_topic(topic)
    if not (in_month(articles, month) if month else articles).exists():
        return None
    return Redirect(month_path(url, month) if month else url)
