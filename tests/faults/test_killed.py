"""kill -9 of every part of the newsroom, at random moments, while pieces are published."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import httpx
import psutil
import pytest

from tests.faults.newsroom import paths_of, right, warm
from tests.faults.readers import LONG, reading
from tests.proof.test_crashes import everything, publishing
from tests.world.running import SERVER, RunningNewsroom, start
from tests.world.waiting import until

pytestmark = [pytest.mark.proof, pytest.mark.slow]

KILLS, PUBLISHES = (200, 1_000) if LONG else (9, 27)
WAITING = () if SERVER == "granian" else ("waiting",)  # where the edge does that itself
VICTIMS = ("publisher", "desk", "worker", "origin", "edge", *WAITING, "supervisor")


@pytest.mark.long
def test_nothing_is_lost_or_doubled_when_parts_are_killed(served: RunningNewsroom) -> None:
    chance = random.Random(11)
    paths = paths_of(served.home)
    warm(served, paths)
    killed: Counter[str] = Counter()
    told: list[str] = []
    publisher = publishing(served.home, 1_000)
    with reading(served.site, paths[:1]) as seen:
        for kill in range(KILLS):
            assert publisher.stdout is not None
            # It may die between commit and telling, so that less is told than was done.
            number = chance.randrange(1, 2 * PUBLISHES // KILLS)
            told += [publisher.stdout.readline() for _ in range(number)]
            # Every part once in the short run too.
            victim = VICTIMS[kill] if kill < len(VICTIMS) else chance.choice(VICTIMS)
            killed[victim] += 1
            if victim == "publisher":
                publisher.kill()
                told += publisher.communicate()[0].splitlines()
                publisher = publishing(served.home, 1_001 + kill)
            elif victim == "supervisor":
                start_again(served)
            else:
                kill_part(served, victim, chance)
        publisher.kill()
        told += publisher.communicate()[0].splitlines()
        took = right(served)
    print(f"\nkill -9 of {dict(killed)} over {len(told)} publishes: all right {took:.1f} s after")
    print(f"readers: {seen}")
    assert seen.garbage == []
    assert_nothing_lost(served.home, told)
    before = everything(served)
    served.stoppress("rebuild")
    assert everything(served) == before


def kill_part(newsroom: RunningNewsroom, name: str, chance: random.Random) -> None:
    """Kill one process of a part with SIGKILL, once it runs: after the last kill it may not yet."""

    def killed() -> bool:
        running = newsroom.parts(name)
        try:
            chance.choice(running).kill()
        except (IndexError, psutil.NoSuchProcess):
            return False
        return True

    until(killed, f"a process of {name} to kill")


def start_again(newsroom: RunningNewsroom) -> None:
    """Kill the supervisor, and do what systemd does then."""
    children = newsroom.children()
    newsroom.process.kill()
    newsroom.process.wait()
    psutil.wait_procs(children, timeout=10)
    newsroom.process = start(newsroom.home, *newsroom.words)
    # Readers are answered before everything is there; that is all the test needs.
    until(lambda: answers(newsroom), "an answer of the site")


def answers(newsroom: RunningNewsroom) -> bool:
    """Whether the site answers."""
    if newsroom.process.poll() is not None:
        raise AssertionError(f"serve ended with {newsroom.process.returncode}")
    try:
        return httpx.get(newsroom.url("/"), timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def assert_nothing_lost(home: Path, told: list[str]) -> None:
    """Every commit that was told is there, and nothing is there twice."""
    with closing(sqlite3.connect(f"file:{home / 'newsroom.sqlite3'}?mode=ro", uri=True)) as rows:
        paths = [
            path
            for (path,) in rows.execute(
                "SELECT public_path FROM newsroom_article WHERE public_path IS NOT NULL"
                " UNION ALL SELECT path FROM newsroom_formerpath"
            )
        ]
        titles = [
            title
            for (title,) in rows.execute(
                "SELECT title FROM wagtailcore_page WHERE title LIKE 'Piece %'"
            )
        ]
        [(changes, distinct)] = rows.execute(
            "SELECT count(*), count(DISTINCT sequence) FROM newsroom_change"
        )
        [(broken,)] = rows.execute("PRAGMA integrity_check")
    assert {line.split()[1] for line in told if len(line.split()) == 2} <= set(paths)
    assert [title for title, number in Counter(titles).items() if number > 1] == []
    assert changes == distinct
    assert broken == "ok"
