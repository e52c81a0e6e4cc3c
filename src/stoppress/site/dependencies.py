"""What fragments and pages depend on, each dependency by its name.

Each function takes a ``ChangeSet`` (changes in a row) and yields the arguments of the fragments, or
the paths of the pages, that have to be made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings

from stoppress.newsroom import list_counts
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.list_counts import (
    author_list,
    day_list,
    edition_list,
    section_list,
    topic_list,
)
from stoppress.newsroom.models import Article, Change, MostRead, Pick, PublicState, SectionPage
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import remembered
from stoppress.press.registry import made_when_asked
from stoppress.site.editions import edition_of, live_sections, newsroom_view
from stoppress.site.read_also import candidates, newest_of

# --- the edition as a whole -------------------------------------------------------------------


def pieces_of_the_edition(moment: ChangeSet) -> Iterator[tuple[str]]:
    """Any piece of the edition."""
    for code in moment.editions:
        yield (code,)


def the_edition_itself(moment: ChangeSet) -> Iterator[tuple[str]]:
    """The edition's own row: what editors placed on its front."""
    for code in moment.languages(Change.Kind.EDITION):
        yield (code,)


def the_day(moment: ChangeSet) -> Iterator[tuple[str]]:
    """The calendar day, in every edition."""
    if moment.has(Change.Kind.DAY):
        for code in codes():
            yield (code,)


def the_breaking_line(moment: ChangeSet) -> Iterator[tuple[str]]:
    """The breaking line of the edition."""
    for code in moment.languages(Change.Kind.BREAKING):
        yield (code,)


def codes() -> list[str]:
    """Languages of all editions that are open."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if edition_of(code)]


# --- one piece --------------------------------------------------------------------------------


def the_piece(moment: ChangeSet) -> Iterator[tuple[int]]:
    """The piece itself, and the names it prints."""
    for article in moment.articles:
        yield (article,)


def its_translations(moment: ChangeSet) -> Iterator[tuple[int]]:
    """The same piece in other editions: pages link their translations."""
    keys = {facets.translation for facets in moment.facets if facets.translation}

    def read() -> list[int]:
        translated = Article.objects.filter(translation_key__in=keys)
        return list(translated.exclude(pk__in=moment.articles).values_list("pk", flat=True))

    yield from ((pk,) for pk in (remembered(("translations", moment), read) if keys else ()))


def whose_list_changes(moment: ChangeSet) -> Iterator[tuple[int]]:
    """Pieces whose “Read also” is not simply what their section shares."""
    for article in _listed_apart(moment):
        yield (article,)


def _listed_apart(moment: ChangeSet) -> set[int]:
    return remembered(("listed apart", moment), lambda: _find_listed_apart(moment))


def _find_listed_apart(moment: ChangeSet) -> set[int]:
    """Changed pieces, pieces among the newest of a touched section, and those that pick one."""
    length = newsroom_view().read_also_length + len(moment.changes)
    changed = set(moment.articles)
    near = set(changed)
    for section in _sections_listing(moment):
        near.update(candidates(section, length))
    pickers = set(Pick.objects.filter(target_id__in=near).values_list("article_id", flat=True))
    return near | pickers


def _sections_listing(moment: ChangeSet) -> list[SectionPage]:
    """Sections whose candidates a change may alter: its own, and those too small to fill a list."""

    def read() -> list[SectionPage]:
        own = {section for _code, section in moment.sections}
        enough = 2 * newsroom_view().read_also_length + 1
        editions = moment.editions
        sections = [
            section
            for section in live_sections().values()
            if section.locale.language_code in editions
        ]
        newest = newest_of([section.pk for section in sections])
        return [
            section for section in sections if section.pk in own or len(newest[section.pk]) < enough
        ]

    return remembered(("sections listing", moment), read)


def what_a_section_shares(moment: ChangeSet) -> Iterator[tuple[int, int, int]]:
    """The shared part of “Read also”: the newest of a section, in each number it is needed."""
    length = newsroom_view().read_also_length
    for section in _sections_listing(moment):
        for count in range(1, length + 1):
            for opens in (0, 1):
                yield (section.pk, count, opens)


# --- lists ------------------------------------------------------------------------------------


def pieces_of_the_section(moment: ChangeSet) -> Iterator[tuple[int]]:
    """Any piece of the section."""
    for _code, section in moment.sections:
        yield (section,)


def the_section_itself(moment: ChangeSet) -> Iterator[tuple[int]]:
    """The section's own row: its description and what editors placed at its head."""
    for section in moment.ids(Change.Kind.SECTION):
        yield (section,)


def what_is_most_read(moment: ChangeSet) -> Iterator[tuple[str]]:
    """The order of what is read most in the edition."""
    fronts = moment.ids(Change.Kind.MOST_READ)
    for code in moment.languages(Change.Kind.MOST_READ):
        edition = edition_of(code)
        if edition and edition.page_id in fronts:
            yield (code,)


def what_is_most_read_in_the_section(moment: ChangeSet) -> Iterator[tuple[int]]:
    """The order of what is read most in the section."""
    for section in moment.ids(Change.Kind.MOST_READ):
        yield (section,)


def pieces_most_read(moment: ChangeSet) -> Iterator[tuple[str]]:
    """Pieces that “Most read” of the edition's front keeps."""
    listing = _lists_of_most_read(moment)
    for code in codes() if listing else ():
        edition = edition_of(code)
        if edition and edition.page_id in listing:
            yield (code,)


def pieces_most_read_in_the_section(moment: ChangeSet) -> Iterator[tuple[int]]:
    """Pieces that “Most read” of the section's front keeps."""
    for section in _lists_of_most_read(moment):
        yield (section,)


def _lists_of_most_read(moment: ChangeSet) -> set[int]:
    """Fronts and sections, by page id, that keep one of the changed pieces among the most read."""

    def read() -> set[int]:
        rows = MostRead.objects.values_list("pk", "articles") if moment.articles else ()
        return {page for page, kept in rows if not moment.articles.isdisjoint(kept)}

    return remembered(("lists of most read", moment), read)


def pieces_on_the_topic(moment: ChangeSet) -> Iterator[tuple[int]]:
    """Any piece with the topic."""
    for topic in {topic for facets in moment.facets for topic in facets.topics}:
        yield (topic,)


def the_topic_itself(moment: ChangeSet) -> Iterator[tuple[int]]:
    """The topic's own row: its title and background."""
    for topic in moment.ids(Change.Kind.TOPIC):
        yield (topic,)


def pieces_by_the_person(moment: ChangeSet) -> Iterator[tuple[str, int]]:
    """Any piece of the edition with the person in its byline."""
    yield from {(facets.edition, person) for facets in moment.facets for person in facets.people}


def the_person(moment: ChangeSet) -> Iterator[tuple[str, int]]:
    """The person's own row or portrait, in every edition."""
    for person in moment.ids(Change.Kind.PERSON):
        for code in codes():
            yield (code, person)


# --- days and months --------------------------------------------------------------------------


def pieces_of_the_day(moment: ChangeSet) -> Iterator[tuple[str, date]]:
    """Pieces of that day."""
    yield from moment.days


@made_when_asked
def days_beside(moment: ChangeSet) -> Iterator[tuple[str, date]]:
    """Whether the days beside it have any piece: for calendars, and the ways to the next days."""
    for code, day in moment.days:
        if comes_or_goes(moment, day_list(code), day):
            yield from ((code, other) for other in _days_around(code, day) if other != day)


def pieces_of_the_month(moment: ChangeSet) -> Iterator[tuple[str, date]]:
    """Pieces of that month, by whether each of its days has any; and the months beside it."""
    for code, month in {(f.edition, f.month) for f in moment.facets}:
        yield from ((code, other) for other in months_around(moment, edition_list(code), month))


def pieces_of_the_sections_month(moment: ChangeSet) -> Iterator[tuple[int, date]]:
    """Pieces of the section in that month, and whether the months beside it have any."""
    for section, month in {(f.section, f.month) for f in moment.facets}:
        for other in months_around(moment, section_list(section), month):
            yield (section, other)


def pieces_of_the_topics_month(moment: ChangeSet) -> Iterator[tuple[int, date]]:
    """Pieces with the topic in that month, and whether the months beside it have any."""
    for topic, month in {(topic, f.month) for f in moment.facets for topic in f.topics}:
        for other in months_around(moment, topic_list(topic), month):
            yield (topic, other)


def pieces_of_the_persons_month(moment: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """Pieces by the person in that month, and whether the months beside it have any."""
    for code, person, month in {(f.edition, p, f.month) for f in moment.facets for p in f.people}:
        for other in months_around(moment, author_list(code, person), month):
            yield (code, person, other)


def the_topic_in_its_months(moment: ChangeSet) -> Iterator[tuple[int, date]]:
    """The topic's title, where its months print it."""
    renamed = moment.ids(Change.Kind.TOPIC)
    yield from {(t, f.month) for f in moment.facets for t in f.topics if t in renamed}


def the_person_in_their_months(moment: ChangeSet) -> Iterator[tuple[str, int, date]]:
    """The person's name, where their months print it."""
    renamed = moment.ids(Change.Kind.PERSON)
    yield from {(f.edition, p, f.month) for f in moment.facets for p in f.people if p in renamed}


def comes_or_goes(moment: ChangeSet, name: str, start: date) -> bool:
    """Whether a month or day of a list may have got its first piece, or lost its last.

    Only then does it come to be or cease to be, and do others lead to it.
    """

    def read() -> set[tuple[str, date]]:
        places = [
            place
            for facets in moment.facets
            for place in list_counts.lists_of(replace(facets, gone=False))
        ]
        now = list_counts.pieces_in(places)
        changed = Counter(places)
        return {place for place in changed if now.get(place, 0) <= changed[place]}

    return (name, start) in remembered(("coming or going", moment), read)


def _days_around(code: str, day: date) -> Iterator[date]:
    first = day.replace(day=1)
    name = edition_list(code)
    beside = (list_counts.before(name, first), list_counts.after(name, first))
    for month in (first, *filter(None, beside)):
        other = month
        while other.month == month.month:
            yield other
            other += timedelta(days=1)
    name = day_list(code)
    yield from filter(None, (list_counts.before(name, day), list_counts.after(name, day)))


def months_around(moment: ChangeSet, name: str, month: date) -> Iterator[date]:
    """A month of a list; when it comes or goes, also the nearest beside it."""
    yield month
    if comes_or_goes(moment, name, month):
        beside = (list_counts.before(name, month), list_counts.after(name, month))
        yield from filter(None, beside)


# --- paths ------------------------------------------------------------------------------------


def paths_of_the_piece(moment: ChangeSet) -> Iterator[str]:
    """Where the piece is, was, and once was."""
    from stoppress.newsroom.models import FormerPath

    for facets in moment.facets:
        yield facets.path
        yield from facets.former
    former = FormerPath.objects.filter(article_id__in=moment.articles)
    yield from former.values_list("path", flat=True)


def paths_of_lists_apart(moment: ChangeSet) -> Iterator[str]:
    """Pages whose “Read also” is put together anew."""
    states = PublicState.objects.filter(pk__in=_listed_apart(moment), facets__isnull=False)
    for state in states:
        found = Facets.from_json(state.facets)
        if found:
            yield found.path
