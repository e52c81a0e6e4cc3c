"""Starting Django for a verb that needs it, with sentences for what can be wrong."""

import os

from stoppress.home import Home, load_home
from stoppress.home.paths import HOME_VARIABLE
from stoppress.supervise.failure import NotDone
from stoppress.supervise.loading import loading


def set_environment(home: Home, role: str) -> None:
    """Name home and role in the environment, for Django here and in child processes."""
    os.environ[HOME_VARIABLE] = str(home.root)
    os.environ["STOPPRESS_ROLE"] = role
    os.environ["DJANGO_SETTINGS_MODULE"] = "stoppress.conf.settings"


def start_django(home: Home, role: str = "command", *, migrated: bool = True) -> None:
    """Set Django up for ``home`` and see that its database answers.

    With ``migrated``, also see that it is as new as this release. Raises NotDone, with the remedy,
    when the database cannot be used, and HomeError when the home cannot.
    """
    load_home(home.root)
    set_environment(home, role)
    with loading():
        import django
        from django.core.exceptions import ImproperlyConfigured
        from django.db import Error, connection

    try:
        with loading():
            django.setup()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = waiting_migrations() if migrated else []
    except ImproperlyConfigured as error:
        remedy = (
            " Install it: `pip install 'stoppress[postgres]'`." if "psycopg" in str(error) else ""
        )
        raise NotDone(f"{error}{remedy}") from error
    except Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise NotDone(
            f"The database cannot be used ({reason}). See that it runs and that `database` in"
            f" {home.settings_file} is right."
        ) from error
    if waiting:
        raise NotDone(
            f"The database of {home.root} is older than this release ({len(waiting)} migrations"
            f" wait). Bring it up to date with `stoppress --home {home.root} init`."
        )


def waiting_migrations() -> list[str]:
    """Name the migrations that the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
