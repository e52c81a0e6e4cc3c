"""“Read also”: an editor's picks first, then the newest of the section.

A publish changes this list for every article of its section. So it is parted: what a whole section
shares is one fragment for each number of items; an article has a fragment of its own only for its
picks, or when it or a pick of it stands among those newest, so that the shared list would name
it twice or name the article itself. A publish then touches a handful of fragments, whatever the
size of the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Pick, PublicState, SectionPage
from stoppress.newsroom.public import in_edition, in_section
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import Arguments, fragment
from stoppress.site.article.summaries import ArticleSummary, summaries
from stoppress.site.editions import base_context, edition_of, live_sections, newsroom_view
from stoppress.site.teasers import newest_of, teasers_of


@dataclass(frozen=True, slots=True)
class ReadAlso:
    """How the list of one article is put together.

    ``own`` are ids in a fragment of the article's own; ``shared`` is how many items the section's
    shared fragment adds after them.
    """

    own: tuple[int, ...]
    shared: int


def compose(article: int, picks: Sequence[int], newest: Sequence[int], length: int) -> ReadAlso:
    """The list of ``article``: ``length`` items, never itself, nothing twice.

    ``picks`` are public ids in the editor's order, ``newest`` candidates in order; there should
    be ``length + 1 + len(picks)`` of them where the edition has so many.
    """
    first = tuple(pick for pick in dict.fromkeys(picks) if pick != article)[:length]
    wanted = length - len(first)
    share = newest[:wanted]
    if article not in share and not set(first) & set(share):
        return ReadAlso(own=first, shared=len(share))
    rest = [other for other in newest if other != article and other not in first][:wanted]
    return ReadAlso(own=first + tuple(rest), shared=0)


@read_once
def candidates(section: SectionPage, length: int) -> list[int]:
    """Ids of the newest public articles of a section, filled up from its edition."""
    newest = newest_of([section.pk])[section.pk]
    if len(newest) < length:
        newest = list(in_section(section).values_list("pk", flat=True)[:length])
    if len(newest) < length:
        others = in_edition(section.locale).exclude(section=section)
        newest = newest + list(others.values_list("pk", flat=True)[: length - len(newest)])
    return newest[:length]


def read_also_of(article: ArticleSummary) -> ReadAlso:
    """How the list of ``article`` is put together now."""
    section = live_sections().get(article.section or 0)
    if section is None:
        return ReadAlso((), 0)
    length = newsroom_view().read_also_length
    # Twice the length is enough for every case, and the same for all articles of a section.
    newest = candidates(section, 2 * length + 1)
    return compose(article.id, article.picks, newest, length)


# --- what touches it --------------------------------------------------------------------------


def whose_list_changes(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Articles whose “Read also” is not simply what their section shares."""
    for article in _listed_apart(change_set):
        yield (article,)


def paths_of_lists_apart(change_set: ChangeSet) -> Iterator[str]:
    """Pages whose “Read also” is put together anew."""
    states = PublicState.objects.filter(pk__in=_listed_apart(change_set), facets__isnull=False)
    for state in states:
        found = Facets.from_json(state.facets)
        if found:
            yield found.path


def what_a_section_shares(change_set: ChangeSet) -> Iterator[tuple[int, int, int]]:
    """The shared part of “Read also”: the newest of a section, in each number it is needed."""
    length = newsroom_view().read_also_length
    for section in _sections_listing(change_set):
        for count in range(1, length + 1):
            for opens in (0, 1):
                yield (section.pk, count, opens)


@read_once
def _listed_apart(change_set: ChangeSet) -> set[int]:
    """Changed articles, articles among the newest of a touched section, those that pick one."""
    length = newsroom_view().read_also_length + len(change_set.changes)
    changed = set(change_set.articles)
    near = set(changed)
    for section in _sections_listing(change_set):
        near.update(candidates(section, length))
    pickers = set(Pick.objects.filter(target_id__in=near).values_list("article_id", flat=True))
    return near | pickers


@read_once
def _sections_listing(change_set: ChangeSet) -> list[SectionPage]:
    """Sections whose candidates a change may alter: its own, and those too small to fill a list."""
    own = {section for _code, section in change_set.sections}
    enough = 2 * newsroom_view().read_also_length + 1
    editions = change_set.editions
    sections = [
        section for section in live_sections().values() if section.locale.language_code in editions
    ]
    newest = newest_of([section.pk for section in sections])
    return [
        section for section in sections if section.pk in own or len(newest[section.pk]) < enough
    ]


# --- fragments --------------------------------------------------------------------------------


def _read_ahead(arguments: list[Arguments]) -> None:
    found = summaries(article for (article,) in arguments)
    by_edition: dict[str, list[int]] = {}
    for article in found.values():
        by_edition.setdefault(article.edition or "", []).extend(read_also_of(article).own)
    for code, ids in by_edition.items():
        edition = edition_of(code)
        if edition:
            teasers_of(ids, edition)


@fragment(
    "also",
    "article/read_also.html",
    touched_by=(whose_list_changes,),
    wholesale=True,
    ahead=_read_ahead,
)
def also(article: int) -> dict[str, Any] | None:
    """“Read also” of one article: its picks, or the whole list where it cannot be shared."""
    found = summaries.get(article)
    edition = edition_of(found.edition) if found and found.edition else None
    if found is None or edition is None:
        return None
    parts = read_also_of(found)
    return {
        **base_context(edition),
        "items": teasers_of(parts.own, edition),
        "opens": True,
        "closes": not parts.shared,
    }


@fragment(
    "also-section", "article/read_also.html", touched_by=(what_a_section_shares,), wholesale=True
)
def also_section(section: int, count: int, opens: int) -> dict[str, Any] | None:
    """“Read also” as a section's articles share it; ``opens`` is 0 after an article's own picks."""
    found = live_sections().get(section)
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    newest = candidates(found, 2 * newsroom_view().read_also_length + 1)[:count]
    return {
        **base_context(edition),
        "items": teasers_of(newest, edition),
        "opens": bool(opens),
        "closes": True,
    }
