"""Sending notices by Telegram, in the worker and away from its clock.

Before a notice is sent it is put at the bell, and taken from there only when it is known to have
arrived where its reader wants it there alone. So a crash, or an answer that never came, doubles no
message and loses none.
"""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from stoppress.channels.ends import Done, End, Later, Refused
from stoppress.channels.kinds.telegram import has_bot, open_bot_of_people
from stoppress.channels.secrets import NotGiven
from stoppress.channels.waits import wait_after
from stoppress.desk.notices.languages import language_of_account
from stoppress.desk.telegram.connection import disconnect
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import name_of
from stoppress.newsroom.models import Notice, TelegramChat

if TYPE_CHECKING:
    from stoppress.channels.kinds.telegram.people import BotOfPeople

log = logging.getLogger(__name__)

#: Messages that are sent before it is looked again what is due.
AT_ONCE = 20
#: Seconds between two looks for what is to be sent.
_EVERY = 2.0
#: Messages to one person. What comes above that stands at the bell.
_MOST = parse("30/hour")
_GIVEN_UP_AFTER = timedelta(days=1)


class TelegramTeller(threading.Thread):
    """Sends what is due until ``stop`` is set."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="telegram-teller", daemon=True)
        self._stop_telling = stop
        self._teller = Teller()

    def run(self) -> None:
        """Send; what fails is tried again."""
        while not self._stop_telling.wait(_EVERY):
            try:
                close_old_connections()
                if has_bot():
                    self._teller.send_due()
            except DatabaseError:
                log.exception("messages to people will be looked for again in %.0f s", _EVERY)
            except NotGiven as missing:
                log.warning("nobody is told by Telegram: %s", missing)


class Teller:
    """Sends notices, and counts how many each person was sent in the last hour."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._waits_until = clock.now()

    def send_due(self) -> int:
        """Send the notices that are due; how many arrived. Raises NotGiven without a token."""
        if clock.now() < self._waits_until:
            return 0
        # Nobody is told whose account was closed meanwhile.
        open_ones = Notice.objects.filter(user__is_active=True)
        due = open_ones.filter(telegram_due__lte=clock.now()).order_by("telegram_due", "pk")
        rows = list(due.select_related("user", "article", "by")[:AT_ONCE])
        if not rows:
            return 0
        sent = 0
        with closing(open_bot_of_people()) as bot:
            for notice in rows:
                end = self._send(notice, bot)
                sent += isinstance(end, Done)
                if isinstance(end, Later):
                    break  # most likely it is so for all
        return sent

    def _send(self, notice: Notice, bot: BotOfPeople) -> End | None:
        """Send one, if nobody else does; the end of the request, None when none was made."""
        mine = TelegramChat.objects.filter(pk=notice.user_id, chat__isnull=False).first()
        if not _take(notice) or mine is None or mine.chat is None:
            return None
        left = self._limiter.get_window_stats(_MOST, str(notice.user_id)).remaining
        if not left:
            return None
        end = bot.say(mine.chat, words_of(notice, is_last=left == 1))
        if isinstance(end, Done):
            self._limiter.hit(_MOST, str(notice.user_id))
            Notice.objects.filter(pk=notice.pk).update(at_the_bell=notice.at_the_bell)
        elif isinstance(end, Later):
            self._waits_until = _try_later(notice, end)
        elif isinstance(end, Refused) and end.channel:
            _switch_off(notice)
            log.warning("nothing is sent there any more (%s)", end.words)
        else:
            log.warning("notice %d may not have arrived by Telegram (%s)", notice.pk, end.words)
        return end


def words_of(notice: Notice, *, is_last: bool = False) -> str:
    """What the message says, in the language of the person's desk.

    ``is_last``: no other follows it for a while, and it says so.
    """
    with override(language_of_account(notice.user)):
        context = {
            "one": notice,
            "said": render_to_string("desk/notices/said.html", {"one": notice}).strip(),
            "by": name_of(notice.by) if notice.by else "",
            "piece": settings.STOPPRESS_DESK_URL + reverse("desk_piece", args=[notice.article_id]),
            "wishes": settings.STOPPRESS_DESK_URL + reverse("desk_notice_wishes"),
        }
        text = render_to_string("desk/telegram/notice.txt", context).strip()
        if is_last:
            more = gettext("There is much at once. What else is new stands at the bell alone.")
            text = f"{text}\n\n{more}"
    return text


def _take(notice: Notice) -> bool:
    """Take a notice to send it; False when somebody else has."""
    mine = Notice.objects.filter(pk=notice.pk, telegram_due=notice.telegram_due)
    attempts = F("telegram_attempts") + 1
    taken = mine.update(telegram_due=None, at_the_bell=True, telegram_attempts=attempts)
    return bool(taken)


def _try_later(notice: Notice, end: Later) -> datetime:
    """Set the time of the next attempt; that time."""
    again = clock.now() + wait_after(notice.telegram_attempts + 1, end)
    over = again - notice.at > _GIVEN_UP_AFTER
    if not over:
        row = Notice.objects.filter(pk=notice.pk)
        row.update(telegram_due=again, at_the_bell=notice.at_the_bell)
    log.warning(
        "notice %d was not sent by Telegram (%s); %s",
        notice.pk,
        end.words,
        "it stands at the bell" if over else f"next attempt {again:%H:%M:%S}",
    )
    return again


def _switch_off(notice: Notice) -> None:
    """Somebody has blocked the bot, or is not there any more: the bell says so."""
    disconnect(notice.user_id)
    with override(language_of_account(notice.user)):
        words = gettext("The bot may not write to you there. Unblock it, then connect again.")
    Notice.objects.create(
        user=notice.user,
        kind=Notice.Kind.NOT_TOLD,
        article=notice.article,
        at=clock.now(),
        words=words,
    )
