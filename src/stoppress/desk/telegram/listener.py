"""Hearing what is written to the bot, in the worker and away from its clock.

An update is dealt with in the transaction that writes down that it was: a restart loses none and
doubles none. Answers are written there too, and sent after; one whose sending was cut off may be
sent twice.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from stoppress.channels.alone import alone
from stoppress.channels.ends import Done, End, Later, Refused, Unsure
from stoppress.channels.kinds.telegram import has_bot, open_bot_of_people
from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.channels.secrets import NotGiven
from stoppress.channels.waits import wait_after
from stoppress.desk.telegram.connection import somebody_may_write
from stoppress.desk.telegram.drafts import Fetched
from stoppress.desk.telegram.hear import hear, is_for_a_draft, say_that_it_failed
from stoppress.desk.telegram.limits import Limits
from stoppress.newsroom import clock
from stoppress.newsroom.models import TelegramBot, TelegramReply

if TYPE_CHECKING:
    from stoppress.channels.kinds.telegram.people import BotOfPeople

log = logging.getLogger(__name__)

#: Seconds for which Telegram holds a request while nobody writes.
_HELD = 25
#: Seconds between two looks whether somebody may write, and after a failure of the database.
_EVERY, _AGAIN = 2.0, 5.0
#: Seconds after a failure of Telegram, at the most.
_LONGEST = 60.0
#: Answers that are sent before it is listened again.
_AT_ONCE = 20
#: Telegram keeps updates for a day. After a week without any the next has any number, also a
#: smaller one: after so long all that is there is new (https://core.telegram.org/bots/api#update).
_NUMBERS_LAST = timedelta(days=2)


class Listener(threading.Thread):
    """Listens until ``stop`` is set, while there is a bot and somebody may write to it."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="telegram-listener", daemon=True)
        self._stop_listening = stop
        self._limits = Limits()
        self._failures = 0

    def run(self) -> None:
        """Listen; what fails is tried again."""
        wait = _EVERY
        while not self._stop_listening.wait(wait):
            try:
                close_old_connections()
                wait = self._listen()
            except DatabaseError:
                log.exception("the bot will be listened to again in %.0f s", _AGAIN)
                wait = _AGAIN

    def _listen(self) -> float:
        """Listen while somebody may write; the seconds to wait then."""
        if not (has_bot() and somebody_may_write()):
            return _EVERY
        with alone("telegram-listener") as mine:
            bot = _opened() if mine else None
            if bot is None:
                return _AGAIN  # a worker that is ending has it, or the token is no token
            try:
                while not self._stop_listening.is_set() and somebody_may_write():
                    close_old_connections()
                    end = listen(bot, self._limits, _HELD)
                    self._failures = 0 if isinstance(end, Done) else self._failures + 1
                    note_trouble(bot, end, self._failures)
                    if self._failures:
                        return self._wait_after(end)
            finally:
                with suppress(Exception):
                    bot.close()
        return _EVERY

    def _wait_after(self, end: End) -> float:
        if isinstance(end, Later) and end.seconds is not None:
            return end.seconds
        return min(_LONGEST, wait_after(self._failures).total_seconds())


def _opened() -> BotOfPeople | None:
    try:
        return open_bot_of_people()
    except NotGiven as missing:
        log.warning("the bot is not listened to: %s", missing)
        return None


def listen(bot: BotOfPeople, limits: Limits, seconds: int) -> End:
    """Wait up to ``seconds`` for messages, deal with them, and send what there is to answer."""
    known, _made = TelegramBot.objects.get_or_create(pk=bot.number)
    replied = send_replies(bot)
    recent = known.heard_at is not None and clock.now() - known.heard_at < _NUMBERS_LAST
    after = known.heard if recent else -1
    waits = TelegramReply.objects.exists()  # who waits for an answer does not wait for others
    end, found = bot.hear(after, 0 if waits else seconds)
    for one in found:
        if one.number > after:
            fetched = _fetch(bot, one, limits)
            if isinstance(fetched, Later | Unsure):
                return fetched  # it is heard again
            _deal_with(bot, one, limits, fetched)
    if found:
        replied = send_replies(bot)
    return end if isinstance(replied, Done) else replied


def _fetch(bot: BotOfPeople, heard: Heard, limits: Limits) -> Fetched | Later | Unsure | None:
    """The picture of a message that becomes a draft; None where there is none.

    It is fetched before the transaction: nobody waits for the network with the database's lock.
    """
    if not heard.picture or not is_for_a_draft(heard):
        return None
    end, file = bot.picture(heard.picture)
    if isinstance(end, Done):
        return Fetched(file)
    if isinstance(end, Later | Unsure) and limits.may_fetch_later(heard.number):
        return end
    return Fetched(why_not=end.words)


def _deal_with(bot: BotOfPeople, heard: Heard, limits: Limits, fetched: Fetched | None) -> None:
    with transaction.atomic():
        try:
            with transaction.atomic():
                hear(heard, limits, fetched)
        except (OperationalError, InterfaceError):
            raise  # the database's trouble, and not the message's
        except Exception:
            # One message that cannot be dealt with must not keep out all that come after.
            log.exception("message %d to the bot was left out", heard.number)
            say_that_it_failed(heard)
        written = {"heard": heard.number, "heard_at": clock.now()}
        TelegramBot.objects.filter(pk=bot.number).update(**written)


def send_replies(bot: BotOfPeople) -> End:
    """Send what is to be answered; Later when that cannot be now. What is refused is forgotten."""
    for reply in TelegramReply.objects.order_by("pk")[:_AT_ONCE]:
        end = bot.say(reply.chat, reply.text)
        if isinstance(end, Later):
            return end
        reply.delete()
    return Done()


def note_trouble(bot: BotOfPeople, end: End, failures: int) -> None:
    """Write down why nothing is heard, or that it is again.

    A worker that ends may still be listening: of one failure nobody is told.
    """
    trouble = "" if isinstance(end, Done) else end.words or type(end).__name__
    if trouble and failures < 2 and not isinstance(end, Refused):
        return
    known = dict(TelegramBot.objects.values_list("pk", "trouble"))
    if any(said for number, said in known.items() if number != bot.number):
        TelegramBot.objects.exclude(pk=bot.number).update(trouble="")  # that it had before
    if known.get(bot.number) != trouble:
        TelegramBot.objects.filter(pk=bot.number).update(trouble=trouble)
        if trouble:
            log.warning("the bot hears nothing: %s", trouble)
