"""The cards of the board and their menus, for pieces that were looked up together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import WorkflowState
from wagtail.models.pages import PagePermissionTester

from stoppress.desk.pieces.going_out import GoingOut
from stoppress.desk.pieces.listed import ListedPiece, listed, name_of
from stoppress.desk.pieces.word_counts import words_of
from stoppress.newsroom import clock
from stoppress.newsroom.models import Deadline, FrontPick, PageViews
from stoppress.newsroom.states import Kind

_BY_ITSELF = {Kind.GOES_OUT, Kind.EMBARGO}


@dataclass(frozen=True, slots=True)
class Move:
    """A move to another column: its words, the address that does it, the column's key.

    The key is empty when the card goes into none.
    """

    name: str
    url: str
    to: str


@dataclass(frozen=True, slots=True)
class Card:
    """A piece on the board.

    :param time: when it went out or will, as a clock shows it.
    :param who: who has it; ``asked`` is who asked for it to be read.
    :param due: when it is to be there, as a clock shows it; ``late`` when that is over.
    :param idea: whether it has no text yet.
    :param assign: where its owner and hour are set.
    :param when: where the hour is set at which it goes out by itself.
    :param place: where it stands on its edition's front, in words.
    :param move: what its menu offers.
    """

    piece: ListedPiece
    words: int
    time: str = ""
    asked: str = ""
    place: str = ""
    page_views: int = 0
    embargo: bool = False
    changes_wanted: bool = False
    due: str = ""
    late: bool = False
    idea: bool = False
    assign: str = ""
    when: str = ""
    move: Move | None = None

    @property
    def said(self) -> str:
        """Its state, where that says more than the column does."""
        state = self.piece.state
        plain = state.kind is Kind.OUT and not (state.corrected or state.changes)
        draft = not self.piece.article.live and state.kind is not Kind.HELD
        in_column = plain or draft or state.kind in _BY_ITSELF
        return "" if in_column else state.label


class Cards:
    """Makes the cards of a board; what they need is looked up once for all."""

    def __init__(
        self,
        user: Any,
        ids: Iterable[int],
        out: Sequence[int],
        workflows: Mapping[int, WorkflowState],
        to_read: Container[int],
        now: datetime,
    ) -> None:
        self._pieces = listed(ids)
        self._permissions: dict[int, PagePermissionTester] = {}
        self._words = words_of(piece.article for piece in self._pieces.values())
        self._places = _places_on_fronts(out)
        self._page_views = _page_views(out, now)
        self._deadlines = deadlines_of(self._pieces)
        self._workflows = workflows
        self._to_read = to_read
        self._user = user
        self._now = now

    def drafts(self, ids: Iterable[int]) -> tuple[Card, ...]:
        """Cards of drafts, which may be sent to an editor."""
        return tuple(
            self._card(
                pk,
                changes_wanted=pk in self._workflows,
                move=self._send(pk),
                idea=not self._words.get(pk),
                **self._due(pk),
            )
            for pk in self._there(ids)
        )

    def reading(self, ids: Iterable[int]) -> tuple[Card, ...]:
        """Cards of pieces that an editor was asked to read."""
        return tuple(
            self._card(
                pk,
                asked=name_of(self._workflows[pk].requested_by),
                move=self._take_back(pk),
                **self._due(pk),
            )
            for pk in self._there(ids)
        )

    def coming(self, going: Iterable[GoingOut]) -> tuple[Card, ...]:
        """Cards of pieces that go out by themselves, with their hour."""
        return tuple(
            self._card(
                one.article,
                time=self._clock(one.at),
                embargo=one.embargo,
                when=self._when(one.article),
                move=self._cancel(one.article),
            )
            for one in going
            if one.article in self._pieces
        )

    def out(self, out: Iterable[tuple[int, datetime]]) -> tuple[Card, ...]:
        """Cards of pieces that readers have."""
        return tuple(
            self._card(
                pk,
                time=self._clock(at),
                place=self._places.get(pk, ""),
                page_views=self._page_views.get(pk, 0),
            )
            for pk, at in out
            if pk in self._pieces
        )

    def _due(self, pk: int) -> dict[str, Any]:
        at, may = self._deadlines.get(pk), self._may(pk)
        return {
            "due": self._clock(at) if at else "",
            "late": bool(at and at < self._now),
            "assign": reverse("desk_assign", args=[pk]) if may.can_edit() else "",
            "when": self._when(pk),
        }

    def _when(self, pk: int) -> str:
        """Where its hour is set, for who may do that."""
        may = self._may(pk).can_publish() and not self._pieces[pk].article.locked
        return reverse("desk_when", args=[pk]) if may else ""

    def _cancel(self, pk: int) -> Move | None:
        if not self._may(pk).can_unschedule():
            return None
        article = self._pieces[pk].article
        readers_have_it = article.live and article.waits_until is None
        url = reverse("desk_not_by_itself", args=[pk])
        return Move(gettext("Cancel the schedule"), url, "" if readers_have_it else "drafts")

    def _send(self, pk: int) -> Move | None:
        if self._pieces[pk].article.locked or not self._may(pk).can_edit():
            return None
        url = reverse("desk_send_to_editor", args=[pk])
        return Move(gettext("Send to an editor"), url, "reading")

    def _take_back(self, pk: int) -> Move | None:
        began = {self._workflows[pk].requested_by_id, self._pieces[pk].article.owner_id}
        if self._user.pk not in began and pk not in self._to_read:
            return None
        return Move(gettext("Back to draft"), reverse("desk_back_to_draft", args=[pk]), "drafts")

    def _may(self, pk: int) -> PagePermissionTester:
        """What this person may do with an article, looked up once."""
        if pk not in self._permissions:
            self._permissions[pk] = self._pieces[pk].article.permissions_for_user(self._user)
        return self._permissions[pk]

    def _card(self, pk: int, **known: Any) -> Card:
        return Card(self._pieces[pk], self._words.get(pk, 0), **known)

    def _there(self, ids: Iterable[int]) -> list[int]:
        return [pk for pk in ids if pk in self._pieces]

    def _clock(self, at: datetime) -> str:
        local = clock.local(at)
        today = clock.day_of(at) == clock.day_of(self._now)
        return f"{local:%H:%M}" if today else f"{local:%d.%m. %H:%M}"


def deadlines_of(articles: Iterable[int]) -> dict[int, datetime]:
    """Deadlines by article; only of articles that have one."""
    return dict(Deadline.objects.filter(pk__in=list(articles)).values_list("pk", "at"))


def _places_on_fronts(articles: Iterable[int]) -> dict[int, str]:
    """The places of these articles on the front of their edition, in words."""
    places: dict[int, str] = {}
    at: dict[int, int] = {}
    rows = FrontPick.objects.order_by("page", "sort_order").values_list("page_id", "article_id")
    wanted = set(articles)
    for page, article in rows:
        at[page] = at.get(page, 0) + 1
        if article in wanted:
            place = gettext("front %(place)s") % {"place": at[page]}
            places.setdefault(article, gettext("front lead") if at[page] == 1 else place)
    return places


def _page_views(articles: Iterable[int], now: datetime) -> dict[int, int]:
    """Page views of these articles since the day began."""
    day = clock.start_of_day(clock.day_of(now))
    counted = PageViews.objects.filter(article__in=list(articles), hour__gte=day)
    return dict(counted.order_by().values_list("article").annotate(Sum("count")))
