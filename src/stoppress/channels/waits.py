"""How long to wait after requests that were no use."""

from __future__ import annotations

from datetime import timedelta

from tenacity import RetryCallState, Retrying, wait_exponential_jitter

from stoppress.channels.ends import End, Later

#: Who refuses all is asked again after so long.
REFUSES_ALL = timedelta(minutes=10)
#: Doubled with each failure, with up to two seconds at random, so that not all come at once.
_WAIT = wait_exponential_jitter(initial=1, max=600, jitter=2)


def wait_after(failures: int, end: End | None = None) -> timedelta:
    """How long to wait after so many failures in a row, of which ``end`` is the last.

    As long as the other side says there; else the longer, the more there were.
    """
    if isinstance(end, Later) and end.seconds is not None:
        return timedelta(seconds=end.seconds)
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = max(1, failures)
    return timedelta(seconds=_WAIT(state))
