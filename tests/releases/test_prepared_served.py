"""A release prepared beside, under readers: nobody waits, nothing is stale, nothing is mixed."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from pathlib import Path

import httpx
import pytest
from bench.releases import installed

from tests.releases.two_releases import Readers, editing, misses, sign
from tests.world.pieces import import_pieces, piece
from tests.world.ports import free_port
from tests.world.running import serving, start, stoppress

pytestmark = pytest.mark.slow

PIECES = 24
#: Times that preparing is killed before it is let be.
KILLED = 3
OLD_ADDRESS, NEW_ADDRESS = "https://news.example", "https://paper.example"
STYLES = r"/static/site\.\w+\.css"


@pytest.mark.long
def test_readers_notice_nothing_of_a_release_that_was_prepared(
    tmp_path: Path, small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(small_home.name)
    old, new = installed(tmp_path / "old"), installed(tmp_path / "new")
    sign(new)
    _name_site(small_home)
    at = ("--site", f"127.0.0.1:{free_port()}")
    returned: list[int] = []
    monkeypatch.setenv("PYTHONPATH", str(old.parent))

    with serving(small_home, *at) as first:
        pieces = import_pieces(first, *(piece() for _ in range(PIECES)))
        readers = Readers(first.site, [outcome.path for outcome in pieces], returned)
        with httpx.Client(base_url=first.site, trust_env=False, timeout=20) as client:
            pages = [client.get(path) for path in readers.paths]
        [styles] = {match for page in pages for match in re.findall(STYLES, page.text)}
        with readers.reading(), editing(small_home, old, returned) as editor:
            monkeypatch.setenv("PYTHONPATH", str(new.parent))
            for _time in range(KILLED):
                preparing = start(small_home, "prepare", "--rate", "20")
                while not _is_at_work(small_home, preparing.pid):
                    editor.publish()
                until = time.monotonic() + chance.uniform(0, 2)
                while time.monotonic() < until:
                    editor.publish()
                preparing.kill()
                preparing.wait(10)
            stoppress(small_home, "prepare")
            assert readers.new == 0
            editor.publish()
            before = misses(small_home)
            assert first.stop() == 0
            with serving(small_home, *at) as second:
                assert readers.new
                readers.old = 0
                with editing(small_home, new, returned) as successor:
                    for _publish in range(3):
                        successor.publish()
                        seen = readers.read
                        while readers.read < seen + 2 * PIECES:
                            time.sleep(0.01)
                asked_for = misses(small_home) - before
                kept = httpx.get(second.url(styles), trust_env=False)
                left = [small_home / "store.next", small_home / "store.old"]
                until = time.monotonic() + 20
                while any(path.exists() for path in left) and time.monotonic() < until:
                    time.sleep(0.05)
                assert not any(path.exists() for path in left)

    assert readers.wrong == []
    assert readers.statuses == {200}
    assert readers.old == 0
    assert asked_for == 0
    assert kept.status_code == 200
    assert "new-release" not in kept.text


@pytest.mark.long
def test_another_address_is_taken_over_while_serve_runs(
    tmp_path: Path, small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of the site stands on every page, as its templates do."""
    package = installed(tmp_path / "installed")  # that nobody changes meanwhile
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    _name_site(small_home)
    returned: list[int] = []
    with serving(small_home) as newsroom:
        pieces = import_pieces(newsroom, *(piece() for _ in range(5)))
        readers = Readers(newsroom.site, [outcome.path for outcome in pieces], returned)
        with httpx.Client(base_url=newsroom.site, trust_env=False, timeout=20) as client:
            for path in readers.paths:
                assert OLD_ADDRESS in client.get(path).text
            newsroom.stoppress("prepare", "--site-url", NEW_ADDRESS)
            before = misses(small_home)
            with readers.reading():
                _name_site(small_home, OLD_ADDRESS, NEW_ADDRESS)
                until = time.monotonic() + 60
                while NEW_ADDRESS not in client.get(readers.paths[0]).text:
                    assert time.monotonic() < until
                with editing(small_home, package, returned) as editor:
                    editor.publish()
                for path in readers.paths:
                    assert NEW_ADDRESS in readers.look(client, path)
            assert misses(small_home) == before
            while client.get("/all-news/").status_code != 200:  # until there is an origin again
                assert time.monotonic() < until
            assert misses(small_home) > before  # as it is when a page is not there
    assert readers.wrong == []
    assert readers.statuses == {200}


def test_a_release_that_changes_the_database_is_not_prepared_beside(small_home: Path) -> None:
    with sqlite3.connect(small_home / "newsroom.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'newsroom' AND id > 5")
    said = stoppress(small_home, "prepare", expect=2)
    assert "cannot be prepared beside it" in said.stderr
    assert "Update in place" in said.stderr


def _is_at_work(home: Path, pid: int) -> bool:
    """Whether a process has begun to prepare."""
    lock = home / "run" / "prepare.lock"
    return lock.exists() and lock.read_text() == str(pid)


def _name_site(home: Path, before: str = "", after: str = OLD_ADDRESS) -> None:
    file = home / "stoppress.toml"
    named = file.read_text().replace(f'site_url = "{before}"', f'site_url = "{after}"')
    assert named != file.read_text()
    draft = home / "stoppress.toml.draft"
    draft.write_text(named)
    draft.replace(file)
