"""Today open in twenty tabs: what that costs the desk, asked every three seconds and told.

python -m bench.tabs

Each round measures the list of pieces as one editor opens it, one time after the other, beside tabs
that ask, tabs that are told over a stream, and none; with a desk at rest, and with one at which a
card is moved every three seconds. The tabs are of four people, five of each.
"""

from __future__ import annotations

import itertools
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import httpx
import psutil

from bench import homes
from bench.options import Options, options_of, parser_of
from bench.processes import free_port, running
from bench.report import Figure, Report, Table, number

TABS = 20
#: Of one person in one session; the desk gives a session no more than eight streams.
_OF_A_SESSION = 5
#: Seconds, as ``desk/static/desk/today.js`` has them.
_EVERY, _APART = 3.0, 1.0


class Tab(threading.Thread):
    """A page that is open: it asks what is new when it is time, or when it is told."""

    def __init__(self, client: httpx.Client, *, told: bool) -> None:
        super().__init__(daemon=True)
        self._client = client
        self._told = told
        self._random = Random(str(id(self)))
        self._version = ""
        self._over = threading.Event()

    def run(self) -> None:
        """Ask until ``close`` is called."""
        try:
            if self._told:
                self._listen()
            else:
                self._over.wait(self._random.random() * _EVERY)
                while not self._over.wait(_EVERY):
                    self._ask()
        except httpx.HTTPError:
            if not self._over.is_set():
                raise

    def close(self) -> None:
        """Ask no more; a stream is heard once more before it ends."""
        self._over.set()
        self.join()

    def _listen(self) -> None:
        asked = 0.0
        with self._client.stream("GET", "/today/stream/") as answer:
            if answer.status_code != httpx.codes.OK:
                raise SystemExit(f"a stream was answered with {answer.status_code}")
            for line in answer.iter_lines():
                if self._over.is_set():
                    return
                if line.startswith("data: ") and line[6:] != self._version:
                    rest = max(0.0, asked + _EVERY - time.monotonic())
                    self._over.wait(rest + self._random.random() * _APART)
                    asked = time.monotonic()
                    self._ask()

    def _ask(self) -> None:
        answer = self._client.get("/today/", headers={"If-None-Match": self._version})
        self._version = answer.headers.get("ETag", self._version)


def measure(options: Options) -> Report:
    """On the demo newspaper."""
    home = homes.demo(options.data)
    report, rows = Report(), []
    with _desk(home) as (address, process):
        sessions = [_signed_in(address, *login) for login in _people(home)]
        ways = {"no tabs": None, "20 tabs ask": False, "20 tabs are told": True}
        found: dict[tuple[str, str], list[tuple[list[float], float]]] = {}
        for _round, work, way in itertools.product(
            range(options.rounds), ("at rest", "at work"), ways
        ):
            run = _measure_one(sessions, process, ways[way], options, busy=work == "at work")
            found.setdefault((work, way), []).append(run)
        for (work, way), runs in found.items():
            medians = [statistics.median(times) for times, _share in runs]
            shares = [share for _times, share in runs]
            report.figures.append(Figure("D3", f"{work}, {way}: the list of pieces", medians, "ms"))
            report.figures.append(
                Figure(
                    "D3", f"{work}, {way}: the desk", [100 * one for one in shares], "% of a core"
                )
            )
            worst = statistics.median(sorted(times)[int(len(times) * 0.95)] for times, _ in runs)
            rows.append(
                [
                    work,
                    way,
                    number(statistics.median(medians)),
                    number(worst),
                    f"{statistics.median(shares):.0%}",
                ]
            )
    head = ["desk", "tabs", "pieces, ms", "95th of 100, ms", "of a core"]
    report.tables.append(Table("Today open in many tabs", head, rows))
    return report


def _measure_one(
    sessions: list[httpx.Client],
    process: psutil.Process,
    told: bool | None,
    options: Options,
    *,
    busy: bool,
) -> tuple[list[float], float]:
    """Milliseconds of each time that the list was opened, and the desk's share of a core."""
    editor, *others = sessions
    with ExitStack() as stack:
        if told is not None:
            tabs = [Tab(others[n // _OF_A_SESSION], told=told) for n in range(TABS)]
            for tab in tabs:
                tab.start()
                stack.callback(tab.close)
        if busy:
            stack.enter_context(_moving_a_card(editor))
        time.sleep(_EVERY)  # until all have asked once
        times, begun, used = [], time.monotonic(), _cpu(process)
        while time.monotonic() - begun < options.seconds:
            at = time.perf_counter()
            editor.get("/pieces/").raise_for_status()
            times.append((time.perf_counter() - at) * 1e3)
            time.sleep(0.2)
        return times, (_cpu(process) - used) / (time.monotonic() - begun)


@contextmanager
def _moving_a_card(editor: httpx.Client) -> Iterator[None]:
    """Every three seconds a card goes to an editor and back."""
    over = threading.Event()
    drafts = re.findall(r'formaction="(/[^"]+)"', editor.get("/").text)
    there = drafts[0]

    def move() -> None:
        while not over.wait(_EVERY):
            page = editor.get("/").text
            [number_of] = re.findall(r"\d+", there)
            found = re.search(rf'formaction="([^"]*/{number_of}/[^"]*)"', page)
            if found:
                token = editor.cookies["desk_csrf"]
                editor.post(found[1], data={"csrfmiddlewaretoken": token})

    mover = threading.Thread(target=move, daemon=True)
    mover.start()
    try:
        yield
    finally:
        over.set()
        mover.join()


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def _desk(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The desk's server alone, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "stoppress", "--home", str(home), "desk", "--port", str(port)]
    with running([command], port) as [process]:
        yield f"http://127.0.0.1:{port}", process


def _people(home: Path) -> list[tuple[str, str]]:
    """The logins of the demo's owner and of an editor for each session with tabs."""
    logins, kept = [(home / "demo-login").read_text()], home / "bench-logins"
    if not kept.exists():
        added = []
        for number in range(TABS // _OF_A_SESSION):
            email = f"editor-{number}@news.example"
            printed = homes.stoppress(home, "user", "add", email, "--role", "editor")
            added.append(f"{email} {printed.split()[-1]}")
        kept.write_text("\n".join(added))
    logins += kept.read_text().splitlines()
    return [(email, password) for email, password in map(str.split, logins)]


def _signed_in(address: str, email: str, password: str) -> httpx.Client:
    """Somebody who has signed in."""
    client = httpx.Client(base_url=address, trust_env=False, timeout=60)
    client.get("/login/")
    sent = {"login": email, "password": password}
    sent["csrfmiddlewaretoken"] = client.cookies["desk_csrf"]
    client.post("/login/", data=sent)
    return client


if __name__ == "__main__":
    parser = parser_of(__doc__, seconds=30.0)
    with options_of(parser.parse_args()) as chosen:
        print(measure(chosen))
