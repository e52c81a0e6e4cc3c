"""What the edge counts: requests, times and readers, across processes and their deaths."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import perf_counter_ns

import pytest

from stoppress.edge.core.messages import FILE, OTHER, PAGE, REDIRECT
from stoppress.store import damage_count
from stoppress.watch import counters
from stoppress.watch.access_log import AccessLog
from stoppress.watch.counters import EVENT, KINDS, LATENCY, STATUS_PLACES, STRIDE, read_all
from stoppress.watch.counting import FOLDER
from stoppress.watch.robots import UserAgents
from stoppress.watch.spool import files_in
from tests.watch.counted import FIREFOX, GOOGLEBOT, edge_process, read

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/{}.0.0.0 Safari/537.36"
)


def requests(cells: list[int], kind: int, status: int) -> int:
    return cells[kind * STRIDE + STATUS_PLACES[status]]


def test_kinds_have_the_numbers_of_the_answers() -> None:
    assert [KINDS[kind] for kind in (OTHER, PAGE, FILE, REDIRECT)] == [
        "other",
        "page",
        "file",
        "redirect",
    ]
    assert counters.OTHER_STATUS < STRIDE


def test_processes_are_summed_and_go_on_where_others_ended(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    with edge_process(tmp_path) as one, edge_process(tmp_path) as other:
        read(one, "/", 3)
        read(other, "/", 2, status=304)
        one.live(5)
        other.live(6)
        cells, running = read_all(folder)
        assert running == 2
        assert cells[EVENT["live"]] == 11
    with edge_process(tmp_path) as third:
        read(third, "/")

        cells, running = read_all(folder)

    assert running == 1
    assert requests(cells, PAGE, 200) == 4
    assert requests(cells, PAGE, 304) == 2
    assert cells[EVENT["live"]] == 0
    assert counters.slots_in(folder) == ["edge-0", "edge-1"]


def test_what_was_counted_survives_kill_9_and_live_readers_do_not(tmp_path: Path) -> None:
    program = (
        "import sys, time, pathlib; from time import perf_counter_ns\n"
        "from stoppress.watch.counting import Counting\n"
        "counting = Counting.open(pathlib.Path(sys.argv[1])); counting.live(9)\n"
        "for n in range(7): counting.saw('GET', '/', 200, 1, perf_counter_ns())\n"
        "print('counted', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"counted\n"
        cells, running = read_all(tmp_path / FOLDER)
        assert (running, cells[EVENT["live"]]) == (1, 9)
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    cells, running = read_all(tmp_path / FOLDER)

    assert (running, cells[EVENT["live"]]) == (0, 0)
    assert requests(cells, PAGE, 200) == 7


def test_counters_of_another_layout_begin_again(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "edge-0.counters").write_bytes(b"\x01" * 100)
    with edge_process(tmp_path) as edge:
        read(edge, "/", 2)
        assert requests(read_all(folder)[0], PAGE, 200) == 2


def test_an_edge_whose_folder_cannot_be_written_counts_and_serves(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file is in the way")
    with edge_process(tmp_path) as edge:
        read(edge, "/", 2)


def test_times_fall_into_buckets_that_double(tmp_path: Path) -> None:
    with edge_process(tmp_path) as edge:
        now = perf_counter_ns()
        edge.saw("GET", "/", 200, PAGE, now - 100_000_000)  # a tenth of a second
        edge.saw("GET", "/", 200, PAGE, now - 3_600_000_000_000)
        cells, _running = read_all(tmp_path / FOLDER)

    buckets = cells[LATENCY : LATENCY + counters.BUCKETS]
    bound = 2 ** (counters.FIRST_BOUND + buckets.index(1)) / 1e9
    assert bound / 2 < 0.1 <= bound
    assert buckets[-1] == 1
    assert sum(buckets) == 2


def test_what_others_count_is_taken_over_at_the_tick(tmp_path: Path) -> None:
    joined = 5
    with edge_process(tmp_path) as edge:
        edge.also_count("compositions", lambda: joined)
        joined = 8
        damage_count.note()
        edge.tick()
        edge.tick()
        cells, _running = read_all(tmp_path / FOLDER)
    assert cells[EVENT["compositions"]] == 3
    assert cells[EVENT["damaged"]] == 1


@pytest.mark.parametrize(
    ("user_agent", "person"),
    [
        (FIREFOX, True),
        (CHROME.format(126), True),
        ("Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1", True),
        (GOOGLEBOT, False),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)", False),
        ("facebookexternalhit/1.1", False),
        ("python-requests/2.32", False),
        ("wrk", False),
        ("", False),
        (None, False),
        ("Mozilla/5.0 " + "x" * 4000, False),
    ],
)
def test_people_and_robots_are_told_apart(user_agent: str | None, person: bool) -> None:
    assert UserAgents().is_person(user_agent) is person


def test_a_flood_of_new_user_agents_is_not_judged_and_known_readers_still_count() -> None:
    readers = UserAgents()
    assert readers.is_person(FIREFOX) is True
    judged = [readers.is_person(CHROME.format(number)) for number in range(2_000)]
    assert judged.count(True) < 100
    assert judged[-1] is None
    assert readers.is_person(FIREFOX) is True

    readers.tick()

    assert readers.is_person(CHROME.format(5_000)) is True


def test_views_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    with edge_process(tmp_path) as edge:
        edge.tick()
        for number in range(4_500):
            read(edge, f"/harbour/2026/03/01/piece-{number}/")
        written = [line for file in files_in(tmp_path / FOLDER) for line in file.lines_from(0)]
        assert len(written) >= 2
        assert max(len(line.page_views) for line in written) <= 2_000


def test_the_spool_turns_to_new_files_and_ends_the_old_ones(tmp_path: Path) -> None:
    with edge_process(tmp_path) as edge:
        for number in range(60_000):
            read(edge, f"/harbour/2026/03/01/a-piece-with-a-long-address-{number}/")
        *older, newest = files_in(tmp_path / FOLDER)
        assert older
        assert all(file.ended for file in older)
        assert not newest.ended
    assert all(file.ended for file in files_in(tmp_path / FOLDER))


def test_errors_are_logged_and_one_answer_of_so_many(capsys: pytest.CaptureFixture[str]) -> None:
    log = AccessLog(10)
    for _count in range(25):
        log.saw("GET", "/harbour/", 200, PAGE, 1_500_000)
    log.saw("GET", "/broken/", 503, OTHER, 2_000_000)

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    assert [(line["path"], line["one_of"]) for line in lines] == [
        ("/harbour/", 10),
        ("/harbour/", 10),
        ("/broken/", 1),
    ]
    assert set(lines[0]) == {
        *("timestamp", "event", "method", "path", "status", "kind", "ms", "one_of")
    }
    assert lines[0]["ms"] == 1.5


def test_with_errors_alone_nothing_else_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log = AccessLog()
    for _count in range(1000):
        log.saw("GET", "/", 200, PAGE, 10)
    assert capsys.readouterr().err == ""
