"""Deliveries as the desk shows them: what became of each, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from stoppress.channels import words
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import editions_run_by
from stoppress.channels.registry import kinds
from stoppress.desk.hours import hour
from stoppress.newsroom.models import Article

_State = Delivery.State
#: What may be done with a delivery, as forms say it.
SEND, THERE, OUT = "send", "there", "out"
#: Within this time seconds count.
_NEAR = timedelta(minutes=10)
_TONES = {
    _State.SENT: "ok",
    _State.UNSURE: "red",
    _State.REFUSED: "red",
    _State.WAITING: "wait",
    _State.SENDING: "wait",
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: what it says and what it sends. ``asks`` is the label of a field beside it."""

    do: str
    label: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel was told of a piece, or will be, as somebody sees it.

    :param tone: a class of the desk's tags; ``state`` is what stands on it.
    :param answer: what the other side said, or why it is so.
    :param view: where readers see what stands there.
    :param moves: whether it becomes another by itself soon.
    """

    tone: str
    state: str
    answer: str = ""
    view: str = ""
    verbs: tuple[Verb, ...] = ()
    moves: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryTold:
    """A delivery with its piece. ``url`` is where that is opened; empty when it is gone."""

    delivery: Delivery
    headline: str
    language: str
    url: str
    told: Told


def told(deliveries: Iterable[Delivery], user: Any, now: datetime) -> list[DeliveryTold]:
    """Deliveries, which have their ``channel``, as ``user`` sees them, in constant queries."""
    rows = list(deliveries)
    articles = Article.objects.select_related("locale").in_bulk({row.article_id for row in rows})
    run = editions_run_by(user) if rows else set()
    shown = []
    for row in rows:
        article = articles.get(row.article_id)
        if article is None:
            may = row.channel.edition_id in run
        else:
            may = article.permissions_for_user(user).can_publish()
        shown.append(
            DeliveryTold(
                delivery=row,
                headline=row.headline or (article.get_admin_display_title() if article else ""),
                language=article.locale.language_code if article else "",
                url=reverse("desk_piece", args=[article.pk]) if article else "",
                told=told_one(row, article, now, may=may),
            )
        )
    return shown


def told_one(row: Delivery, article: Article | None, now: datetime, *, may: bool) -> Told:
    """A delivery of ``article``, which may be gone; ``may``: whether this person may settle it."""
    return Told(
        tone=_TONES.get(_known(row), ""),
        state=_state(row, now),
        answer=_answer(row),
        view=_view(row.channel, row),
        verbs=tuple(_verbs(row, article, now)) if may else (),
        moves=_moves(row, now),
    )


def _moves(row: Delivery, now: datetime) -> bool:
    if row.state == _State.UNSURE or row.channel.paused_at:
        return False
    near = row.due_at is not None and row.due_at - now < _NEAR
    return near or row.state == _State.SENDING


def _view(channel: Channel, row: Delivery) -> str:
    kind = kinds.get(channel.kind)
    return kind.address(channel, row.remote_id) if kind and row.sent is not None else ""


def _known(row: Delivery) -> Delivery.State:
    """Its state. What is not there and is to be looked at again waits, unless it is kept out."""
    state = _State(row.state)
    rests = row.due_at is None or row.wish == Delivery.Wish.OUT
    return state if rests or state not in (_State.KEPT_OUT, _State.WITHDRAWN) else _State.WAITING


def _answer(row: Delivery) -> str:
    known = _known(row)
    if known == _State.KEPT_OUT and row.wish == Delivery.Wish.OUT:
        return gettext(words.KEPT_OUT)
    if known != row.state:
        return ""  # it says why it was so before
    return gettext(row.answer) if row.answer else ""


def _state(row: Delivery, now: datetime) -> str:
    match _known(row):
        case _State.SENT:
            return _sent(row, now)
        case _State.UNSURE:
            return gettext("unsure: is it there?")
        case _State.REFUSED:
            return gettext("refused")
        case _State.SENDING:
            return gettext("is being sent")
        case _State.WITHDRAWN if row.withdrawn_at:
            return gettext("withdrawn %(time)s") % {"time": hour(row.withdrawn_at, now)}
        case _State.WAITING:
            return _waits(row, now)
    return gettext("kept out")


def _sent(row: Delivery, now: datetime) -> str:
    kind = kinds.get(row.channel.kind)
    if kind and not kind.is_read and (last := row.edited_at or row.sent_at):
        said = gettext("told %(time)s") % {"time": hour(last, now)}
        waits = ", " + gettext("a change waits")
        return said + waits if row.due_at and row.attempts else said
    said = gettext("posted")
    if row.sent_at:
        said = gettext("posted %(time)s") % {"time": hour(row.sent_at, now)}
    if row.edited_at:
        said += ", " + gettext("edited %(time)s") % {"time": hour(row.edited_at, now)}
    if row.due_at and row.attempts:
        said += ", " + gettext("a change waits")
    return said


def _waits(row: Delivery, now: datetime) -> str:
    if row.channel.paused_at:
        return gettext("waits: the channel is paused")
    if row.channel.trouble:
        return gettext("waits: the channel is in trouble")
    if row.due_at and row.due_at > now:
        return gettext("waits until %(time)s") % {"time": _second(row.due_at, now)}
    return gettext("waits")


def _second(at: datetime, now: datetime) -> str:
    """An hour; with its seconds where it is near."""
    return f"{hour(at, now)}:{at:%S}" if at - now < _NEAR else hour(at, now)


def _verbs(row: Delivery, article: Article | None, now: datetime) -> Iterable[Verb]:
    state = _known(row)
    if state == _State.UNSURE:
        yield Verb(THERE, gettext("It is there"), gettext("Link to the post"))
        yield Verb(SEND, gettext("Send again"))
    elif state == _State.REFUSED:
        yield Verb(SEND, gettext("Send again"))
        yield Verb(OUT, gettext("Keep out"))
    elif state == _State.WAITING:
        held = row.due_at is not None and row.due_at > now and not row.attempts
        yield Verb(SEND, gettext("Send now"))
        yield Verb(OUT, gettext("Recall") if held else gettext("Keep out"))
    elif state == _State.SENT:
        yield Verb(OUT, gettext("Take away there"))
        if row.attempts:
            yield Verb(SEND, gettext("Send again"))
    elif state != _State.SENDING and article is not None and article.live:
        yield Verb(SEND, gettext("Send"))
