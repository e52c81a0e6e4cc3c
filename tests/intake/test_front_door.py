"""``stoppress import`` as a person or a cron job has it, kill -9 included."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.intake.conftest import lines_of
from tests.intake.items import ferry, plain_item
from tests.world.running import command_line, stoppress


def many(count: int) -> str:
    return "\n".join(
        json.dumps(
            plain_item(
                uri=f"urn:many:{n}",
                headlines=[{"value": f"Headline {n}"}],
                subjects=[{"name": f"Section {n % 5}", "rel": "section"}],
                by=f"Writer {'abcdefgh'[n % 8]}",
                associations=[
                    {"name": "p", "rel": "readAlso", "uri": f"urn:many:{(n * 7) % count}"}
                ],
            )
        )
        for n in range(count)
    )


def rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "newsroom.sqlite3")) as database:
        return database.execute(sql).fetchall()


@pytest.mark.slow
@pytest.mark.long
def test_every_form_of_feed_and_exit_code(home: Path, tmp_path: Path) -> None:
    items = [ferry(), plain_item()]
    array, packed = tmp_path / "array.json", tmp_path / "feed.gz"
    array.write_text(json.dumps(items, indent=2))
    packed.write_bytes(gzip.compress("\n".join(map(json.dumps, items)).encode()))
    first = stoppress(home, "import", str(array))
    assert [line[0] for line in lines_of(first.stdout)] == ["created", "created"]
    assert "2 items: 2 created" in first.stderr
    for again in (
        stoppress(home, "import", str(packed)),
        stoppress(home, "import", "-", given=json.dumps(items)),
        stoppress(home, "import", "-", given=packed.read_bytes()),
    ):
        assert [line[0] for line in lines_of(again.stdout)] == ["unchanged", "unchanged"]

    refused = stoppress(home, "import", "-", given=json.dumps(plain_item(uri=None)), expect=1)
    assert lines_of(refused.stdout) == [("rejected", "-", "-")]
    assert "standard input, item 1, line 1: rejected: uri: is missing." in refused.stderr
    skipped = stoppress(home, "import", "-", given=json.dumps(plain_item(type="video")))
    assert lines_of(skipped.stdout) == [("skipped", "-", "urn:example:1")]
    for unreadable in ("none.json", str(tmp_path)):
        done = stoppress(home, "import", unreadable, expect=2)
        assert done.stdout == ""
        assert "cannot be read" in done.stderr
    unknown = stoppress(home, "import", "-", given="hello", expect=2)
    assert "standard input is in no format that is known" in unknown.stderr
    wrong = stoppress(home, "import", "--format", "paper", str(array), expect=2)
    assert wrong.stderr == ("stoppress: There is no importer called paper. Choose one of: ninjs.\n")
    part = stoppress(home, "import", str(array), "none.json", expect=2)
    assert len(lines_of(part.stdout)) == 2


@pytest.mark.slow
def test_killed_anywhere_and_run_again_the_end_is_the_same(home: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ndjson"
    feed.write_text(many(900))
    for moment in (0.5, 1.0, 1.5, 2.0):
        running = subprocess.Popen(
            command_line(home, "import", str(feed)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "STOPPRESS_HOME": str(home)},
        )
        assert running.stdout
        running.stdout.readline()  # a first batch is committed
        time.sleep(moment)
        os.killpg(running.pid, signal.SIGKILL)
        printed = running.stdout.read().decode()
        running.wait()
        for line in printed.splitlines()[:-1]:  # what was printed is in
            assert line.split("\t")[0] in ("created", "unchanged")
    last = stoppress(home, "import", str(feed))
    assert {line[0] for line in lines_of(last.stdout)} <= {"created", "unchanged"}
    again = stoppress(home, "import", str(feed))
    assert {line[0] for line in lines_of(again.stdout)} == {"unchanged"}
    assert rows(home, "SELECT count(*), count(DISTINCT public_path) FROM newsroom_article") == [
        (900, 900)
    ]
    assert rows(home, "SELECT count(*) FROM newsroom_pick WHERE target_id IS NULL") == [(0,)]
    assert rows(home, "SELECT count(*) FROM newsroom_publicstate WHERE facets IS NULL") == [(0,)]
    pages = "SELECT count(*) FROM wagtailcore_page WHERE depth = 4 AND live_revision_id IS NULL"
    assert rows(home, pages) == [(0,)]
    numchild = (
        "SELECT count(*) FROM wagtailcore_page p WHERE numchild <> (SELECT count(*) FROM"
        " wagtailcore_page c WHERE c.depth = p.depth + 1 AND c.path LIKE p.path || '%')"
    )
    assert rows(home, numchild) == [(0,)]
    assert stoppress(home, "check").returncode == 0


@pytest.mark.slow
def test_a_large_file_is_read_beside_the_writing(home: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ndjson"
    filler = "<p>" + "words " * 4000 + "</p>"
    items = [plain_item(uri=f"urn:l:{n}", bodies=[{"value": filler}]) for n in range(200)]
    lines = [json.dumps(item) for item in items]
    lines.insert(100, "{broken")
    feed.write_text("\n".join(lines))
    done = stoppress(home, "import", str(feed), expect=1)
    outcomes = [line[0] for line in lines_of(done.stdout)]
    assert outcomes == ["created"] * 100 + ["rejected"] + ["created"] * 100
    assert "item 101, line 101: rejected: is not JSON" in done.stderr
