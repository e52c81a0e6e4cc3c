"""A newsroom with pieces in it, served for a test that breaks something."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.pieces import outcomes, piece
from tests.world.running import RunningNewsroom, serving, stoppress

SECTIONS = ("Town", "Harbour", "Sport")


@pytest.fixture(scope="session")
def filled_home(new_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with thirty pieces in three sections, that nobody serves."""
    from tests.world.fixtures import copy_home

    home = copy_home(new_home, tmp_path_factory.mktemp("filled") / "home")
    lines = "\n".join(json.dumps(piece(section=section)) for section in SECTIONS * 10)
    done = stoppress(home, "import", "-", given=lines)
    assert len(outcomes(done.stdout)) == 30
    return home


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    from tests.world.fixtures import copy_home

    return copy_home(filled_home, tmp_path / "home")


@pytest.fixture
def served(home: Path) -> Iterator[RunningNewsroom]:
    """That copy, served by two processes of the edge."""
    with serving(home, "--processes", "2") as running:
        yield running
