"""How often a chat may try codes, and be answered; and of how many messages drafts are made."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

#: Codes of one chat. They are too long to be guessed; this keeps the trying short.
_TRIES = parse("10/hour")
#: Answers to one unknown chat, and to all of them: Telegram lets a bot write 30 messages a second.
_ANSWERS, _ANSWERS_TO_ALL = parse("3/hour"), parse("20/minute")
#: Messages of one person that become drafts; an album has up to ten.
_DRAFTS = parse("120/hour")
#: How often a picture is asked for before its draft goes without it.
_FETCHES = 5


class Limits:
    """Counts, in the memory of the worker; starting it again forgets them."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._fetches = (0, 0)

    def may_try(self, chat: int) -> bool:
        """Whether a code of this chat is looked at; it counts."""
        return self._limiter.hit(_TRIES, "try", str(chat))

    def may_be_answered(self, chat: int) -> bool:
        """Whether this unknown chat gets an answer; it counts."""
        mine = self._limiter.hit(_ANSWERS, "answer", str(chat))
        return mine and self._limiter.hit(_ANSWERS_TO_ALL, "answer")

    def may_file(self, user: int) -> bool:
        """Whether a message of this person becomes a draft; it counts."""
        return self._limiter.hit(_DRAFTS, "draft", str(user))

    def may_fetch_later(self, number: int) -> bool:
        """Whether the picture of the update ``number`` is asked for once more; it counts."""
        last, times = self._fetches
        self._fetches = (number, times + 1 if last == number else 1)
        return self._fetches[1] < _FETCHES
