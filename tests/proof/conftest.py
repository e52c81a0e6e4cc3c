"""What tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.fixtures import copy_home
from tests.world.running import RunningNewsroom, serving


@pytest.fixture(scope="session")
def changing_newsroom(
    new_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a newsroom that began empty; each test publishes pieces of its own in it."""
    home = copy_home(new_home, tmp_path_factory.mktemp("changing") / "home")
    with serving(home) as running:
        yield running
