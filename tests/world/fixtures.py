"""Newsrooms for tests: one that all tests read, others that a test may change."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.world.made_once import EVERYTHING, made_once
from tests.world.migrated import lay_database, migrated_database, new_newsroom
from tests.world.pages import Site
from tests.world.pieces import cancelled, import_pieces, outcomes, piece
from tests.world.running import RunningNewsroom, serving, stoppress

TAKEDOWN_REASON = "The names in this piece were wrong; a corrected one will follow."
EDITOR = "editor@news.example"
PASSWORD = "a quiet morning at the harbour"
SECTIONS = ("Town", "Harbour", "Sport")
IN_MEMORY = "file:newsroom-of-tests?mode=memory&cache=shared"


def copy_home(made: Path, to: Path) -> Path:
    """Copy a home that nobody serves."""
    left_out = shutil.ignore_patterns("run", "lock.mdb")
    return Path(shutil.copytree(made, to, ignore=left_out, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Fill the tests' own database before Django migrates it: nothing is left to migrate then."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("STOPPRESS_TEST_TEMPLATE")
        yield
        return
    connection.settings_dict["TEST"]["NAME"] = IN_MEMORY
    # The connection to memory holds what is there until Django has opened its own.
    with (
        closing(sqlite3.connect(migrated_database(settings.LANGUAGE_CODE))) as migrated,
        closing(sqlite3.connect(IN_MEMORY, uri=True)) as memory,
    ):
        migrated.backup(memory)
        yield


@pytest.fixture(scope="session")
def demo_home() -> Path:
    """The demo newsroom's home, made once a day for this code. Nobody serves it or changes it."""

    def make(home: Path) -> None:
        lay_database(home, "en")
        stoppress(home, "demo")

    # Its pieces are as old as they are on the day on which it was made.
    return made_once(f"demo-{datetime.now(UTC):%d}", EVERYTHING, make)


@pytest.fixture(scope="session")
def newsroom(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve the demo newsroom for the whole run. Tests read it and never change it."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("read") / "home")
    with serving(home) as running:
        yield running


@pytest.fixture(scope="session")
def site(newsroom: RunningNewsroom) -> Site:
    """Show the demo newsroom's site from outside, one piece of it taken down."""
    taken_down = piece("A report about the bridge")
    path = import_pieces(newsroom, taken_down)[0].path
    import_pieces(newsroom, cancelled(taken_down, TAKEDOWN_REASON))
    return Site(newsroom.site, gone_path=path)


@pytest.fixture
def copied_newsroom(demo_home: Path, tmp_path: Path) -> Iterator[Callable[[], RunningNewsroom]]:
    """Give copies of the demo newsroom that the test may change or break."""
    with ExitStack() as stack:

        def copy() -> RunningNewsroom:
            number = len(list(tmp_path.glob("copy-*[0-9]")))
            home = copy_home(demo_home, tmp_path / f"copy-{number}")
            return stack.enter_context(serving(home))

        yield copy


@pytest.fixture
def own_newsroom(copied_newsroom: Callable[[], RunningNewsroom]) -> RunningNewsroom:
    """Serve a copy of the demo newsroom for one test alone."""
    return copied_newsroom()


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new newsroom's home with one edition and no piece in it; nobody serves it."""
    home = tmp_path_factory.mktemp("new") / "home"
    named = ("--name", "The Test Courier", "--telegram", "testcourier")
    new_newsroom(home, *named, "--language", "en", "--time-zone", "Asia/Baku")
    return home


@pytest.fixture
def small_home(new_home: Path, tmp_path: Path) -> Path:
    """Give a test a new newsroom's home of its own."""
    return copy_home(new_home, tmp_path / "small")


@pytest.fixture(scope="session")
def filled_home(new_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with thirty pieces in three sections; nobody serves it."""
    home = copy_home(new_home, tmp_path_factory.mktemp("filled") / "home")
    lines = "\n".join(json.dumps(piece(section=section)) for section in SECTIONS * 10)
    done = stoppress(home, "import", "-", given=lines)
    assert len(outcomes(done.stdout)) == 30
    return home


@pytest.fixture(scope="session")
def growing_newsroom(
    new_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a new newsroom for the whole run. Tests publish in it, and break nothing."""
    home = copy_home(new_home, tmp_path_factory.mktemp("growing") / "home")
    with serving(home) as running:
        yield running


@pytest.fixture
def small_newsroom(small_home: Path) -> Iterator[RunningNewsroom]:
    """Serve a new newsroom with one edition and no piece in it."""
    with serving(small_home) as running:
        yield running


@pytest.fixture(scope="module")
def desk_newsroom(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a copy of the demo newsroom, with an editor, for one file of tests at the desk."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("desk") / "home")
    stoppress(
        home, "user", "add", EDITOR, "--role", "editor", "--password-stdin", given=PASSWORD + "\n"
    )
    with serving(home) as running:
        yield running
