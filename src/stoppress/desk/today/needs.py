"""What needs this person now, each with the one button that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext, ngettext
from wagtail.models import TaskState, WorkflowState, get_default_page_content_type

from stoppress.desk.checks.held import held_pieces
from stoppress.desk.checks.would_stop import concerns, stopped
from stoppress.desk.pieces.going_out import GoingOut
from stoppress.desk.pieces.listed import ListedPiece, listed, name_of
from stoppress.desk.pieces.word_counts import words_of
from stoppress.desk.site_health import summary_of
from stoppress.desk.today.channels import of_channels
from stoppress.desk.today.need import Need, in_bold
from stoppress.desk.today.warnings import of_check, of_held, of_rights, with_expired_rights
from stoppress.desk.today.went_out_late import of_missed, went_out_late
from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import position_of
from stoppress.newsroom.models import Change, Deadline
from stoppress.press.site_health import read_site_health

#: The most lines of one kind.
_MOST = 10
_SOON = timedelta(hours=1)
#: How late something may be before somebody is told: the worker looks four times a second.
_LATE = timedelta(seconds=10)


def asked_to_read(user: Any) -> dict[int, TaskState]:
    """What editors among whom ``user`` is were asked to read, by article."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    rows = states.select_related("workflow_state__requested_by").order_by("started_at")
    return {int(row.workflow_state.object_id): row for row in rows}


def needs_of(
    user: Any, now: datetime, coming: Sequence[GoingOut], to_read: Mapping[int, TaskState]
) -> list[Need]:
    """What needs ``user`` at ``now``, the most urgent kind first."""
    late = [one for one in coming if one.at < now - _LATE][:_MOST]
    checked, rights = stopped(coming, now), with_expired_rights(now)
    held = held_pieces()
    soon = [one for one in coming if one.embargo and now <= one.at <= now + _SOON][:_MOST]
    hidden = _not_visible(now)
    wanted = _changes_wanted(user)
    read = dict(list(to_read.items())[:_MOST])
    due = _due(user, now)
    missed = went_out_late(now)
    ids = {one.article for one in (*late, *soon)} | {one.article for one in checked}
    also = {one.article for one in held}
    pieces = listed(ids.union(also, hidden, wanted, read, due, rights, missed))
    checked = [one for one in checked if one.article in pieces]
    checked = [one for one in checked if concerns(pieces[one.article].article, user)]
    held = [one for one in held if one.article in pieces]
    held = [one for one in held if concerns(pieces[one.article].article, user)]
    told = {one.article for one in checked}
    return [
        *_health(now),
        *(of_held(pieces[one.article], one) for one in held),
        *(_late(pieces[one.article], one, now) for one in late if one.article in pieces),
        *(of_missed(pieces[pk], words) for pk, words in missed.items() if pk in pieces),
        *(_hidden(pieces[pk]) for pk in hidden if pk in pieces),
        *(of_check(pieces[one.article], one, now) for one in checked),
        *of_channels(user, now),
        *of_rights(rights, pieces, user),
        *(
            _soon(pieces[one.article], one, now)
            for one in soon
            if one.article in pieces and one.article not in told
        ),
        *(_due_soon(pieces[pk], due[pk], now) for pk in due if pk in pieces),
        *_to_read(pieces, read),
        *(_wanted(pieces[pk], wanted[pk]) for pk in wanted if pk in pieces),
    ]


def _health(now: datetime) -> Iterator[Need]:
    found = summary_of(read_site_health(), now)
    if not found.good:
        text = format_html("<b>{}</b> {}", found.name, found.text)
        url = reverse("stoppress_site_health")
        yield Need("health", "red", gettext("Health"), text, gettext("Look"), url)


def _late(piece: ListedPiece, going: GoingOut, now: datetime) -> Need:
    text = format_html(
        gettext("{headline} was to go out at {time}, {late} ago, and is not out."),
        headline=in_bold(piece),
        time=f"{clock.local(going.at):%H:%M}",
        late=timesince(going.at, now, depth=1),
    )
    tag = gettext("Missed hour")
    return Need(f"late-{piece.id}", "red", tag, text, gettext("Open"), piece.url)


def _hidden(piece: ListedPiece) -> Need:
    text = format_html(
        gettext("{headline} is published, and readers do not have it yet."), headline=in_bold(piece)
    )
    tag, url = gettext("Not visible yet"), reverse("stoppress_site_health")
    return Need(f"hidden-{piece.id}", "red", tag, text, gettext("Look"), url)


def _soon(piece: ListedPiece, going: GoingOut, now: datetime) -> Need:
    text = format_html(
        gettext("{headline} goes out by itself at {time}, in {left}."),
        headline=in_bold(piece),
        time=f"{clock.local(going.at):%H:%M}",
        left=timeuntil(going.at, now, depth=1),
    )
    return Need(f"soon-{piece.id}", "wait", gettext("Embargo"), text, gettext("Open"), piece.url)


def _due(user: Any, now: datetime) -> dict[int, datetime]:
    """Pieces of ``user`` that are due within the hour or were due, by when."""
    rows = Deadline.objects.filter(
        at__lte=now + _SOON, article__live=False, article__expired=False, article__owner=user.pk
    )
    return dict(rows.order_by("at").values_list("pk", "at")[:_MOST])


def _due_soon(piece: ListedPiece, at: datetime, now: datetime) -> Need:
    over = at < now
    text = format_html(
        gettext("{headline} was due at {time}, {late} ago.")
        if over
        else gettext("{headline} is due at {time}, in {left}."),
        headline=in_bold(piece),
        time=f"{clock.local(at):%H:%M}",
        late=timesince(at, now, depth=1),
        left=timeuntil(at, now, depth=1),
    )
    tone = "red" if over else "wait"
    return Need(f"due-{piece.id}", tone, gettext("Due"), text, gettext("Open"), piece.url)


def _to_read(pieces: Mapping[int, ListedPiece], asked: Mapping[int, TaskState]) -> Iterator[Need]:
    words = words_of(pieces[pk].article for pk in asked if pk in pieces)
    for pk, state in asked.items():
        if pk not in pieces:
            continue
        piece, number = pieces[pk], words.get(pk, 0)
        text = format_html(
            gettext("{who} asks you to read {headline}, {words}."),
            who=name_of(state.workflow_state.requested_by) or gettext("Somebody"),
            headline=in_bold(piece),
            words=ngettext("%(count)s word", "%(count)s words", number) % {"count": number},
        )
        yield Need(f"read-{pk}", "", gettext("For you"), text, gettext("Read"), piece.url)


def _wanted(piece: ListedPiece, state: TaskState) -> Need:
    who = name_of(state.finished_by) or gettext("An editor")
    note = gettext("“%(note)s”") % {"note": state.comment} if state.comment else ""
    text = format_html(
        gettext("{who} wants {headline} changed. {note}"),
        who=who,
        headline=in_bold(piece),
        note=note,
    )
    tag = gettext("Changes")
    return Need(f"changes-{piece.id}", "wait", tag, text, gettext("Open"), piece.url)


def _changes_wanted(user: Any) -> dict[int, TaskState]:
    """What editors want changed in pieces that ``user`` sent or began, by article."""
    own = Q(workflow_state__requested_by=user.pk)
    states = TaskState.objects.filter(
        own,
        status=TaskState.STATUS_REJECTED,
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        workflow_state__base_content_type=get_default_page_content_type(),
    )
    rows = states.select_related("workflow_state", "finished_by").order_by("finished_at")
    newest: dict[int, TaskState] = {int(row.workflow_state.object_id): row for row in rows}
    return dict(list(newest.items())[-_MOST:])


def _not_visible(now: datetime) -> list[int]:
    """Articles whose change the press has not brought to readers, though it had time to."""
    position = position_of("press")
    if position is None:
        return []
    waiting = Change.objects.filter(
        kind=Change.Kind.ARTICLE, sequence__gt=position, at__lt=now - _LATE, after__isnull=False
    )
    ids: Iterable[int | None] = waiting.order_by("sequence").values_list("object_id", flat=True)[
        :_MOST
    ]
    return [pk for pk in dict.fromkeys(ids) if pk is not None]
