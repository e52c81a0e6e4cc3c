"""How often a chat may try codes, and how often the bot answers one that it does not know."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

#: Codes of one chat. They are too long to be guessed; this keeps the trying short.
_TRIES = parse("10/hour")
#: Answers to one unknown chat, and to all of them: Telegram lets a bot write 30 messages a second.
_ANSWERS, _ANSWERS_TO_ALL = parse("3/hour"), parse("20/minute")


class Limits:
    """Counts, in the memory of the worker; starting it again forgets them."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, chat: int) -> bool:
        """Whether a code of this chat is looked at; it counts."""
        return self._limiter.hit(_TRIES, "try", str(chat))

    def may_be_answered(self, chat: int) -> bool:
        """Whether this unknown chat gets an answer; it counts."""
        mine = self._limiter.hit(_ANSWERS, "answer", str(chat))
        return mine and self._limiter.hit(_ANSWERS_TO_ALL, "answer")
