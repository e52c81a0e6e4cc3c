"""A plugin of pytest: of the tests that are named, run those that use Django's database.

The others are the same whatever the database is. ``test_on_postgres.py`` asks for it.
"""

from __future__ import annotations

import pytest

FIXTURES = {"db", "transactional_db"}


def uses_a_database(item: pytest.Item) -> bool:
    """Say whether a test may ask Django's database for something."""
    case = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or hasattr(case, "databases")  # one of Django's own test cases
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs no database."""
    left_out = [item for item in items if not uses_a_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if uses_a_database(item)]
