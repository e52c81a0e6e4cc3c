"""The board of Today: the day's pieces in columns by their state."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from wagtail.models import WorkflowState, get_default_page_content_type

from stoppress.desk.pieces.going_out import GoingOut
from stoppress.desk.pieces.scope import Scope
from stoppress.desk.today.cards import Card, Cards
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_by_dates

#: The most cards of a column, and the most pieces that the line of hours shows.
_CARDS, _DOTS = 30, 1000
_DRAFTS = 20
_WITH_EDITORS = 200
#: Drafts that nobody worked on for so many days are in the list of pieces only.
_DRAFT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    :param count: how many there are, in digits; ``20+`` when there are more than are shown.
    :param more: the query of the list of pieces that shows all of it.
    :param refused: what somebody is told who drags a card here that does not go here.
    """

    key: str
    name: str
    count: str
    cards: tuple[Card, ...]
    more: str
    refused: str


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of the board, and the hours at which pieces went out or will."""

    columns: tuple[Column, ...]
    out_at: tuple[datetime, ...]
    to_come: tuple[GoingOut, ...]
    last: datetime | None


def board_of(
    scope: Scope, now: datetime, coming: Sequence[GoingOut], to_read: Container[int]
) -> Board:
    """The board at ``now``, with the pieces in ``scope``.

    ``to_read`` are those that this person was asked to read.
    """
    out = _out_today(scope, now)
    workflows = _workflows()
    by_itself = {one.article: one for one in coming}
    reading = [pk for pk, one in workflows.items() if _is_read(one) and pk not in by_itself]
    drafts = _drafts(scope, now, {*reading, *by_itself})
    drafts, more_drafts = drafts[:_DRAFTS], len(drafts) > _DRAFTS
    kept = scope.narrow(Article.objects.filter(pk__in=[*reading, *by_itself]))
    seen = set(kept.values_list("pk", flat=True))
    reading = [pk for pk in reading if pk in seen]
    upcoming = [one for one in coming if one.article in seen and one.at > now]
    shown_out = [pk for pk, _at in out[:_CARDS]]
    ids = {*shown_out, *reading, *drafts, *(one.article for one in upcoming[:_CARDS])}
    build = Cards(scope.user, ids, shown_out, workflows, to_read, now)
    columns = (
        Column(
            "drafts",
            gettext("Ideas and drafts"),
            f"{_DRAFTS}+" if more_drafts else str(len(drafts)),
            build.drafts(drafts),
            "?state=draft",
            gettext("What is out, or goes out by itself, is no draft again. Open the piece."),
        ),
        Column(
            "reading",
            gettext("With an editor"),
            str(len(reading)),
            build.reading(reading[:_CARDS]),
            "?state=reading",
            gettext("Only a draft that you may change is sent to an editor."),
        ),
        Column(
            "coming",
            gettext("Going out by itself"),
            str(len(upcoming)),
            build.coming(upcoming[:_CARDS]),
            "?state=coming",
            gettext(
                "Only what is not out yet gets an hour, from somebody who may publish it."
                " Send it to an editor."
            ),
        ),
        Column(
            "out",
            gettext("Out today"),
            str(len(out)),
            build.out(out[:_CARDS]),
            f"?day={clock.day_of(now):%Y-%m-%d}&state=out",
            gettext("Open the piece and choose “Publish…”: it is checked there first."),
        ),
    )
    times = tuple(at for _pk, at in out)
    return Board(columns, times, tuple(upcoming), times[0] if times else _last(scope, now))


def _out_today(scope: Scope, now: datetime) -> list[tuple[int, datetime]]:
    day = clock.day_of(now)
    # By edition: its index holds the date line.
    rows = scope.narrow(public_by_dates(now).filter(edition__in=scope.edition_ids)).filter(
        published_at__gte=clock.start_of_day(day), published_at__lt=clock.start_of_next_day(day)
    )
    newest = rows.order_by("-published_at", "-pk").values_list("pk", "published_at")
    return [(pk, at) for pk, at in newest[:_DOTS] if at is not None]


def _last(scope: Scope, now: datetime) -> datetime | None:
    """When the last piece of an earlier day went out."""
    newest = [
        public_by_dates(now)
        .filter(edition=edition)
        .order_by("-published_at", "-pk")
        .values_list("published_at", flat=True)
        .first()
        for edition in scope.edition_ids
    ]
    return max(filter(None, newest), default=None)


def _workflows() -> dict[int, WorkflowState]:
    """Workflows by article, the newest first: pieces to be read, and those to be changed."""
    active = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type()
    )
    rows = active.select_related("requested_by").order_by("-created_at")[:_WITH_EDITORS]
    return {int(row.object_id): row for row in rows}


def _is_read(workflow: WorkflowState) -> bool:
    return bool(workflow.status == WorkflowState.STATUS_IN_PROGRESS)


def _drafts(scope: Scope, now: datetime, elsewhere: Iterable[int]) -> list[int]:
    drafts = Article.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        live=False,
        expired=False,
        latest_revision_created_at__gte=now - timedelta(_DRAFT_DAYS),
    )
    newest = scope.narrow(drafts).exclude(pk__in=list(elsewhere))
    ordered = newest.order_by("-latest_revision_created_at", "-pk")
    due = scope.narrow(Article.objects.filter(deadline__isnull=False, live=False, expired=False))
    first = due.exclude(pk__in=list(elsewhere)).order_by("deadline__at", "pk")
    found = (rows.values_list("pk", flat=True)[: _DRAFTS + 1] for rows in (first, ordered))
    return list(dict.fromkeys(pk for rows in found for pk in rows))[: _DRAFTS + 1]
