"""What the sheet and its bar show, for their templates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stoppress.desk.checks.held import held_pieces
from stoppress.desk.writing.decide import decides, publishes_when_approved
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.states import Kind, state_of

register = template.Library()

#: States in which readers have the piece, or would if the rest of the site were open.
_OUT = {Kind.OUT, Kind.NOT_VISIBLE_YET, Kind.SECTION_CLOSED, Kind.EDITION_CLOSED}
#: Numbers of which each language has at least one for every plural that it knows.
_SAMPLES = (0, 1, 2, 3, 5, 11, 100)


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody may do with the piece in hand.

    ``since`` is when readers got it, if they have it; ``url`` is where they read it. ``goes_out``
    is when a version of it goes out by itself: until then nobody changes it. ``locked`` says that
    this person cannot change it, for this or another reason. ``stopped`` is the dialog from which
    checks stopped it: ``publish``, ``correct``, ``approve`` or empty. ``may_decide`` says that this
    person was asked to read it, ``may_take_back`` that they may end that. ``held_since`` is when a
    version that a check holds was to go out, ``held_by`` what the checks say of it now. ``waits``
    says that it is published, and readers get it at its hour.
    """

    piece: int | None
    may_publish: bool
    may_send: bool
    may_take_down: bool
    may_unpublish: bool
    may_delete: bool
    may_cancel: bool
    goes_out: datetime | None
    locked: bool
    out: bool
    taken_down: bool
    since: datetime | None
    today: bool
    url: str | None
    checks_url: str
    stopped: str
    held_since: datetime | None = None
    held_by: tuple[str, ...] = ()
    may_decide: bool = False
    approval_publishes: bool = False
    may_take_back: bool = False
    waits: bool = False


def _once(look_up: Callable[[Any], Writing]) -> Callable[[Any], Writing]:
    """Look up once what four parts of the sheet show; a bound layout is of one request."""

    @wraps(look_up)
    def kept(panel: Any) -> Writing:
        if not hasattr(panel, "looked_up"):
            panel.looked_up = look_up(panel)
        found: Writing = panel.looked_up
        return found

    return kept


@register.simple_tag
@_once
def writing(panel: Any) -> Writing:
    """The piece that a bound layout shows."""
    article, user = panel.instance, panel.request.user
    if article.pk is None:
        section = panel.form.parent_page
        may = section.permissions_for_user(user)
        return Writing(
            piece=None,
            may_publish=may.can_publish_subpage(),
            may_send=section.has_workflow,
            may_take_down=False,
            may_unpublish=False,
            may_delete=False,
            may_cancel=False,
            goes_out=None,
            locked=False,
            out=False,
            taken_down=False,
            since=None,
            today=False,
            url=None,
            checks_url=reverse("desk_checks_of_new", args=[section.pk]),
            stopped=_stopped(panel.form),
        )
    shown = Article.objects.select_related("section").get(pk=article.pk)
    state, may = state_of(shown), shown.permissions_for_user(user)
    since = state.at if state.kind is Kind.OUT else None
    goes_out = shown.scheduled_revision.approved_go_live_at if shown.approved_schedule else None
    waits, lock = shown.waits_until is not None, shown.get_lock()
    held = next(iter(held_pieces([shown.pk])), None)
    workflow = shown.current_workflow_state
    asked = decides(shown, user)
    return Writing(
        piece=shown.pk,
        may_publish=may.can_publish(),
        may_send=may.can_submit_for_moderation(),
        may_take_down=shown.live and may.can_unpublish(),
        may_unpublish=shown.live and not shown.taken_down_at and may.can_unpublish(),
        may_delete=may.can_delete(),
        may_cancel=(goes_out is not None or held is not None or waits) and may.can_unschedule(),
        goes_out=clock.local(goes_out) if goes_out else None,
        locked=lock is not None and bool(lock.for_user(user)),
        out=state.kind in _OUT,
        taken_down=bool(shown.live and shown.taken_down_at),
        since=clock.local(since) if since else None,
        today=bool(since and clock.day_of(since) == clock.day_of(clock.now())),
        url=shown.full_url if state.public else None,
        checks_url=reverse("desk_checks", args=[shown.pk]),
        stopped=_stopped(panel.form),
        held_since=clock.local(held.due) if held else None,
        held_by=held.words if held else (),
        may_decide=asked is not None,
        approval_publishes=asked is not None and publishes_when_approved(shown),
        may_take_back=bool(workflow and workflow.user_can_cancel(user)),
        waits=waits,
    )


def _stopped(form: Any) -> str:
    if not getattr(form, "stopped", False):
        return ""
    if form.approves:
        return "approve"
    return "correct" if form.corrects else "publish"


@register.simple_tag
def words_by_plural() -> str:
    """“412 words, 2 min” for numbers of every plural, for the script that counts, as JSON."""
    told = []
    for number in _SAMPLES:
        words = ngettext("%(count)s word", "%(count)s words", number)
        told.append([number, words % {"count": "{count}"}])
    return json.dumps({"words": told, "minutes": gettext("%(count)s min") % {"count": "{count}"}})


@register.simple_tag
def places_of_headlines() -> list[tuple[str, int]]:
    """Where a headline is cut, and after how many characters."""
    return [
        (gettext("Card"), 70),
        (gettext("Search result"), 60),
        (gettext("List"), 90),
        ("Telegram", 110),
        (gettext("Push"), 50),
    ]
