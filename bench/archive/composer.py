"""Batches of the archive, put together before they are written, and looked at when they are.

Ids and places in the page tree, on which a batch counts, are known before; so another process can
put it together. Whether the places are still free is asked in the transaction that writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft
from stoppress.newsroom.bulk.compose import Composed, compose
from stoppress.newsroom.bulk.ids import Taken, take_ids
from stoppress.newsroom.bulk.tree import (
    NextPlace,
    by_section,
    count_children,
    next_place_in,
    place_after,
)
from stoppress.newsroom.bulk.write import give_ids, set_state, write_composed
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import ArticleTopic, Byline, SectionPage

Ids = dict[type[Model], Sequence[int]]

#: Rows of one article that have ids of their own.
_ROWS: dict[type[Model], int] = {Page: 1, Revision: 1, Byline: 1, ArticleTopic: 2}


class Articles(Protocol):
    """What makes the articles of the archive."""

    def drafts(self, numbers: range) -> list[Draft]:
        """The articles of these numbers; they have slugs."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles of which every row is there, and the places they count on.

    :param steps: by section, the last place in the page tree before them.
    :param slugs: by section, their slugs.
    """

    composed: Composed
    steps: dict[int, int]
    slugs: dict[int, list[str]]


class OvertakenError(RuntimeError):
    """Somebody else wrote where a batch was to go."""


class Composer:
    """Puts one batch after another together."""

    def __init__(self, articles: Articles, next_places: Mapping[int, NextPlace]) -> None:
        self._articles = articles
        self._next_places = dict(next_places)

    def batch(self, numbers: range, ids: Ids) -> Batch:
        """The articles of these numbers, after those of the batch before."""
        drafts = self._articles.drafts(numbers)
        articles = [draft.article for draft in drafts]
        at = clock.now()
        for draft in drafts:
            set_state(draft, at)
        sections = by_section(articles)
        steps = {}
        for section, its_articles in sections.items():
            before = self._next_places[section]
            steps[section] = before.step
            self._next_places[section] = place_after(its_articles, before)
        take = Taken(ids)
        give_ids(articles, take)
        slugs = {section: [one.slug for one in these] for section, these in sections.items()}
        return Batch(compose(drafts, at, take, Unasked.COMMAND), steps, slugs)


def ids_for(number: int) -> Ids:
    """Take the ids for so many articles."""
    with transaction.atomic():
        return {model: take_ids(model, number * rows) for model, rows in _ROWS.items()}


def write_batch(batch: Batch) -> None:
    """Write a batch in one transaction; OvertakenError when its places are no longer free."""
    with transaction.atomic():
        hold_the_log()
        for section, slugs in batch.slugs.items():
            place = next_place_in(section)
            if place.step != batch.steps[section] or _taken_slugs(place.section, slugs):
                raise OvertakenError
            count_children(section, len(slugs))
        write_composed(batch.composed)


def _taken_slugs(section: SectionPage, slugs: Collection[str]) -> set[str]:
    """Those of ``slugs`` that pages of a section have."""
    found = Page.objects.filter(slug__in=slugs).order_by().values_list("slug", "path", "depth")
    return {
        slug
        for slug, path, depth in found
        if depth == section.depth + 1 and path.startswith(section.path)
    }
