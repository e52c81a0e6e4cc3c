"""Which paths of lists depend on what: days, months, sections, topics, authors, and their feeds.

As in ``dependencies``, each function takes a ``ChangeSet`` and yields the paths to plan again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stoppress.newsroom.list_counts import (
    author_list,
    day_list,
    edition_list,
    section_list,
    topic_list,
)
from stoppress.newsroom.models import Change, FormerTopic
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import remembered
from stoppress.site import dependencies as on
from stoppress.site.editions import edition_of, live_sections
from stoppress.site.named import people, topics


def newest_day(moment: ChangeSet) -> Iterator[str]:
    """All news without a day shows the newest."""
    for (code,) in on.pieces_of_the_edition(moment):
        edition = edition_of(code)
        if edition:
            yield edition.all_news_url


def days_of_pieces(moment: ChangeSet) -> Iterator[str]:
    """A day that got its first piece or lost its last."""
    for code, day in moment.days:
        edition = edition_of(code)
        if edition and on.comes_or_goes(moment, day_list(code), day):
            yield f"{edition.all_news_url}{day:%Y/%m/%d}/"


def months_of_pieces(moment: ChangeSet) -> Iterator[str]:
    """A month that got its first piece or lost its last, in all news."""
    for facets in moment.facets:
        edition = edition_of(facets.edition)
        if edition and on.comes_or_goes(moment, edition_list(edition.code), facets.month):
            yield f"{edition.all_news_url}{facets.month:%Y/%m}/"


def lists_of_pieces(moment: ChangeSet) -> Iterator[str]:
    """Feeds of every list a piece came to or left; pages and months that came or went by it.

    Former addresses of a topic lead to a page only while there is one.
    """
    yield from remembered(("lists of pieces", moment), lambda: set(_paths_of_lists(moment)))


def _paths_of_lists(moment: ChangeSet) -> Iterator[str]:
    sections = {found.pk: str(found.slug) for found in live_sections().values()}
    topics = _slugs_of_topics({topic for facets in moment.facets for topic in facets.topics})
    slugs = people({person for facets in moment.facets for person in facets.people})
    for facets in moment.facets:
        edition = edition_of(facets.edition)
        if edition is None:
            continue
        lists = [
            (f"{edition.url}topic/{slug}/", topic_list(topic))
            for topic in facets.topics
            for slug in topics.get(topic, ())
        ]
        lists += [
            (f"{edition.url}author/{slugs[person].slug}/", author_list(edition.code, person))
            for person in facets.people
            if person in slugs
        ]
        if facets.section in sections:
            url = f"{edition.url}{sections[facets.section]}/"
            lists.append((url, section_list(facets.section)))
        for url, name in lists:
            if on.comes_or_goes(moment, name, facets.month):
                yield f"{url}{facets.month:%Y/%m}/"
                yield url
        for url in (edition.url, *(url for url, _name in lists)):
            yield from (f"{url}feed.{form}" for form in ("rss", "atom", "json"))


def lists_of_names(moment: ChangeSet) -> Iterator[str]:
    """Pages named after a topic or person whose name changed: where it was, where it is."""
    former = _slugs_of_topics(moment.ids(Change.Kind.TOPIC))
    for slug in {slug for slugs in former.values() for slug in slugs}:
        for code in on.codes():
            edition = edition_of(code)
            if edition:
                yield f"{edition.url}topic/{slug}/*"
    for change in moment.changes:
        prefix = {"topic": "topic", "person": "author"}.get(change.kind)
        if prefix is None:
            continue
        for row in (change.before, change.after):
            for code in on.codes() if row else ():
                edition = edition_of(code)
                if edition and row:
                    yield f"{edition.url}{prefix}/{row['slug']}/*"


def _slugs_of_topics(ids: Collection[int]) -> dict[int, set[str]]:
    """The slug of each topic, and those it had or that were merged into it."""
    if not ids:
        return {}
    found = {topic.pk: {str(topic.slug)} for topic in topics(ids).values()}
    former = FormerTopic.objects.filter(topic_id__in=ids).values_list("topic_id", "slug")
    for topic, slug in former:
        found.setdefault(topic, set()).add(slug)
    return found
