"""How near the edge comes to a file server: random pages, the edge beside nginx `gzip_static`.

Both serve the same gzip bytes to wrk on this machine, in interleaved rounds, so that a ratio is
always of one round. nginx gets ready files; the edge joins every page from its fragments, with
ETag, conditional requests and a look at the store for news on each request.

    python bench/edge_beside_nginx.py                    10,000 synthetic articles
    python bench/edge_beside_nginx.py --home newsroom    the pages of a home that exists
    python bench/edge_beside_nginx.py --publish 10       ten publishes a second meanwhile

CPU per request is user and system time of all processes of a server. wrk runs on the same cores.
"""

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from stoppress.edge import Edge, Request, Response
from stoppress.edge.files import Files
from stoppress.store import Batch, Page, Store, make_fragment

SHARED = ("shell/open", "shell/masthead", "shell/breaking", "latest/en", "shell/footer")
LENGTHS = {  # raw bytes of the fragments, as on a real newspaper's pages
    "shell/open": 2_600,
    "shell/masthead": 3_600,
    "shell/breaking": 0,
    "latest/en": 7_600,
    "shell/footer": 2_800,
    "meta": 1_300,
    "article": 13_500,
    "read_also": 2_400,
}
BUILT = 1_780_000_000  # the date of all synthetic fragments
BATCH = 1_000
SYLLABLES = ["ba", "co", "de", "fi", "gu", "ha", "ki", "lo", "mer", "na", "pos", "ri", "sun", "te"]

NGINX_CONFIG = """
worker_processes auto;
worker_rlimit_nofile 20000;
error_log {root}/error.log;
pid {root}/nginx.pid;
daemon off;
events {{ worker_connections 4096; }}
http {{
    types {{ text/html html; }}
    charset utf-8;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=11000 inactive=600s;
    open_file_cache_valid 600s;
    open_file_cache_min_uses 1;
    client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
    uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
    server {{
        listen 127.0.0.1:{port} reuseport;
        root {root}/pages;
        gzip_static always;
        gzip_vary on;
    }}
}}
"""

WRK_SCRIPT = """
local requests, n = {}, 0
function init(args)
  math.randomseed(tonumber(tostring(wrk.thread):match("0x(%x+)"), 16) + os.time())
  for line in io.lines(args[1]) do
    local path, tag = line:match("^(%S+)%s?(.*)$")
    local headers = { ["Accept-Encoding"] = "gzip" }
    if args[2] == "conditional" then headers["If-None-Match"] = tag end
    n = n + 1
    requests[n] = wrk.format("GET", path, headers)
  end
end
function request() return requests[math.random(n)] end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Target:
    """A server to be measured."""

    name: str
    port: int
    paths: Path
    """File with a path and its entity tag on each line."""
    process: psutil.Process


@dataclass(frozen=True)
class Result:
    """One run of wrk against one target."""

    per_second: float
    cpu: float
    """Microseconds of the server's CPU per request."""
    p50: float
    p99: float
    failed: int
    bytes_each: float


def main() -> int:
    """Measure and print the table."""
    options = arguments()
    absent = [program for program in ("nginx", "wrk") if shutil.which(program) is None]
    if absent:
        print(f"Not measured: {' and '.join(absent)} not installed (apt install nginx wrk).")
        return 2
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="edge-bench-")))
        root.chmod(0o755)  # nginx reads the files as another user
        home = options.home or root / "home"
        if options.home is None:
            print(f"Filling a store with {options.count} articles ...", flush=True)
            fill(home, options.count)
        pages = write_pages(home, root, options.count)
        print(f"{pages} pages, {sum_of(root / 'pages') / pages:,.0f} bytes of gzip each on average")
        script = root / "random.lua"
        script.write_text(WRK_SCRIPT)
        nginx = stack.enter_context(started_nginx(root))
        edge = stack.enter_context(started_edge(home, root))
        for target in (nginx, edge):
            measured(target, script, 1, options)
        kinds = ["pages", "conditional"] if options.conditional else ["pages"]
        results: dict[tuple[str, str], list[Result]] = {}
        for number in range(options.rounds):
            for kind in kinds:
                for target in (nginx, edge):
                    with published(home, options.publish if target is edge else 0):
                        result = measured(target, script, options.seconds, options, kind)
                    results.setdefault((kind, target.name), []).append(result)
            print(f"round {number + 1} of {options.rounds} done", flush=True)
        print_table(results)
    return 0


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=10_000, help="pages (default 10,000)")
    parser.add_argument("--seconds", type=int, default=5, help="length of a run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--home", type=Path, help="serve this home instead of synthetic pages")
    parser.add_argument("--publish", type=int, default=0, help="publishes a second meanwhile")
    parser.add_argument("--conditional", action="store_true", help="measure 304 answers too")
    return parser.parse_args()


# The pages


def fill(home: Path, count: int) -> None:
    """A store of synthetic articles: eight fragments each, five of them shared by all."""
    chance = random.Random(1)
    words = [made_word(chance) for _ in range(4_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]

    def text(kind: str) -> bytes:
        length = LENGTHS[kind]
        prose = " ".join(chance.choices(words, weights, k=length // 5 + 1))
        paragraphs = [prose[i : i + 400] for i in range(0, len(prose), 400)]
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs).encode()[:length]

    store = Store.open(home / "store", sync=False)
    store.apply(Batch([make_fragment(key, text(key), BUILT) for key in SHARED]), sequence=1)
    opening, masthead, breaking, latest, footer = SHARED
    for first in range(0, count, BATCH):
        batch = Batch()
        for number in range(first, min(first + BATCH, count)):
            meta, article, also = (f"{kind}/{number}" for kind in ("meta", "article", "read_also"))
            for key in (meta, article, also):
                batch.fragments.append(make_fragment(key, text(key.partition("/")[0]), BUILT))
            keys = (opening, meta, masthead, breaking, article, also, latest, footer)
            batch.pages[f"/harbour/2026/05/{number % 30 + 1:02}/ferry-returns-{number}/"] = Page(
                keys
            )
        store.apply(batch)
    store.flush()


def made_word(chance: random.Random) -> str:
    """A pronounceable word."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3)))


def write_pages(home: Path, root: Path, count: int) -> int:
    """Files for nginx with the very bytes of the edge, and the lists of paths for wrk."""
    edge = Edge(Files(home / "media"), pages_budget=0)
    store = Store.open(home / "store", readonly=True)
    edge_lines, nginx_lines = [], []
    with store.snapshot() as snapshot:
        for path in snapshot.paths():
            request = Request("GET", path, accept_encoding="gzip")
            answer = edge.answer(request, snapshot)
            if not isinstance(answer, Response) or answer.status != 200 or not answer.body:
                continue
            headers = dict(answer.headers)
            if headers.get("content-encoding") != "gzip" or " " in path:
                continue
            number = len(edge_lines)
            file = root / "pages" / str(number // 200) / f"{number}.html.gz"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(answer.body)
            os.utime(file, (BUILT, BUILT))
            nginx_lines.append(f"/{number // 200}/{number}.html {nginx_tag(answer.body)}")
            edge_lines.append(f"{encoded(path)} {headers['etag']}")
            if len(edge_lines) == count:
                break
    (root / "edge.txt").write_text("\n".join(edge_lines))
    (root / "nginx.txt").write_text("\n".join(nginx_lines))
    return len(edge_lines)


def encoded(path: str) -> str:
    """The path as it is sent."""
    return quote(path, safe="/:@!$&'()*+,;=-._~")


def nginx_tag(body: bytes) -> str:
    """The entity tag that nginx makes from date and length of a file."""
    return f'"{BUILT:x}-{len(body):x}"'


def sum_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


# The servers


@contextmanager
def started_nginx(root: Path) -> Iterator[Target]:
    """Run nginx with a configuration of its own, as many workers as cores."""
    port = free_port()
    config = root / "nginx.conf"
    config.write_text(NGINX_CONFIG.format(root=root, port=port))
    command = ["nginx", "-c", str(config), "-e", str(root / "error.log")]
    with running(command, port) as process:
        yield Target("nginx gzip_static", port, root / "nginx.txt", process)


@contextmanager
def started_edge(home: Path, root: Path) -> Iterator[Target]:
    """The edge as `stoppress serve` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "stoppress.edge", "--home", str(home), "--port", str(port)]
    with running([*command, "--origin", "http://127.0.0.1:9"], port) as process:
        yield Target("edge (Granian)", port, root / "edge.txt", process)


@contextmanager
def running(command: list[str], port: int) -> Iterator[psutil.Process]:
    """A server, from when it listens to the end of the block."""
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise SystemExit(f"{command[0]} did not start; run it by hand: {' '.join(command)}")
        yield process
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def published(home: Path, per_second: int) -> Iterator[None]:
    """Meanwhile, change the list of latest news so many times a second."""
    if not per_second:
        yield
        return
    store = Store.open(home / "store")
    ended = threading.Event()

    def publish() -> None:
        while not ended.wait(1 / per_second):
            text = f"<p>{time.time()}</p>".encode() + os.urandom(1_000).hex().encode()
            store.apply(Batch([make_fragment("latest/en", text, int(time.time()))]))

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        yield
    finally:
        ended.set()
        publisher.join()


# Measuring


def measured(
    target: Target, script: Path, seconds: int, options: argparse.Namespace, kind: str = "pages"
) -> Result:
    """One run of wrk."""
    command = ["wrk", "-t2", f"-c{options.connections}", f"-d{seconds}s", "-s", str(script)]
    before = cpu_seconds(target.process)
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{target.port}", "--", str(target.paths), kind],
        capture_output=True,
        text=True,
        check=True,
    )
    spent = cpu_seconds(target.process) - before
    found = json.loads(done.stdout.partition("RESULT ")[2])
    return Result(
        per_second=found["requests"] / found["microseconds"] * 1e6,
        cpu=spent / max(found["requests"], 1) * 1e6,
        p50=found["p50"] / 1e3,
        p99=found["p99"] / 1e3,
        failed=found["failed"],
        bytes_each=found["bytes"] / max(found["requests"], 1),
    )


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process and its children."""
    return sum(sum(p.cpu_times()[:2]) for p in [process, *process.children(recursive=True)])


def print_table(results: dict[tuple[str, str], list[Result]]) -> None:
    """A row for each kind of request and server; medians, and the ratio of each round."""
    head = ["requests", "server", "req/s", "to nginx", "by round", "CPU us", "p50 ms", "p99 ms"]
    rows = [[*head, "bytes", "failed"]]
    for (kind, name), runs in results.items():
        beside = results[kind, "nginx gzip_static"]
        ratios = [a.per_second / b.per_second for a, b in zip(runs, beside, strict=True)]
        middle: Callable[[Callable[[Result], float]], float] = lambda of: statistics.median(  # noqa: E731
            of(run)
            for run in runs  # noqa: B023
        )
        rows.append(
            [
                kind,
                name,
                f"{middle(lambda r: r.per_second):,.0f}",
                f"{statistics.median(ratios):.2f}",
                " ".join(f"{ratio:.2f}" for ratio in ratios),
                f"{middle(lambda r: r.cpu):.1f}",
                f"{middle(lambda r: r.p50):.2f}",
                f"{middle(lambda r: r.p99):.2f}",
                f"{middle(lambda r: r.bytes_each):,.0f}",
                str(sum(run.failed for run in runs)),
            ]
        )
    for row in rows:
        print("| " + " | ".join(row) + " |")
        if row is rows[0]:
            print("|" + "---|" * len(row))


if __name__ == "__main__":
    sys.exit(main())
