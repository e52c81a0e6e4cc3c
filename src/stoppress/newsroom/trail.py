"""The trail: what was done in the newsroom, by whom, when and why, as Wagtail logs it.

Entries are written once. No page of the desk changes one, and neither does code: whoever tries is
told so. Only who has the database in their hands could.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.models.signals import pre_delete, pre_save
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.models.audit_log import LogEntryQuerySet

from stoppress.newsroom.change_log.append import hold_the_log

#: The tables of the trail: what was done to pages, and to everything else.
TABLES = (ModelLogEntry, PageLogEntry)
#: Ways in which a query changes many rows at once.
_MANY = ("update", "delete", "bulk_update")


class TrailIsFixed(Exception):
    """Something tried to change or delete an entry of the trail."""

    def __init__(self) -> None:
        super().__init__("Entries of the trail are written once. Write another instead.")


def keep_the_trail() -> None:
    """Refuse every change of an entry; called once, when all applications are there."""
    for table in TABLES:
        pre_save.connect(_before_a_save, sender=table, dispatch_uid=__name__)
        pre_delete.connect(_refuse, sender=table, dispatch_uid=__name__)
    for way in _MANY:
        setattr(LogEntryQuerySet, way, _refuse)


def _before_a_save(instance: Any, **_signal: Any) -> None:
    """Refuse to save an entry again; number those of pages in the order of the commits."""
    if not instance._state.adding:  # noqa: SLF001 - Django's own, and documented
        raise TrailIsFixed
    if isinstance(instance, PageLogEntry):
        hold_the_log()


def _refuse(*_args: Any, **_options: Any) -> NoReturn:
    raise TrailIsFixed
