"""A newsroom with pieces in it, served for a test that breaks something."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.fixtures import copy_home
from tests.world.running import RunningNewsroom, serving


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A copy of the home with pieces, for one test."""
    return copy_home(filled_home, tmp_path / "home")


@pytest.fixture
def served(home: Path) -> Iterator[RunningNewsroom]:
    """That copy, served by two processes of the edge."""
    with serving(home, "--processes", "2") as running:
        yield running
