"""Connecting a person's chat with the bot: by a link that works once, for a short time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from stoppress.desk.trail.of_accounts import note_done
from stoppress.newsroom import clock
from stoppress.newsroom.models import Notice, TelegramChat

#: For how long a link works.
LASTS = timedelta(minutes=15)
#: Bytes of chance in a code: nobody guesses it.
_BYTES = 24


def begin(user: Any) -> tuple[str, datetime]:
    """The code of a new link for ``user``, and until when it works. An earlier one works no more.

    It has the signs that Telegram takes (https://core.telegram.org/bots/features#deep-linking).
    """
    code, until = secrets.token_urlsafe(_BYTES), clock.now() + LASTS
    waiting = {"code_hash": _hash(code), "code_until": until}
    TelegramChat.objects.update_or_create(pk=user.pk, defaults=waiting)
    return code, until


def connect(code: str, chat: int, name: str) -> Any | None:
    """Connect ``chat`` with the account whose link has ``code``; that account, or None.

    A chat belongs to one account, the last that connected it.
    """
    with transaction.atomic():
        waiting = TelegramChat.objects.select_for_update().filter(
            code_hash=_hash(code), code_until__gt=clock.now(), user__is_active=True
        )
        mine = waiting.select_related("user").first()
        if mine is None:
            return None
        for other in TelegramChat.objects.filter(chat=chat).exclude(pk=mine.pk):
            disconnect(other.pk)
        mine.chat, mine.name, mine.connected_at = chat, name[:200], clock.now()
        mine.code_hash, mine.code_until = "", None
        mine.save()
        note_done(mine.user, "connected", mine.user)
    return mine.user


def end(user: Any) -> None:
    """Disconnect somebody who wants it so; the trail says it."""
    with transaction.atomic():
        disconnect(user.pk)
        note_done(user, "disconnected", user)


def disconnect(user: int) -> None:
    """Forget somebody's chat and link. What was to be told there stands at the bell."""
    TelegramChat.objects.filter(pk=user).delete()
    to_send = Notice.objects.filter(user=user, telegram_due__isnull=False)
    to_send.update(telegram_due=None, at_the_bell=True)


def person_in(chat: int) -> Any | None:
    """Whose chat it is; None when nobody with an open account has connected it."""
    found = TelegramChat.objects.filter(chat=chat, user__is_active=True).select_related("user")
    mine = found.first()
    return mine.user if mine else None


def somebody_may_write() -> bool:
    """Whether a chat is connected, or a link waits to be opened."""
    waits = Q(code_until__gt=clock.now())
    return TelegramChat.objects.filter(Q(chat__isnull=False) | waits).exists()


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
