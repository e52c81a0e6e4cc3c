"""How long to wait after requests that were no use."""

from __future__ import annotations

from datetime import timedelta

from tenacity import RetryCallState, Retrying, wait_exponential_jitter

#: Who refuses all is asked again after so long.
REFUSES_ALL = timedelta(minutes=10)
#: Doubled with each failure, with up to two seconds at random, so that not all come at once.
_WAIT = wait_exponential_jitter(initial=1, max=600, jitter=2)


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = max(1, failures)
    return timedelta(seconds=_WAIT(state))
