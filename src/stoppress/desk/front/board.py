"""What the page “Front” shows: the slots of a draft, what changed in it, and what may be placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.pieces.listed import name_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.arrange_front import Front, placed_in, placed_in_draft, placed_on
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.states import State, know_states, state_of, with_what_stands_around
from stoppress.site.front import TOP

#: How many of the newest stand beside the front, and how many shown fronts its history lists.
NEWEST, SHOWN_BEFORE = 24, 20


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a front and the article in it.

    ``moved``: readers have it elsewhere, or not at all.
    """

    label: str
    article: Article
    state: State
    at: int
    last: bool
    moved: bool

    @property
    def waits(self) -> bool:
        """Whether readers do not see the article yet, or no longer; its slot goes to the next."""
        return not self.state.public


@dataclass(frozen=True, slots=True)
class Board:
    """All that is shown of one front."""

    front: Front
    slots: tuple[Slot, ...]
    #: Ids of the draft's articles, in order; each change says which draft it was made from.
    placed: tuple[int, ...]
    #: What readers do not see yet, in words.
    changes: tuple[str, ...]
    newest: tuple[tuple[Article, State], ...]
    #: Who changed the draft last, when it was somebody else.
    other: str
    may_show: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A front that readers had: since when, through whom, and its version."""

    at: Any
    by: str
    version: Revision
    headlines: tuple[str, ...]
    now: bool


def fronts() -> list[tuple[EditionPage, list[SectionPage]]]:
    """All fronts: editions and their sections, in the order of the page tree."""
    editions = EditionPage.objects.filter(live=True).order_by("path").select_related("locale")
    sections = SectionPage.objects.filter(live=True).order_by("path")
    return [
        (edition, [one for one in sections if one.path.startswith(edition.path)])
        for edition in editions
    ]


def board_of(front: Front, user: Any) -> Board:
    """Everything about ``front`` for ``user``."""
    draft = placed_in_draft(front)
    readers = placed_on(front)
    placed = Article.objects.filter(pk__in={*draft, *readers}).select_related("section")
    articles = with_what_stands_around(placed).in_bulk()
    newest = list(_newest(front, draft))
    know_states([*articles.values(), *newest])
    draft, readers = ([pk for pk in ids if pk in articles] for ids in (draft, readers))
    latest = front.latest_revision
    return Board(
        front=front,
        slots=tuple(_slots(front, draft, readers, articles)),
        placed=tuple(draft),
        changes=tuple(_changes(front, draft, readers, articles)),
        newest=tuple((one, state_of(one)) for one in newest),
        other=name_of(latest.user) if latest and latest.user_id != user.pk else "",
        may_show=front.permissions_for_user(user).can_publish(),
    )


def shown_before(front: Front) -> list[Shown]:
    """The fronts that readers had, the newest first."""
    entries = (
        PageLogEntry.objects.filter(page=front.pk, action="wagtail.publish", revision__isnull=False)
        .select_related("revision", "user")
        .order_by("-timestamp")[:SHOWN_BEFORE]
    )
    found = [(entry, placed_in(entry.revision)) for entry in entries]
    titles = dict(
        Article.objects.filter(pk__in={pk for _entry, ids in found for pk in ids}).values_list(
            "pk", "title"
        )
    )
    return [
        Shown(
            at=entry.timestamp,
            by=name_of(entry.user),
            version=entry.revision,
            headlines=tuple(titles[pk] for pk in ids if pk in titles),
            now=entry.revision_id == front.live_revision_id,
        )
        for entry, ids in found
    ]


def _slots(
    front: Front, draft: Sequence[int], readers: Sequence[int], articles: dict[int, Article]
) -> list[Slot]:
    return [
        Slot(
            label=label_of(front, at),
            article=articles[pk],
            state=state_of(articles[pk]),
            at=at,
            last=at == len(draft) - 1,
            moved=readers[at : at + 1] != [pk],
        )
        for at, pk in enumerate(draft)
    ]


def label_of(front: Front, at: int) -> str:
    """The name of the slot at a place of the order, which begins with 0."""
    if at == 0:
        return gettext("lead")
    if isinstance(front, EditionPage) and at > TOP:
        return gettext("in reserve")
    return gettext("top %(number)d") % {"number": at}


def _changes(
    front: Front, draft: Sequence[int], readers: Sequence[int], articles: dict[int, Article]
) -> list[str]:
    """Each article that readers have elsewhere or not at all; those that only made room are not."""
    kept = _longest_common(draft, readers)
    to = [
        gettext("“%(headline)s” to %(slot)s")
        % {"headline": articles[pk].title, "slot": label_of(front, at)}
        for at, pk in enumerate(draft)
        if pk not in kept
    ]
    off = [
        gettext("“%(headline)s” off") % {"headline": articles[pk].title}
        for pk in readers
        if pk not in draft
    ]
    return to + off


def _longest_common(one: Sequence[int], other: Sequence[int]) -> set[int]:
    """The most ids that stand in the same order in both."""
    best: list[list[int]] = [[] for _ in range(len(other) + 1)]
    for pk in one:
        row: list[list[int]] = [[]]
        for at, candidate in enumerate(other):
            longer = [*best[at], pk] if pk == candidate else max(best[at + 1], row[at], key=len)
            row.append(longer)
        best = row
    return set(best[-1])


def _newest(front: Front, without: Sequence[int]) -> QuerySet[Article]:
    """What may be placed: the newest of the edition, those that come out later among them."""
    at = clock.now()
    comes = Q(embargo_until__gt=at) | Q(public_since__gt=at)
    public = Q(public_until__isnull=True) | Q(public_until__gt=at)
    articles = Article.objects.filter(
        public | comes, edition=front.locale_id, live=True, taken_down_at__isnull=True
    ).exclude(pk__in=without)
    if isinstance(front, SectionPage):
        articles = articles.filter(section=front.pk)
    newest = articles.select_related("section").order_by(F("published_at").desc(), "-pk")
    return with_what_stands_around(newest)[:NEWEST]
