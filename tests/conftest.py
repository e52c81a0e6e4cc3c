"""What every test stands on: a home of its own, and Django set up for it."""

import django
from hypothesis import settings

from tests import own_home  # noqa: F401 - before Django reads its settings

django.setup()  # now: pytest-django looks for settings before this file has named them

pytest_plugins = ["tests.world.fixtures", "tests.world.chromium"]

# `make quick`: few examples; a test that names its own number keeps it.
settings.register_profile("quick", max_examples=15, deadline=None)
