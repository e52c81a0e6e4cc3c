"""Asking Telegram by a bot, and how each answer ends.

python-telegram-bot speaks the protocol. Its exceptions may hold the address that was asked, and so
the token: nothing of them leaves this file but words that ``secrets.without`` has been through.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from stoppress.channels.ends import Done, End, Gone, Later, Moved, Refused, Unsure
from stoppress.channels.secrets import without

#: Seconds for a connection, and for an answer.
_CONNECT, _ANSWER = 5.0, 15.0
#: What was never sent: the other side has not seen it.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
#: Statuses by which a server says that it has not done it.
_NOT_DONE = (429, 500, 503)
#: Words of Telegram's for a refusal of the whole channel, in lower case.
_CHANNEL_REFUSED = (
    "chat not found",
    "not enough rights",
    "need administrator rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_admin_required",
    "chat_restricted",
    "peer_id_invalid",
    "bot is not a member",
)
_NOT_THERE = ("message to edit not found", "message_id_invalid", "message to delete not found")
_Asks = Callable[[Bot], Awaitable[Any]]


class _Request(HTTPXRequest):
    """Remembers the status of the last answer, which the library's exceptions do not tell."""

    status = 0

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Ask, and remember."""
        self.status = 0
        answer = await super().do_request(*args, **options)
        self.status = answer[0]
        return answer


class Asking:
    """A bot and its connections, for one thread."""

    def __init__(self, token: str, api: str = "") -> None:
        # The library gives times as such and not as numbers, as it will in its next release.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._token = token
        self._runner = asyncio.Runner()
        self._request = _Request(
            read_timeout=_ANSWER,
            write_timeout=_ANSWER,
            connect_timeout=_CONNECT,
            # A server that the owner named is asked directly.
            httpx_kwargs={"trust_env": not api},
        )
        server = api.rstrip("/") or "https://api.telegram.org"
        self._bot = Bot(
            token,
            f"{server}/bot",
            f"{server}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )

    @property
    def status(self) -> int:
        """The status of the last answer; 0 when none came."""
        return self._request.status

    def close(self) -> None:
        """Close its connections."""
        self._runner.run(self._request.shutdown())
        self._runner.close()

    def ask(self, asks: _Asks, read: Callable[[Any], str] = lambda _answer: "") -> End:
        """Ask, and say how it ended."""

        async def ask() -> Any:
            return await asks(self._bot)

        try:
            return Done(read(self._runner.run(ask())))
        except TelegramError as error:
            return self._end_of(error)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be read
            return Unsure(self._words(f"The answer cannot be read: {type(error).__name__}"))

    def _end_of(self, error: TelegramError) -> End:
        said = self._words(str(error))
        match error:
            case RetryAfter():
                wait = error.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                return Later(said, seconds)
            case ChatMigrated():
                return Moved(str(error.new_chat_id), said)
            case Forbidden():
                return Refused(said, channel=True)
            case InvalidToken():
                return Refused(f"Telegram does not know this bot: {said}", channel=True)
            case Conflict():
                return Later(said)
            case BadRequest():
                return _end_of_bad_request(said)
            case NetworkError():
                return self._end_of_network_error(error, said)
        return Unsure(said)

    def _end_of_network_error(self, error: NetworkError, said: str) -> End:
        if isinstance(error.__cause__, _NEVER_SENT):
            return Later(said)
        status = self._request.status
        if status in _NOT_DONE or 300 <= status < 400:
            return Later(said)
        return Refused(said) if 400 <= status < 500 else Unsure(said)

    def _words(self, said: str) -> str:
        return without(self._token, said)


def _end_of_bad_request(sentence: str) -> End:
    said = sentence.lower()
    if "message is not modified" in said:
        return Done()
    if any(known in said for known in _NOT_THERE):
        return Gone(sentence)
    return Refused(sentence, channel=any(known in said for known in _CHANNEL_REFUSED))
