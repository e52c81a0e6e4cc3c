"""The newsroom on PostgreSQL: its own tests once more, and a paper from first to last."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conf.postgres_server import MIGRATED, postgres_server
from tests.world.pieces import cancelled, import_pieces, piece, with_headline
from tests.world.running import serving, stoppress
from tests.world.waiting import until

TESTS = Path(__file__).parent.parent
#: Folders and files that one process runs; several processes share the work.
RUNS = (
    "press watch postgres/order_of_the_log.py",
    "newsroom",
    "releases supervise",
    "reader_site law",
)
#: Of these, the tests that use the database, whether `make quick` runs them or not. SQLite alone
#: stands for long random histories, which take minutes.
USUAL = "not browser and not thorough and not (law and slow)"
#: Of the desk and the channels: those that walk all pages, or serve a newsroom of their own, show
#: nothing of a database.
QUICK = "not browser and not thorough and not slow"
#: One of very many cases.
MANY = "not browser and thorough and not slow"
#: Folders with tests on Django's database that SQLite alone stands for.
NOT_RUN = {"bench", "cli", "demo", "faults", "intake", "proof"}

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of an empty database on a server of one's own."""
    with postgres_server() as url:
        yield url


@pytest.mark.parametrize(
    ("rooms", "which"),
    [
        *(pytest.param(rooms, USUAL, marks=pytest.mark.long) for rooms in RUNS),
        pytest.param("desk channels", QUICK, marks=pytest.mark.long),
        pytest.param("newsroom", MANY, marks=pytest.mark.long),
    ],
)
def test_the_newsrooms_tests_pass_on_postgresql(database: str, rooms: str, which: str) -> None:
    kept = ("PYTEST_", "STOPPRESS_", "DJANGO_")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(kept)}
    environment["STOPPRESS_TEST_DATABASE"] = database
    environment["STOPPRESS_TEST_TEMPLATE"] = MIGRATED
    words = ["-q", "--tb=short", "-p", "no:cacheprovider", "-m", which]
    words += ["-p", "tests.postgres.with_a_database"]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *(str(TESTS / room) for room in rooms.split())],
        cwd=TESTS.parent,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_no_folder_with_tests_on_the_database_is_left_out() -> None:
    folders = {
        file.parent.name
        for file in TESTS.glob("*/test_*.py")
        if "mark.django_db" in file.read_text()
    }
    assert folders - {*" ".join(RUNS).split(), *NOT_RUN, "desk", "channels", "postgres"} == set()


def test_a_paper_is_made_served_published_and_read_on_postgresql(
    database: str, tmp_path: Path
) -> None:
    home = tmp_path / "paper"
    words = ["--name", "The Kelmora Courier", "--language", "en", "--time-zone", "Asia/Baku"]
    stoppress(home, "init", *words, "--database", database)
    assert not (home / "newsroom.sqlite3").exists()
    assert "changed" in stoppress(home, "init", *words, "--database", database).stdout

    ferry = piece("The ferry is back")
    with serving(home) as running:
        [filed] = import_pieces(running, ferry, piece("A choir at sea"))[:1]
        assert filed.outcome == "created"
        page_saying("The ferry is back", running.url(filed.path))
        page_saying("The ferry is back", running.url("/"))

        import_pieces(running, ferry := with_headline(ferry, "The ferry is here"))
        assert "A choir at sea" in page_saying("is here", running.url(filed.path))

        import_pieces(running, cancelled(ferry, "The account could not be confirmed."))
        gone = httpx.get(running.url(filed.path), follow_redirects=True)
        assert gone.status_code == 410
        assert "could not be confirmed" in gone.text
        assert "are in order" in running.stoppress("check")


def page_saying(words: str, url: str) -> str:
    """The page at ``url`` once it says ``words``, which is soon."""

    def text() -> str | None:
        found = httpx.get(url, follow_redirects=True).text
        return found if words in found else None

    return until(text, f"{words!r} at {url}")
