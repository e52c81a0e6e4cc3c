"""Django application of the press."""

from __future__ import annotations

import logging
from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save

log = logging.getLogger(__name__)


class PressConfig(AppConfig):
    """Starts the press right after every commit that wrote to the change log."""

    name = "stoppress.press"
    label = "press"

    def ready(self) -> None:
        """Listen to the change log, the newsroom's one signal."""
        from stoppress.newsroom.models import Change

        post_save.connect(_change_written, sender=Change, dispatch_uid="stoppress.press")


def _change_written(**_kwargs: Any) -> None:
    connection = transaction.get_connection()
    if any(callback is press_now for _ids, callback, _robust in connection.run_on_commit):
        return
    transaction.on_commit(press_now, robust=True)


def press_now() -> None:
    """Follow the change log in this process, so that the publisher sees the result at once.

    A failure is logged and left to the worker, which follows the same log: the change itself
    is committed and is not lost.
    """
    from stoppress.press.follow import follow

    try:
        follow()
    except Exception:
        log.exception("the press could not follow a change at once; the worker will")
