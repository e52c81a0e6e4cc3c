"""Django's ``DATABASES`` for a home: SQLite tuned for one machine, or PostgreSQL by URL."""

from typing import Any

import dj_database_url

from stoppress.conf.process_role import ProcessRole
from stoppress.home import Home, HomeSettings

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for the writer
    "PRAGMA synchronous=NORMAL",  # with WAL: no corruption; a power cut may lose the last writes
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",  # KiB of pages kept by each connection
    "PRAGMA mmap_size=268435456",
    "PRAGMA journal_size_limit=67108864",  # a long import does not leave a huge WAL behind
)
_BUSY_SECONDS = 30
#: Somebody sits there and waits, and is told in words why (``desk.trouble``).
_BUSY_SECONDS_AT_THE_DESK = 10
_KEEP_SECONDS = 600


def databases(home: Home, settings: HomeSettings, role: ProcessRole) -> dict[str, Any]:
    """Give ``DATABASES``; at the desk every request is one transaction.

    On SQLite a transaction takes the write lock when it begins, so it waits its turn instead of
    failing half way. Who only reads asks for one snapshot explicitly (``press.reading``) and takes
    no lock; the origin does so itself, several times in a request when a publish overtakes it.
    """
    if settings.database:
        database: dict[str, Any] = dict(
            dj_database_url.parse(
                settings.database, conn_max_age=_KEEP_SECONDS, conn_health_checks=True
            )
        )
    else:
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home.database_file,
            "CONN_MAX_AGE": _KEEP_SECONDS,
            "OPTIONS": {
                "init_command": ";".join(_SQLITE_PRAGMAS),
                "timeout": _BUSY_SECONDS_AT_THE_DESK if role is ProcessRole.DESK else _BUSY_SECONDS,
                "transaction_mode": "IMMEDIATE",
            },
        }
    database["ATOMIC_REQUESTS"] = role is not ProcessRole.SITE
    return {"default": database}
