"""What every test stands on: a home of its own, and Django set up for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings as django_settings
from hypothesis import settings

from tests import own_home  # noqa: F401 - before Django reads its settings
from tests.spread import Spread, longest_first

django.setup()  # now: pytest-django looks for settings before this file has named them

from stoppress.newsroom import trail  # noqa: E402 - its models need what was set up

# Making and trying a password takes a third of a second by intent; nobody attacks these.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

pytest_plugins = ["tests.world.fixtures", "tests.world.chromium"]

#: Files whose tests commit. They are run alone, since Django empties all tables after each.
COMMITTING = (Path(__file__).parent / "postgres/order_of_the_log.py",)

# No example has a deadline: a busy machine may take ten times as long.
settings.register_profile("default", deadline=None)
settings.load_profile("default")
# ``make quick``: few examples; a test that names its own number keeps it.
settings.register_profile("quick", max_examples=15, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `tests/browser/test_guide_pictures.py` is told."""
    parser.addoption(
        "--keep-guide-pictures",
        action="store_true",
        help="write the pictures of the editor's guide where the guide shows them",
    )


@pytest.fixture(autouse=True)
def the_trail_may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, Django empties all tables; those of the trail refuse that."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark is not None and mark.kwargs.get("transaction"):
        trail.unlock("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and refuse tests that would empty the tables of those after them."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None and mark.kwargs.get("transaction") and item.path not in COMMITTING:
            raise pytest.UsageError(
                f"{item.nodeid} commits: after it no table has a row, and the tests that follow"
                " fail. Use TestCase.captureOnCommitCallbacks for what happens after a commit."
            )
    longest_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread:
    """Share files out among processes, and the tests of some files one by one."""
    return Spread(config, log)
