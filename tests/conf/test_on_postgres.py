"""The same newsroom on PostgreSQL: commands, and the newsroom's own tests once more."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conf.postgres_server import postgres_server
from tests.world.running import serving, stoppress

TESTS = Path(__file__).parent.parent
ROOMS = ("newsroom", "press")

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres_server() as url:
        yield url


def test_a_newsroom_is_made_and_served_on_postgresql(database: str, tmp_path: Path) -> None:
    home = tmp_path / "paper"
    stoppress(home, "init", "--name", "The Harbour", "--database", database)
    assert not (home / "newsroom.sqlite3").exists()
    with serving(home) as running:
        assert json.loads(running.stoppress("status", "--json"))["editions"] == 1
        assert "are in order" in running.stoppress("check")


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "paper"
    url = "postgresql://paper@127.0.0.1:1/paper"
    done = stoppress(home, "init", "--name", "The Harbour", "--database", url, expect=2)
    assert done.stderr.startswith("stoppress: The database cannot be used (")
    assert len(done.stderr.splitlines()) == 1


def test_the_newsrooms_own_tests_pass_on_postgresql(database: str) -> None:
    rooms = [str(TESTS / room) for room in ROOMS if (TESTS / room).is_dir()]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    environment["STOPPRESS_TEST_DATABASE"] = database
    environment.pop("STOPPRESS_TEST_HOME", None)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-m",
            "not browser",
            *rooms,
        ],
        cwd=TESTS.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
