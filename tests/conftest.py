"""What every test stands on: a home of its own, and Django set up for it."""

import django
import pytest
from hypothesis import settings

from tests import own_home  # noqa: F401 - before Django reads its settings

django.setup()  # now: pytest-django looks for settings before this file has named them

pytest_plugins = ["tests.world.fixtures", "tests.world.chromium"]

# `make quick`: few examples; a test that names its own number keeps it.
settings.register_profile("quick", max_examples=15, deadline=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with slow tests first: the last file that a process takes is then a short one.

    Files are kept together, since the tests of one share what they serve.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
