"""Killed at any moment, the newsroom comes back with every page right."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from lxml import html

from tests.world.fixtures import copy_home
from tests.world.pieces import changed, outcomes, piece
from tests.world.running import RunningNewsroom, is_part, serving, start

pytestmark = [pytest.mark.proof, pytest.mark.slow]

WORLD = Path(__file__).parent.parent / "world"
#: Seconds from the start of what was killed to the last page being right.
RIGHT_WITHIN = 30.0  # a second on an idle machine; the tests share theirs with others


@dataclass(frozen=True)
class Truth:
    """What the database says that readers may see."""

    public: list[tuple[str, str]]
    gone: list[str]
    hidden: list[str]


def truth(home: Path) -> Truth:
    """Ask the database in its own words, past all code of the newsroom."""
    with closing(sqlite3.connect(f"file:{home / 'newsroom.sqlite3'}?mode=ro", uri=True)) as rows:
        pieces = rows.execute(
            "SELECT public_path, title, live, taken_down_at FROM newsroom_article"
            " JOIN wagtailcore_page ON id = page_ptr_id WHERE public_path IS NOT NULL"
            " ORDER BY published_at DESC, id DESC"
        ).fetchall()
    return Truth(
        public=[(path, title) for path, title, live, down in pieces if live and not down],
        gone=[path for path, _, _, down in pieces if down],
        hidden=[path for path, _, live, down in pieces if not live and not down],
    )


def wrong(site: str, known: Truth, reader: httpx.Client) -> list[str]:
    """Return what readers get that the database does not say."""
    found: list[str] = []
    newest = [path for path, _ in known.public[:40]]
    headlines = dict(known.public)
    pages = ["/", *newest[:12], *random.sample(list(headlines), min(8, len(headlines)))]
    for path in pages:
        answer = reader.get(site + path)
        if answer.status_code != 200:
            found.append(f"{path} answers {answer.status_code}")
            continue
        tree = html.fromstring(answer.text)
        latest = [
            httpx.URL(str(href)).path
            for href in tree.xpath("//*[@id='latest']//li[@data-id]//a[1]/@href")
        ]
        if latest != newest:
            found.append(f"{path} lists {latest[:2]}…, not {newest[:2]}…")
        if path in headlines and headlines[path] not in tree.xpath("//h1")[0].text_content():
            found.append(f"{path} has another headline than {headlines[path]!r}")
    answer = reader.get(f"{site}/feed.json")
    feed = (
        answer.json()["items"] if answer.status_code == 200 else [{"title": answer.reason_phrase}]
    )
    if [item["title"] for item in feed[:10]] != [title for _, title in known.public[:10]]:
        found.append(f"the feed begins with {feed[0]['title']!r}")
    found += [
        f"{path} is not 410" for path in known.gone if reader.get(site + path).status_code != 410
    ]
    found += [
        f"{path} is not 404" for path in known.hidden if reader.get(site + path).status_code != 404
    ]
    return found


def assert_right_soon(newsroom: RunningNewsroom, since: float, within: float) -> None:
    """Every page is right ``within`` seconds ``since`` a moment, and stays so."""
    known = truth(newsroom.home)
    with httpx.Client(timeout=10, verify=False) as reader:
        while True:
            looked = time.monotonic()
            found = wrong(newsroom.site, known, reader)
            if not found or looked > since + within:
                break
    assert found == []


def publishing(home: Path, seed: int) -> "subprocess.Popen[str]":
    """Start the publisher and let it finish one thing."""
    process = subprocess.Popen(
        [sys.executable, str(WORLD / "publisher.py"), str(home), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert process.stdout is not None
    if not process.stdout.readline():
        assert process.stderr is not None
        raise AssertionError(process.stderr.read()[-3000:])
    return process


def everything(newsroom: RunningNewsroom) -> dict[str, bytes]:
    """Return every page and file that readers can get now."""
    known = truth(newsroom.home)
    paths = ["/", "/all-news/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml"]
    paths += [path for path, _ in known.public] + known.gone
    sections = {f"/{path.split('/')[1]}/" for path, _ in known.public}
    with httpx.Client(timeout=10, verify=False) as reader:
        return {path: reader.get(newsroom.url(path)).content for path in [*paths, *sections]}


@pytest.fixture(scope="module")
def filled_newsroom(
    filled_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a newsroom with thirty pieces; each test leaves it right, whatever it kills in it."""
    home = copy_home(filled_home, tmp_path_factory.mktemp("crashes") / "home")
    with serving(home) as running:
        yield running


SEEDS = [0, pytest.param(1, marks=pytest.mark.long)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_publisher_killed_at_any_moment_leaves_every_page_right(
    filled_newsroom: RunningNewsroom, seed: int
) -> None:
    chance = random.Random(seed)
    for round_ in range(3):
        publisher = publishing(filled_newsroom.home, 10 * seed + round_)
        time.sleep(chance.random() * 0.4)  # the moment of the crash, not a wait for something
        publisher.kill()
        publisher.wait()
        assert_right_soon(filled_newsroom, time.monotonic(), RIGHT_WITHIN)

    before = everything(filled_newsroom)
    filled_newsroom.stoppress("rebuild")
    assert everything(filled_newsroom) == before


VICTIMS = ("worker", "origin", "edge")


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_part_killed_with_the_publisher_comes_back(
    filled_newsroom: RunningNewsroom, victim: str
) -> None:
    publisher = publishing(filled_newsroom.home, 70 + VICTIMS.index(victim))
    old = filled_newsroom.part(victim)

    old.kill()
    publisher.kill()
    publisher.wait()

    came_back = wait_for(lambda: another(filled_newsroom, victim, old.pid))
    assert_right_soon(filled_newsroom, time.monotonic(), RIGHT_WITHIN + came_back)


def another(newsroom: RunningNewsroom, name: str, pid: int) -> bool:
    """Say whether another process of a part runs, and the site answers."""
    if not any(is_part(child, name) and child.pid != pid for child in newsroom.children()):
        return False
    try:
        return httpx.get(newsroom.url("/feed.json")).status_code == 200
    except httpx.TransportError:
        return False


def wait_for(condition: Callable[[], bool], most: float = RIGHT_WITHIN) -> float:
    """Wait until something is so; return the seconds it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() < began + most
        os.sched_yield()
    return time.monotonic() - began


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.long
def test_after_a_power_cut_every_page_is_right_at_once(
    filled_home: Path, tmp_path: Path, seed: int
) -> None:
    home = copy_home(filled_home, tmp_path / "home")
    with serving(home) as newsroom:
        publisher = publishing(home, 100 + seed)
        time.sleep(random.Random(seed).random() * 0.3)  # the moment of the power cut
        publisher.kill()
        newsroom.kill()
        publisher.wait()
    with serving(home) as newsroom:
        assert_right_soon(newsroom, time.monotonic(), RIGHT_WITHIN)


@pytest.mark.long
def test_an_import_killed_anywhere_and_run_again_ends_the_same(
    filled_newsroom: RunningNewsroom,
) -> None:
    pieces = [piece() for _ in range(120)]
    pieces += [changed(one, edNote="again") for one in pieces[::3]]
    lines = "\n".join(json.dumps(one) for one in pieces).encode()
    before = len(truth(filled_newsroom.home).public)
    chance = random.Random(3)

    for _ in range(3):
        importing = start(filled_newsroom.home, "import", "-")
        assert importing.stdin is not None
        assert importing.stdout is not None
        importing.stdin.write(lines)
        importing.stdin.close()
        for _ in range(chance.randrange(1, 50)):
            importing.stdout.readline()
        importing.kill()
        importing.wait()
    last = filled_newsroom.stoppress("import", "-", given=lines)

    assert {one.outcome for one in outcomes(last)} <= {"created", "updated", "unchanged"}
    assert len(truth(filled_newsroom.home).public) == before + 120
    assert {
        one.outcome for one in outcomes(filled_newsroom.stoppress("import", "-", given=lines))
    } == {"unchanged"}
    assert_right_soon(filled_newsroom, time.monotonic(), RIGHT_WITHIN)
