"""``stoppress serve``: four parts, one life."""

import json
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from stoppress.home import Home
from stoppress.supervise.running import read_running
from tests.world.migrated import new_newsroom
from tests.world.modes import open_to_others, umask
from tests.world.ports import free_port
from tests.world.running import RunningNewsroom, serving, start_serving, stoppress
from tests.world.waiting import until

EDGE = ("--server", "fastpysgi", "--processes", "2")
SECRETS = {"DATABASE_URL", "AWS_SECRET_ACCESS_KEY", "TELEGRAM_TOKEN", "SECRET_KEY"}
PARTS = {"edge-1", "edge-2", "waiting", "origin", "desk", "worker"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("serve") / "paper"
    new_newsroom(home, "--name", "The Harbour", "--time-zone", "Asia/Baku")
    return home


@pytest.fixture(scope="module")
def newsroom(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNewsroom]:
    """One that runs through the file; a test may kill its parts, and waits until they are back."""
    copied = shutil.copytree(home, tmp_path_factory.mktemp("running") / "paper")
    with pytest.MonkeyPatch.context() as environment, umask(0):
        for name in SECRETS:
            environment.setenv(name, "nobody's business")
        running = start_serving(copied, *EDGE)
    yield running
    running.kill()


def parts_of(newsroom: RunningNewsroom) -> dict[str, int]:
    running = read_running(Home(newsroom.home))
    assert running is not None
    return running.parts


def nobody_of(processes: list[psutil.Process], within: float = 5.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes):
            return True
        time.sleep(0.05)
    return False


def test_readers_and_editors_are_answered_and_status_says_so(newsroom: RunningNewsroom) -> None:
    assert httpx.get(newsroom.url("/")).status_code == 200
    desk = httpx.get(newsroom.desk + "/", follow_redirects=True)
    assert desk.status_code == 200
    assert 'name="password"' in desk.text
    assert set(parts_of(newsroom)) == PARTS
    assert newsroom.site in newsroom.stoppress("status")
    assert newsroom.stoppress("check") == "Settings, migrations and store are in order.\n"


def test_the_site_gives_no_cookie_and_knows_no_desk(newsroom: RunningNewsroom) -> None:
    for path in ("/", "/login/", "/documents/", "/-/press?path=/"):
        answer = httpx.get(newsroom.url(path))
        assert "set-cookie" not in answer.headers
        assert "password" not in answer.text


def test_what_answers_strangers_knows_of_the_environment_only_what_it_needs(
    newsroom: RunningNewsroom,
) -> None:
    pids = parts_of(newsroom)
    assert psutil.Process(pids["origin"]).environ().keys() >= SECRETS
    for part in ("edge-1", "edge-2", "waiting"):
        process = psutil.Process(pids[part])
        for each in (process, *process.children(recursive=True)):
            assert not SECRETS & each.environ().keys()
            named = {n for n in each.environ() if n.startswith(("STOPPRESS_", "DJANGO_"))}
            assert not named


def test_nobody_else_on_the_machine_reads_what_runs_and_what_is_stored(
    newsroom: RunningNewsroom,
) -> None:
    assert httpx.get(newsroom.url("/")).status_code == 200
    assert open_to_others(newsroom.home) == []


def test_the_origin_listens_on_no_port(newsroom: RunningNewsroom) -> None:
    """A port could come to be another program's while the origin is started again."""
    origin = newsroom.part("origin")
    processes = [origin, *origin.children(recursive=True)]
    assert [c for process in processes for c in process.net_connections("inet")] == []
    assert httpx.get(newsroom.url("/-/nothing-stored/")).status_code == 404  # yet it is asked


@pytest.mark.parametrize(
    ("number", "edge"),
    [
        (signal.SIGTERM, EDGE),
        pytest.param(signal.SIGINT, ("--server", "granian"), marks=pytest.mark.long),
    ],
)
def test_a_signal_ends_all_within_five_seconds(
    home: Path, number: signal.Signals, edge: tuple[str, ...]
) -> None:
    with serving(home, *edge) as newsroom, httpx.stream("GET", newsroom.url("/-/live/en")):
        processes = newsroom.children()
        assert len(processes) >= 4
        begun = time.monotonic()
        newsroom.process.send_signal(number)
        assert newsroom.process.wait(5) == 0
        assert time.monotonic() - begun < 5
        assert nobody_of(processes, within=0.2)
    assert json.loads(stoppress(home, "status", "--json").stdout)["serving"] is None


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_killed_part_is_started_again(newsroom: RunningNewsroom, part: str) -> None:
    before = parts_of(newsroom)
    psutil.Process(before[part]).kill()

    def after() -> dict[str, int] | None:
        found = parts_of(newsroom)
        return found if found.get(part, before[part]) != before[part] else None

    found = until(after, f"another {part}")
    assert {name: pid for name, pid in found.items() if name != part} == {
        name: pid for name, pid in before.items() if name != part
    }
    until(lambda: status(newsroom.desk + "/login/") == 200, "an answer of the desk")
    until(lambda: status(newsroom.url("/")) == 200, "an answer of the edge")
    until(lambda: status(newsroom.url(f"/no-{part}/")) == 404, "an answer of the origin")


def status(address: str) -> int:
    """The status of an answer; 0 while nobody answers."""
    try:
        return httpx.get(address).status_code
    except httpx.TransportError:
        return 0


def test_killing_the_supervisor_leaves_no_process(home: Path) -> None:
    with serving(home) as newsroom:
        processes = newsroom.children()
        newsroom.process.kill()
        newsroom.process.wait(5)
        assert nobody_of(processes)
    with serving(home) as newsroom:
        assert httpx.get(newsroom.url("/")).status_code == 200


def test_a_second_supervisor_is_refused(newsroom: RunningNewsroom) -> None:
    done = stoppress(newsroom.home, "serve", "--site", ":0", "--desk", ":0", expect=2)
    assert "is being served already" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("option", ["--site", "--desk"])
def test_a_taken_port_is_one_sentence(home: Path, option: str) -> None:
    other = "--desk" if option == "--site" else "--site"
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        taken = f"127.0.0.1:{owner.getsockname()[1]}"
        done = stoppress(home, "serve", option, taken, other, f"127.0.0.1:{free_port()}", expect=2)
    assert f"The address {taken} is taken by another program" in done.stderr
    assert option in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_site_and_desk_on_one_port_are_refused(home: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    done = stoppress(home, "serve", "--site", address, "--desk", address, expect=2)
    assert "cannot both listen" in done.stderr


@pytest.mark.long
def test_an_edition_added_meanwhile_is_served(newsroom: RunningNewsroom) -> None:
    assert httpx.get(newsroom.url("/de/")).status_code == 404
    newsroom.stoppress("init", "--language", "de")
    until(lambda: status(newsroom.url("/de/")) == 200, "the new edition")
    assert 'hreflang="de"' in httpx.get(newsroom.url("/")).text


def test_a_long_name_for_temporary_files_is_one_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    done = stoppress(home, "serve", "--site", ":0", "--desk", ":0", expect=2)
    assert "too long for a socket" in done.stderr
    assert "TMPDIR" in done.stderr
    assert len(done.stderr.splitlines()) == 1
