"""``python -m bench.archive``: a newsroom to measure with, in one command; again, it grows."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.world.migrated import lay_database, new_newsroom
from tests.world.running import own_environment, stoppress


def command(home: Path, number: str) -> list[str]:
    return [sys.executable, "-m", "bench.archive", number, "--home", str(home)]


def archive(home: Path, number: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(home, number), env=own_environment(), capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.long
def test_an_archive_is_made_and_made_larger(tmp_path: Path) -> None:
    home = tmp_path / "archive"

    first = archive(home, "20")
    assert first.stdout.endswith("20 pieces were written; the archive has 20.\n")
    assert "The archive: 20 of 20" in first.stderr

    second = archive(home, "25")
    assert second.stdout == "5 pieces were written; the archive has 25.\n"


def pieces_in(home: Path) -> int:
    database = home / "newsroom.sqlite3"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as newsroom:
        try:
            return int(newsroom.execute("SELECT COUNT(*) FROM newsroom_article").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are being made
            return 0


@pytest.mark.slow
@pytest.mark.long
def test_a_fill_that_is_killed_leaves_a_whole_newsroom_and_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "archive"
    lay_database(home, "en")
    filling = subprocess.Popen(command(home, "3500"), env=own_environment())
    try:
        beside: list[psutil.Process] = []
        deadline = time.monotonic() + 180
        while pieces_in(home) < 1000:
            assert filling.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        beside = psutil.Process(filling.pid).children(recursive=True)
    finally:
        filling.kill()
        filling.wait()
    assert beside, "the pieces are put together by a process of its own"
    _gone, left = psutil.wait_procs(beside, timeout=30)
    assert not left, "it ends with the one that was killed"
    there = pieces_in(home)
    assert 1000 <= there < 3500
    assert there % 1000 == 0

    again = archive(home, "3500")
    assert again.returncode == 0, again.stderr

    assert again.stdout == f"{3500 - there} pieces were written; the archive has 3500.\n"
    assert pieces_in(home) == 3500
    with closing(sqlite3.connect(home / "newsroom.sqlite3")) as newsroom:
        assert newsroom.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert newsroom.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_a_newsroom_with_pieces_of_its_own_is_refused_in_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    new_newsroom(home, "--name", "The Kelmora Courier")
    item = '{"uri": "tag:a.example,2026:1", "type": "text", "version": "1", "language": "en",'
    item += ' "headlines": [{"role": "main", "value": "The ferry is back"}],'
    item += ' "versionCreated": "2026-05-30T08:00:00Z"}'
    feed = tmp_path / "feed.json"
    feed.write_text(item)
    stoppress(home, "import", str(feed))

    refused = archive(home, "3")

    assert "a home of its own" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
