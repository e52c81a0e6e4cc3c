"""Django application of the press."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class PressConfig(AppConfig):
    """Starts the press right after every commit that wrote to the change log."""

    name = "stoppress.press"
    label = "press"

    def ready(self) -> None:
        """Listen to the change log, the newsroom's one signal."""
        from stoppress.newsroom.models import Change

        post_save.connect(_change_written, sender=Change, dispatch_uid="stoppress.press")


def _change_written(**_kwargs: Any) -> None:
    from stoppress.press.at_once import press_now

    connection = transaction.get_connection()
    if any(callback is press_now for _ids, callback, _robust in connection.run_on_commit):
        return
    transaction.on_commit(press_now, robust=True)
