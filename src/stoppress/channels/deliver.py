"""Asking the other side, and writing down what came of it.

That a request goes out is committed before it does, and its answer after. So after a crash it is
known which requests may have been done: a post among them is *unsure*, and never sent again by
itself, unless its kind is ``repeatable``. Changing and withdrawing what stands there may be asked
twice, and is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from stoppress.channels import words
from stoppress.channels.ends import Done, End, Gone, Later, Moved, Refused, Unsure
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.pace import Pace
from stoppress.channels.pictures import file_of
from stoppress.channels.plan import Ask, Nothing, pins, plan
from stoppress.channels.post import Occasion, Picture, Post
from stoppress.channels.registry import Sender, kind_of
from stoppress.channels.secrets import NotGiven, without
from stoppress.channels.waits import REFUSES_ALL, wait_after
from stoppress.newsroom import clock
from stoppress.newsroom.models import Change

log = logging.getLogger(__name__)

_State, _Request = Delivery.State, Delivery.Request
#: A picture of which nobody knows whether it was changed.
_UNKNOWN = Picture(None, "?")


def recover(channel: Channel, line: Line) -> None:
    """Settle what a crash left in the middle: to be called before anything else is asked."""
    for row in channel.deliveries.filter(state=_State.SENDING):
        if row.asks != _Request.POST:
            unclear = row.unclear or row.asking != row.sent or row.asks == _Request.WITHDRAW
            _keep(row, state=_known(row), due_at=clock.now(), unclear=unclear)
            continue
        if kind_of(channel).repeatable:
            _keep(row, state=_State.WAITING, due_at=clock.now(), unclear=True)
            continue
        post = Post.from_json(row.asking or {})
        end = line.look_up(post)
        if isinstance(end, Done):
            _write(row, end, Ask(_Request.POST, post, headline=row.headline))
        elif isinstance(end, Gone):
            _keep(row, state=_State.WAITING, due_at=clock.now())
        else:
            _keep(row, state=_State.UNSURE, answer=words.CUT_OFF)


def deliver(channel: Channel, line: Line) -> bool:
    """Deal with one delivery of the channel that is due; whether there was one.

    ``line`` says afterwards how long nothing should be asked.
    """
    now = clock.now()
    channel.refresh_from_db()
    if channel.paused_at or (channel.waits_until and channel.waits_until > now):
        return False
    due = channel.deliveries.filter(due_at__lte=now).exclude(state__in=Delivery.AT_REST)
    row = due.order_by("due_at", "pk").first()
    if row is None:
        return False
    try:
        planned = plan(channel, row, now)
    except Exception:
        log.exception("the post of article %d for %s cannot be written", row.article_id, channel)
        _keep(row, due_at=now + wait_after(row.attempts + 1), answer=words.NOT_COMPOSED)
        Delivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        return True
    if isinstance(planned, Nothing):
        headline = planned.headline or row.headline
        _keep(
            row,
            state=planned.state,
            due_at=planned.due_at,
            answer=planned.words,
            headline=headline,
            attempts=0,
        )
        return True
    if line.wait():
        return False
    if channel.trouble:
        _ask_whether_it_is_back(channel, line)
        return True
    _ask(channel, row, planned, line)
    return True


@dataclass
class Line:
    """The way to the other side of one channel: opened when it is needed, at the pace it allows."""

    channel: Channel
    pace: Pace
    _sender: Sender | None = field(default=None, repr=False)

    @classmethod
    def of(cls, channel: Channel) -> Line:
        """The line of a channel."""
        return cls(channel, Pace(kind_of(channel).rates))

    def wait(self) -> float:
        """For how many seconds nothing may be asked."""
        return self.pace.seconds()

    def ask(self, request: Callable[[Sender], End]) -> End:
        """Ask, and give the end; whatever goes wrong, it is one of them."""
        try:
            sender = self._sender or kind_of(self.channel).open(self.channel)
        except NotGiven as missing:
            return Refused(str(missing), channel=True)
        self._sender = sender
        self.pace.count()
        try:
            return request(sender)
        except Exception as error:  # noqa: BLE001 - a kind's fault must not stop the others
            # Not the traceback: what libraries say may hold the address, and so the secret.
            said = without("", f"{type(error).__name__}: {error}")
            log.error("%s: a request failed in an unknown way: %s", self.channel, said)
            return Unsure(said)

    def look_up(self, post: Post) -> End | None:
        """Whether a post is there; None where nobody can tell."""
        found: list[End | None] = []

        def look(sender: Sender) -> End:
            found.append(sender.look_up(post))
            return found[0] or Done()

        end = self.ask(look)
        return found[0] if found else end

    def close(self) -> None:
        """Close it; the next request opens it again, with what the channel is by then."""
        if self._sender is not None:
            with suppress(Exception):
                self._sender.close()
            self._sender = None


def _ask_whether_it_is_back(channel: Channel, line: Line) -> None:
    """Ask a side that was in trouble something that changes nothing, before it is told anything.

    So an outage of hours leaves at most one post of which nobody knows whether it arrived.
    """
    line.close()
    end = line.ask(lambda sender: sender.test())
    if isinstance(end, Done):
        is_well(channel)
    elif isinstance(end, Moved):
        _move(channel, end, line)
    else:
        _is_in_trouble(channel, end)


def _ask(channel: Channel, row: Delivery, planned: Ask, line: Line) -> None:
    known = replace(planned, stands=_as_far_as_known(row, planned.stands))
    picture = _picture_needed(known)
    content = file_of(picture, row.article_id) if picture else None
    for further in _more_of_an_album(known):
        file_of(further, row.article_id)  # made by now, so that the kind only reads it
    if picture and plan(channel, row, clock.now()) != planned:
        return  # making a picture takes a while: it is looked at again
    number = _take(row, planned)
    if number is None:
        return
    occasion = _occasion(row, number)
    post = replace(planned.post, occasion=occasion) if planned.post else None
    stands = replace(known.stands, occasion=occasion) if known.stands else None

    def request(sender: Sender) -> End:
        if planned.request in (_Request.PIN, _Request.UNPIN):
            return sender.pin(row.remote_id, pinned=planned.request == _Request.PIN)
        if post is None and stands is not None:
            return sender.withdraw(row.remote_id, stands, planned.notice)
        if post is not None and stands is not None:
            return sender.edit(row.remote_id, post, stands, content)
        if post is not None:
            return sender.post(post, content, silently=planned.silently)
        raise ValueError("there is nothing to ask for")

    if stands is not None and not (row.remote_id or kind_of(channel).repeatable):
        end: End = Refused(words.NUMBER_UNKNOWN)
    else:
        end = line.ask(request)
    _write(row, end, planned)
    if isinstance(end, Done | Gone):
        is_well(channel)
    elif isinstance(end, Moved):
        _move(channel, end, line)
    elif isinstance(end, Later | Unsure) or (isinstance(end, Refused) and end.channel):
        _is_in_trouble(channel, end)


def _as_far_as_known(row: Delivery, stands: Post | None) -> Post | None:
    """What stands there; its pictures are unknown where a change may have been done or not."""
    if stands is None or not row.unclear:
        return stands
    album = tuple(one and _UNKNOWN for one in stands.album)
    return replace(stands, picture=stands.picture and _UNKNOWN, album=album)


def _picture_needed(planned: Ask) -> Any:
    """The picture that has to be sent along; not one that stands there already."""
    picture = planned.post.picture if planned.post else None
    return picture if not planned.stands or planned.stands.picture != picture else None


def _more_of_an_album(planned: Ask) -> list[Picture]:
    """The pictures after the first that have to be sent along."""
    standing = planned.stands.album if planned.stands else ()
    album = planned.post.album[1:] if planned.post else ()
    return [picture for picture in album if picture and picture not in standing]


def _take(row: Delivery, planned: Ask) -> int | None:
    """Write down what is about to be asked for; its number, None when somebody changed the row."""
    post = planned.post or planned.stands
    asking = post.as_json() if post else None
    same = row.asks == planned.request and row.asking == asking
    again = same and (row.attempts > 0 or row.unclear)
    number = row.number if again else row.number + 1
    mine = Delivery.objects.filter(pk=row.pk, due_at=row.due_at, state=row.state, wish=row.wish)
    taken = mine.update(
        state=_State.SENDING,
        asks=planned.request,
        asked_at=clock.now(),
        asking=asking,
        number=number,
        headline=planned.headline,
    )
    return number if taken else None


def _occasion(row: Delivery, number: int) -> Occasion:
    changed = Change.objects.filter(pk=row.sequence).values_list("at", flat=True).first()
    return Occasion(number, row.sequence, changed or row.noticed_at)


def _known(row: Delivery) -> Delivery.State:
    """The state of a delivery that is not being asked for."""
    return _State.WAITING if row.sent is None else _State.SENT


def _write(row: Delivery, end: End, planned: Ask) -> None:
    """Write down the end of a request."""
    now, stands = clock.now(), _known(row)
    repeatable = kind_of(row.channel).repeatable
    match end:
        case Done() | Refused(channel=False) if planned.request in (_Request.PIN, _Request.UNPIN):
            # Where it may not be pinned, it is not asked for again; the post is as it should be.
            pinned = planned.request == _Request.PIN
            _keep(row, due_at=None, attempts=0, answer=end.words, state=stands, pinned=pinned)
        case Done():
            # What is to be pinned, or no longer, is looked at again at once; so is what was
            # withdrawn, which may be public again.
            again = not planned.post or pins(row.channel, row.article_id) != row.pinned
            due = now if again else None
            _keep(row, due_at=due, attempts=0, answer=end.words, **_done(planned, end, now))
        case Gone():
            _keep(
                row,
                due_at=None,
                attempts=0,
                answer=end.words,
                state=_State.WITHDRAWN,
                wish=Delivery.Wish.OUT,
                pinned=False,
                sent=None,
                remote_id="",
                unclear=False,
                withdrawn_at=now,
            )
        case Refused(channel=False):
            _keep(row, due_at=None, answer=end.words, state=_State.REFUSED)
        case Unsure() if planned.request == _Request.POST and not repeatable:
            _keep(row, answer=end.words, state=_State.UNSURE)
        case Moved():
            _keep(row, answer=end.words, state=stands)
        case Later() | Unsure() | Refused():
            wait = wait_after(row.attempts + 1, end)
            changes = planned.request not in (_Request.PIN, _Request.UNPIN)
            _keep(
                row,
                due_at=now + wait,
                answer=end.words,
                attempts=row.attempts + 1,
                state=stands,
                unclear=row.unclear or (isinstance(end, Unsure) and changes),
            )


def _done(planned: Ask, end: Done, now: datetime) -> dict[str, Any]:
    """The columns of a delivery whose request was done."""
    if planned.post is None:
        return {
            "state": _State.WITHDRAWN,
            "remote_id": "",
            "sent": None,
            "pinned": False,
            "unclear": False,
            "withdrawn_at": now,
        }
    columns: dict[str, Any] = {
        "state": _State.SENT,
        "unclear": False,
        "sent": (end.stands or planned.post).as_json(),
        "revision": planned.revision,
    }
    if planned.request == _Request.POST:
        return {
            **columns,
            "remote_id": end.remote_id,
            "sent_at": now,
            "edited_at": None,
            "withdrawn_at": None,
        }
    return {**columns, "edited_at": now}


def _keep(row: Delivery, **columns: Any) -> None:
    """Write columns of a row. One that somebody made due meanwhile stays due."""
    this = Delivery.objects.filter(pk=row.pk)
    if "due_at" in columns:
        this.filter(due_at=row.due_at).update(due_at=columns.pop("due_at"))
    if columns:
        this.update(**columns)


def is_well(channel: Channel) -> None:
    """Write down that the channel takes posts."""
    if channel.trouble or channel.failures:
        Channel.objects.filter(pk=channel.pk).update(
            trouble="", trouble_since=None, failures=0, waits_until=None
        )
        log.warning("%s takes posts again", channel)


def _is_in_trouble(channel: Channel, end: End) -> None:
    """Let the channel wait: as long as the other side says, else longer with each failure."""
    now, failures = clock.now(), channel.failures + 1
    wait = REFUSES_ALL if isinstance(end, Refused) else wait_after(failures, end)
    if isinstance(end, Refused) and end.for_good:
        Channel.objects.filter(pk=channel.pk).update(paused_at=now)
    Channel.objects.filter(pk=channel.pk).update(
        trouble=end.words,
        trouble_since=channel.trouble_since or now,
        failures=failures,
        waits_until=now + wait,
    )
    log.warning(
        "%s takes no posts (%s); it is asked again in %.0f s",
        channel,
        end.words,
        wait.total_seconds(),
    )


def _move(channel: Channel, end: Moved, line: Line) -> None:
    """Go on where the channel is now."""
    Channel.objects.filter(pk=channel.pk).update(target=end.target)
    log.warning("%s is %s from now on: %s", channel, end.target, end.words)
    channel.target = end.target
    line.close()
