"""Every bench runs, with the smallest numbers, and its table says what it should."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import psutil
import pytest
from bench.__main__ import no_room, run
from bench.chapters import CHAPTERS, MILLION, Chapter
from bench.companions import checked, publishing
from bench.mark import Mark
from bench.options import Options
from bench.report import HEAD, NONE, Figure, Goal, NotMeasured, Report, ratio
from bench.servers import edge
from bench.states import witnesses

from bench import beside_nginx, change, homes, pagefiles, peers, reading, synthetic
from stoppress.store import Page, Store
from tests.world.fixtures import copy_home
from tests.world.made_once import EVERYTHING, made_once
from tests.world.migrated import lay_database
from tests.world.tools import not_tested

pytestmark = pytest.mark.slow


#: As little as there is to measure in.
SMALLEST = Options(Path(), seconds=1, rounds=1, connections=8, articles=(200,), pages=20)


def make_archive(data: Path) -> None:
    """Make what ``bench.homes`` would make in a folder of data: it takes longer than a bench."""
    options = replace(SMALLEST, data=data)
    [number] = options.articles
    home = data / f"newsroom-{number}"
    lay_database(home, "en")
    home = homes.newsroom(options, number)
    homes.make_pages(home, options.pages)


@pytest.fixture(scope="session")
def options(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Options:
    """The quickest look there is, with the tests' own demo newspaper as the model of pages."""
    archive = made_once("bench", (*EVERYTHING, "../../bench"), make_archive)
    data = tmp_path_factory.mktemp("bench")
    copy_home(archive, data)
    data.chmod(0o755)
    copy_home(demo_home, data / "demo")
    (data / "demo" / "made").touch()
    return replace(SMALLEST, data=data)


@pytest.mark.long
def test_invented_pages_are_whole_and_no_two_are_alike(options: Options, tmp_path: Path) -> None:
    synthetic.fill(tmp_path / "store", options.data / "demo", 30)
    synthetic.fill(tmp_path / "store", options.data / "demo", 200)
    store = Store.open(tmp_path / "store")
    assert list(store.verify()) == []
    with store.snapshot() as snapshot:
        page = snapshot.page(synthetic.path_of(123))
    assert isinstance(page, Page)
    assert page.own
    assert page.own < set(page.fragments)
    files = pagefiles.write(tmp_path, tmp_path / "files", map(synthetic.path_of, range(200)))
    tags = [line.split()[1] for line in files.edge_paths.read_text().splitlines()]
    assert len(set(tags)) == files.count == 200
    assert all(b"</html>" in page for page in files.first_pages())


@pytest.mark.long
def test_the_probe_for_torn_pages_finds_old_ones(options: Options, tmp_path: Path) -> None:
    """Given an edge whose store stands still, when states go on elsewhere, each reply is old."""
    for name in ("changing", "still"):
        synthetic.fill(tmp_path / name / "store", options.data / "demo", 200)
    with Store.open(tmp_path / "still" / "store").snapshot() as snapshot:
        some = list(map(pagefiles.sent, witnesses(snapshot)))
    paths = pagefiles.listed(tmp_path / "paths.txt", some)
    with Mark(tmp_path / "mark") as mark:
        with publishing(tmp_path / "still", 20, mark, through="states"):
            mark.wait_for_more()
        with (
            edge(tmp_path / "still", paths, options.servers[0]) as target,
            publishing(tmp_path / "changing", 20, mark, through="states"),
        ):
            mark.wait_for_more()
            found = checked("whole", target.port, paths, mark, 60, readers=1)
    assert found.faults == found.replies >= 60
    assert "old: " in found.examples[0]


@pytest.mark.long
def test_the_probe_for_torn_pages_finds_torn_ones(options: Options, tmp_path: Path) -> None:
    """Given pages whose fragments were changed by two batches, each reply is found torn."""
    home = tmp_path / "home"
    synthetic.fill(home / "store", options.data / "demo", 100)
    with Store.open(home / "store").snapshot() as snapshot:
        some = list(map(pagefiles.sent, witnesses(snapshot)))
    paths = pagefiles.listed(tmp_path / "paths.txt", some)
    with Mark(tmp_path / "mark") as mark:
        with publishing(home, 20, mark, through="states"):
            mark.wait_for_more()
        with (
            edge(home, paths, options.servers[0]) as target,
            publishing(home, 20, mark, through="lists"),
        ):
            mark.wait_for_more()
            found = checked("whole", target.port, paths, mark, 60, readers=1)
    assert found.faults == found.replies
    assert any("torn: " in example for example in found.examples)


#: Replies, pages, items, publishes or ways: as little as each bench takes.
FEW: dict[str, Any] = {
    "freshness": 60,
    "torn": 200,
    "live": 30,
    "miss": 3,
    "importing": 40,
    "surfaces": 2,
    "channels": 1,
    "change": [change.BESIDE],
}


def quick(chapter: Chapter, options: Options) -> Report:
    """Measure as little as there is to measure."""
    few = [FEW[chapter.name]] if chapter.name in FEW else []
    return chapter.program(replace(options, servers=options.servers[:1]), *few)


EACH = [
    pytest.param(chapter, id=chapter.name, marks=pytest.mark.long)
    for chapter in (*CHAPTERS, *MILLION[1:2])
    if chapter.program != peers.measure
]
NEED_NGINX = {"reading", "conditional", "idle", "live", "cold"}


@pytest.mark.parametrize("chapter", EACH)
def test_each_bench_measures_something(chapter: Chapter, options: Options) -> None:
    tools_are_there("wrk", *["nginx"] * (chapter.name in NEED_NGINX))
    resource_tracker.ensure_running()  # Python's own, begun by ``multiprocessing`` when it must
    before = set(psutil.Process().children(recursive=True))
    report = quick(chapter, options)
    assert not [note for note in report.notes if "Not measured" in note]
    assert report.figures
    for figure in report.in_order():
        assert figure.values
        assert min(figure.values) >= 0
        assert len(figure.row()) == len(HEAD)
        if figure.goal == NONE:
            assert max(figure.values) == 0, report.notes
    assert set(psutil.Process().children(recursive=True)) <= before


@pytest.mark.long
def test_more_pages_than_nginx_has_are_read_beside_all_of_them_too(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools_are_there("nginx", "wrk")
    for module in (beside_nginx, reading):
        monkeypatch.setattr(module, "FILES", 100)
    monkeypatch.setattr(beside_nginx, "_WARM_UP_OF_MANY", 1)
    report = reading.measure(replace(options, servers=options.servers[:1]))
    named = [figure.what for figure in report.figures]
    assert len(named) == 6
    assert sum("nginx with all 200 as files" in what for what in named) == 3
    [table] = report.tables
    assert [row[-1] for row in table.rows] == ["0", "0", "0"], "replies that failed"


@pytest.mark.long
def test_peers_serve_the_same_text(options: Options) -> None:
    tools_are_there("nginx", "wrk", "varnishd")
    report = peers.measure(replace(options, servers=options.servers[:1]))
    assert report.notes == []
    assert len(report.figures) == 5


def test_one_table_is_printed_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given a bench that succeeds, one that fails and one that lacks a program: all are told."""
    good = Report(
        [Figure("A1", "reading", [90.0, 100.0], "requests/s", [0.9], Goal(at_least=0.85))]
    )

    def lacking(_: Options) -> Report:
        raise NotMeasured("Not measured: wrk not installed.")

    def failing(_: Options) -> Report:
        raise AssertionError("on purpose")

    programs = {"good": lambda _: good, "lacking": lacking, "failing": failing}
    chapters = [Chapter(name, "", program) for name, program in programs.items()]
    assert run(chapters, Options(tmp_path), tmp_path) == 1
    row = "| A1 | reading | 95.0 requests/s | 90.0 to 100 | 0.90 |  | 0.85 or more | yes |"
    assert row in capsys.readouterr().out
    (kept,) = tmp_path.glob("*.md")
    text = kept.read_text()
    assert row in text
    assert "lacking: Not measured: wrk not installed." in text
    assert "failing: failed." in text
    (figures,) = tmp_path.glob("*.json")
    assert json.loads(figures.read_text())[0]["ratios"] == [0.9]


def test_a_figure_says_when_the_goal_is_missed() -> None:
    missed = Figure("A3", "old lists", [1], goal=NONE)
    slow = Figure("B7", "publish", [251], "ms", goal=Goal(below=250))
    assert [figure.row()[-1] for figure in (missed, slow)] == ["**no**", "**no**"]
    assert ratio(0.0007634) == "0.0008"


def test_a_million_articles_are_refused_where_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.__main__.MILLION_NEEDS", 1 << 60)
    assert "Name another folder" in (no_room(tmp_path) or "")


@pytest.mark.long
def test_an_interrupted_bench_leaves_nothing_behind(options: Options, tmp_path: Path) -> None:
    """Given a bench under load, when Ctrl-C comes, then its servers and folders are gone."""
    tools_are_there("nginx", "wrk")
    command = [sys.executable, "-m", "bench", "--only", "reading", "--data", str(options.data)]
    command += ["--seconds", "60", "--articles", "200", "--results", str(tmp_path / "results")]
    folder = tmp_path / "temporary"
    folder.mkdir(mode=0o755)
    bench = subprocess.Popen(
        command, env=os.environ | {"TMPDIR": str(folder)}, stderr=subprocess.DEVNULL
    )
    below = psutil.Process(bench.pid)
    while not (found := [one for one in below.children(recursive=True) if one.name() == "wrk"]):
        assert bench.poll() is None
        time.sleep(0.05)  # another program's load gives no event
    started = below.children(recursive=True)
    for one in (below, *found):
        one.send_signal(signal.SIGINT)  # as a terminal does, to all in the foreground
    assert bench.wait(30) == 130
    assert psutil.wait_procs(started, timeout=5)[1] == []
    assert list(folder.iterdir()) == []


def tools_are_there(*programs: str) -> None:
    """Skip where a program is missing; fail in CI, which has all of them."""
    absent = [program for program in programs if shutil.which(program) is None]
    if absent:
        not_tested(f"{absent} not installed: run `sh tests/install.sh`")
