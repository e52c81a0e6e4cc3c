"""Following the change log right after a commit, in the process that made the change."""

from __future__ import annotations

import logging
import threading

from stoppress.press.follow import follow

log = logging.getLogger(__name__)

_here = threading.local()


def press_now() -> None:
    """Follow the change log, so that the publisher sees the result at once.

    A failure is logged and left to the worker, which follows the same log: the change itself
    is committed and is not lost.
    """
    try:
        follow()
    except Exception as error:
        _here.error = error
        log.exception("the press could not follow a change at once; the worker will")


def why_not_shown() -> Exception | None:
    """What kept this thread's last change from readers since this was asked last."""
    error: Exception | None = getattr(_here, "error", None)
    _here.error = None
    return error
