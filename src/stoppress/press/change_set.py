"""What a batch of changes says, in the terms that fragments declare their dependencies in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import ArticleTopic, Byline, Change, PublicState

#: A person or topic with more articles than this is answered by making everything again on demand.
_MANY = 500


@dataclass(frozen=True, slots=True, eq=False)
class ChangeSet:
    """Some changes in a row, and the public facets of articles before and after each.

    ``everything`` is true when something changed that stands on every page. A change set
    equals itself only: what is remembered of it is looked up often, and it may hold 10,000 changes.
    """

    changes: tuple[Change, ...]
    everything: bool = False
    bulk: bool = False
    facets: tuple[Facets, ...] = ()
    articles: frozenset[int] = field(default_factory=frozenset)

    @property
    def editions(self) -> set[str]:
        """Languages of the editions in which an article changed."""
        return {facets.edition for facets in self.facets}

    @property
    def sections(self) -> set[tuple[str, int]]:
        """(edition, section) in which an article changed."""
        return {(facets.edition, facets.section) for facets in self.facets}

    @property
    def days(self) -> set[tuple[str, date]]:
        """(edition, day) on which an article changed."""
        return {(facets.edition, facets.date) for facets in self.facets}

    def ids(self, kind: Change.Kind) -> set[int]:
        """Rows of ``kind`` that changed."""
        return {c.object_id for c in self.changes if c.kind == kind and c.object_id is not None}

    def has(self, *kinds: Change.Kind) -> bool:
        """Whether something of one of ``kinds`` changed."""
        return any(change.kind in kinds for change in self.changes)

    def languages(self, kind: Change.Kind) -> set[str]:
        """Editions named by changes of ``kind``."""
        return {change.edition for change in self.changes if change.kind == kind}


def change_set_of(changes: Iterable[Change]) -> ChangeSet:
    """Read ``changes``; a changed name brings along the articles that print it."""
    changes = tuple(changes)
    facets: list[Facets] = []
    everything = False
    for change in changes:
        if change.kind == Change.Kind.ARTICLE:
            facets += [
                found
                for found in (Facets.from_json(change.before), Facets.from_json(change.after))
                if found
            ]
        elif change.kind in (Change.Kind.SETTINGS, Change.Kind.PRUNED) or (
            change.before != change.after
            and change.kind
            in (
                Change.Kind.SECTION,
                Change.Kind.EDITION,
            )
        ):
            everything = True
        elif change.before != change.after and change.kind in (
            Change.Kind.PERSON,
            Change.Kind.TOPIC,
        ):
            printed = _articles_that_print(change)
            everything = everything or len(printed) > _MANY
            facets += printed[:_MANY]
    return ChangeSet(
        changes=changes,
        everything=everything,
        bulk=any(change.bulk for change in changes),
        facets=tuple(dict.fromkeys(facets)),
        articles=frozenset(found.article for found in facets),
    )


def _articles_that_print(change: Change) -> list[Facets]:
    if change.kind == Change.Kind.PERSON:
        link = Byline.objects.filter(article_id=OuterRef("pk"), person_id=change.object_id)
    else:
        link = ArticleTopic.objects.filter(article_id=OuterRef("pk"), topic_id=change.object_id)
    states = PublicState.objects.filter(Exists(link), facets__isnull=False)
    found = (Facets.from_json(state.facets) for state in states[: _MANY + 1])
    return [facets for facets in found if facets]
