"""The trail: what was done in the newsroom, by whom, when and why, as Wagtail logs it.

Entries are written once. No page of the desk changes one, and neither does code: whoever tries is
told so. The database refuses it as well, whoever asks it: triggers stand before both tables. Who
may alter the tables themselves could take those away.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import connections
from django.db.models.signals import post_migrate, pre_delete, pre_migrate, pre_save
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.models.audit_log import LogEntryQuerySet

from stoppress.newsroom.change_log.append import hold_the_log

#: The tables of the trail: what was done to pages, and to everything else.
TABLES = (ModelLogEntry, PageLogEntry)
#: Ways in which a query changes many rows at once.
_MANY = ("update", "delete", "bulk_update")
_WORDS = "Entries of the trail are written once. Write another instead."
_TRIGGER = "newsroom_trail_is_fixed"


class TrailIsFixed(Exception):
    """Something tried to change or delete an entry of the trail."""

    def __init__(self) -> None:
        super().__init__(_WORDS)


def keep_the_trail(application: Any) -> None:
    """Refuse every change of an entry; called once, when all applications are there.

    Migrations may alter the tables: the triggers are taken away before, and made again after.
    """
    pre_migrate.connect(unlock, sender=application, dispatch_uid=__name__)
    post_migrate.connect(lock, sender=application, dispatch_uid=__name__)
    for table in TABLES:
        pre_save.connect(_before_a_save, sender=table, dispatch_uid=__name__)
        pre_delete.connect(_refuse, sender=table, dispatch_uid=__name__)
    for way in _MANY:
        setattr(LogEntryQuerySet, way, _refuse)


def lock(using: str, **_signal: Any) -> None:
    """Let the database refuse every change of an entry."""
    connection = connections[using]
    make = _MAKE[connection.vendor]
    with connection.cursor() as cursor:
        for table in _tables_there(using):
            for statement in make:
                cursor.execute(statement.format(table=table, trigger=_TRIGGER, words=_WORDS))


def unlock(using: str, **_signal: Any) -> None:
    """Take away what ``lock`` made, for as long as tables are altered or emptied."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in _tables_there(using):
            for event in ("update", "delete", "truncate", "insert"):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_TRIGGER}_{table}_{event}{where}")


#: What makes the triggers, by the kind of database.
_MAKE = {
    "sqlite": (
        *(
            f"CREATE TRIGGER IF NOT EXISTS {{trigger}}_{{table}}_{event}"
            f" BEFORE {event} ON {{table}} BEGIN SELECT RAISE(ABORT, '{{words}}'); END"
            for event in ("update", "delete")
        ),
        # ``REPLACE`` deletes what stands there, and asks no trigger of deletions.
        (
            "CREATE TRIGGER IF NOT EXISTS {trigger}_{table}_insert BEFORE INSERT ON {table}"
            " WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
            " BEGIN SELECT RAISE(ABORT, '{words}'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        ),
        *(
            f"CREATE OR REPLACE TRIGGER {{trigger}}_{{table}}_{event} BEFORE {event} ON {{table}}"
            f" FOR EACH {each} EXECUTE FUNCTION {{trigger}}()"
            for event, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
        ),
    ),
}


def _tables_there(using: str) -> list[str]:
    there = connections[using].introspection.table_names()
    names = (table._meta.db_table for table in TABLES)  # noqa: SLF001 - Django's documented API
    return [name for name in names if name in there]


def _before_a_save(instance: Any, **_signal: Any) -> None:
    """Refuse to save an entry again; number those of pages in the order of the commits."""
    if not instance._state.adding:  # noqa: SLF001 - Django's own, and documented
        raise TrailIsFixed
    if isinstance(instance, PageLogEntry):
        hold_the_log()


def _refuse(*_args: Any, **_options: Any) -> NoReturn:
    raise TrailIsFixed
