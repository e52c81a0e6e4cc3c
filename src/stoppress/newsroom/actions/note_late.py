"""Write into the trail that something went out later than it was due."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail.log_actions import log
from wagtail.models import Page

ACTION = "stoppress.late"
#: How late something may go out before it is noted: the worker looks four times a second.
_MAY_BE_LATE = timedelta(seconds=10)


def note_late(page: int, due: datetime, at: datetime) -> None:
    """Note that ``page`` went out ``at``, if that is late for what was ``due``."""
    if at - due > _MAY_BE_LATE:
        data = {"due": due.isoformat(), "out": at.isoformat()}
        log(Page.objects.get(pk=page).specific, ACTION, data=data)
