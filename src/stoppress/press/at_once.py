"""Following the change log right after a commit, in the process that made the change."""

from __future__ import annotations

import logging

from stoppress.press import storage
from stoppress.press.follow import follow

log = logging.getLogger(__name__)


def follow_at_once() -> None:
    """Follow the change log, so that the publisher sees the result at once.

    A failure is logged and left to the worker, which follows the same log: the change itself
    is committed and is not lost.
    """
    try:
        follow()
    except Exception:
        log.exception("the press could not follow a change at once; the worker will")


def position() -> int:
    """The sequence of the last change that readers have."""
    return storage.newsroom_store().sequence


def why_not_visible(sequence: int) -> Exception | None:
    """What keeps readers from the change with this ``sequence``; None when they have it.

    If the store has not come so far, the press is asked once more, and this is why it fails.
    """
    try:
        if position() >= sequence or follow() >= sequence:
            return None
    except Exception as error:  # noqa: BLE001 - whatever it is, the change waits for the worker
        return error
    return NotYet(f"the store is of another release, whose press brings it to change {sequence}")


class NotYet(RuntimeError):
    """The press of this process may not change the store; that of another will."""
