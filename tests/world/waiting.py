"""Waiting for what comes when it comes, on machines that are quick and on those that are not."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

#: Seconds after which what does not come is a fault; on a quiet machine most comes in one or two.
PATIENCE = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.2


def until(happens: Callable[[], Found | None], what: str = "", within: float = PATIENCE) -> Found:
    """Ask again and again until the answer is true; return that answer.

    :param what: for the sentence of the failure, such as ``"the desk answers"``.
    :param within: seconds. A test that measures how long something takes does so itself, and
        gives room for a machine that does other things too.
    :raises AssertionError: when it has not happened in time.
    """
    end = time.monotonic() + within
    pause = _FIRST_PAUSE
    while not (found := happens()):
        assert time.monotonic() < end, f"not within {within:g} s: {what or happens}"
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return found
