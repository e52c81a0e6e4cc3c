"""A real edge in a process of its own, and a stand-in for the origin."""

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import psutil

from stoppress.edge.servers.choice import best_server, is_installed
from stoppress.store import Asset, Batch, Fragment, Page, Record, Redirect, Store, make_fragment
from tests.world.ports import free_port
from tests.world.tools import not_tested

NOON = 1_780_000_000
FOR_EVER = "max-age=31536000, immutable"
FILM = random.Random(1).randbytes((9 << 20) + 7)
#: The server under which tests of the edge run.
SERVER = os.environ.get("STOPPRESS_TEST_SERVER") or best_server()
START_SECONDS = 30.0
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there
NO_PATIENCE = 0.1  # seconds that an edge of the tests waits for an origin that does not listen


@dataclass
class Served:
    """A running edge."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    store: Store
    server: str
    home: Path
    origin: str
    #: The process that holds the connections of those who wait.
    holder: subprocess.Popen[bytes]

    def streams(self) -> int:
        """How many connections with readers that process has."""
        found = psutil.Process(self.holder.pid).net_connections("tcp")
        return sum(one.laddr.port == self.port and one.status == "ESTABLISHED" for one in found)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """GET a path; only the headers given are sent, underscores standing for hyphens."""
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with httpx.Client(trust_env=False, timeout=10) as client:
            client.headers.clear()
            client.headers["host"] = "news.example"
            return client.request(method, self.url + path, headers=sent)

    def raw(self, data: bytes) -> bytes:
        """What comes back for these bytes until the edge closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=3) as connection:
            connection.sendall(data)
            answer = b""
            try:
                while part := connection.recv(1 << 16):
                    answer += part
            except (TimeoutError, ConnectionResetError):
                pass
            return answer


@contextmanager
def running_edge(
    home: Path,
    origin: str = NOBODY,
    *options: str,
    server: str = SERVER,
    patience: float = NO_PATIENCE,
) -> Iterator[Served]:
    """An edge over the store of ``home``, ended at the end of the block."""
    port = free_port()
    process = start_edge(home, port, origin, *options, server=server, patience=patience)
    holder = start_waiting(home, port, origin, patience) if server == "fastpysgi" else process
    store = Store.open(home / "store")
    url = f"http://127.0.0.1:{port}"
    served = Served(url, port, process, store, server, home, origin, holder)
    try:
        wait_until(lambda: answers(served), START_SECONDS)
        if server == "fastpysgi":
            wait_until(waiting_socket(home, port).exists, START_SECONDS)
        yield served
    finally:
        for one in (process, served.holder):
            one.terminate()
        for one in (process, served.holder):
            one.wait(10)


def start_edge(
    home: Path,
    port: int,
    origin: str,
    *options: str,
    server: str = SERVER,
    patience: float = NO_PATIENCE,
) -> subprocess.Popen[bytes]:
    if not is_installed(server):
        not_tested(f"{server} is not installed")
    command = [sys.executable, "-m", "stoppress.edge", "--home", str(home), "--port", str(port)]
    command += ["--patience", str(patience)]
    waiting = str(waiting_socket(home, port))
    return subprocess.Popen(
        [*command, "--origin", origin, "--server", server, "--waiting", waiting, *options]
    )


def start_waiting(
    home: Path, port: int, origin: str, patience: float = NO_PATIENCE
) -> subprocess.Popen[bytes]:
    """Start the process to which the edge at ``port`` hands those who wait."""
    command = [sys.executable, "-m", "stoppress.edge.waiting", "--home", str(home)]
    socket_ = str(waiting_socket(home, port))
    command += ["--patience", str(patience)]
    return subprocess.Popen([*command, "--origin", origin, "--socket", socket_])


def waiting_socket(home: Path, port: int) -> Path:
    return home / "run" / f"waiting-{port}.sock"


def answers(served: Served) -> bool:
    if served.process.poll() is not None:
        raise AssertionError(f"the edge ended with {served.process.returncode}")
    try:
        return served.get("/-/health").status_code == 200
    except httpx.TransportError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("what was waited for did not come")
        time.sleep(0.02)


def small_site(home: Path) -> Store:
    """A store with one of everything."""
    media = home / "media"
    media.mkdir(parents=True)
    (media / "pier.jpg").write_bytes(b"\xff\xd8" + b"picture" * 100)
    (media / "film.mp4").write_bytes(FILM)
    (media / "empty.txt").touch()
    (home / "secret").write_text("secret")
    store = Store.open(home / "store")
    texts = {
        "shell": "<!doctype html><html lang=en><title>The Harbour</title>",
        "article/1": "<main><p>The ferry is back.</p></main>" * 40,
        "article/2": "<main><p>Körfəz üzərində sis.</p></main>",
        "breaking": "",
        "latest/en": "<aside><ol><li>One<li>Two</ol></aside>" * 20,
        "footer": "<footer></footer></html>",
        "404": "<main>Nothing here</main>",
        "404/az": "<main>Burada heç nə yoxdur</main>",
        "gone": "<main>Taken down by order of the court</main>",
        "feed": "<rss/>",
        "live/en": live_list("1:a", "2:a"),
    }
    around = ("shell", "breaking"), ("latest/en", "footer")

    def page(key: str) -> tuple[str, ...]:
        return (*around[0], key, *around[1])

    pages: dict[str, Record] = {
        "/": Page(page("article/2")),
        "/ferry-returns/": Page(page("article/1"), headers=(("Content-Language", "en"),)),
        "/az/körfəz-üzərində/": Page(page("article/2"), headers=(("Content-Language", "az"),)),
        "/taken-down/": Page(page("gone"), status=410),
        "/-/latest/en.json": Page(("live/en",), "application/json"),
        "/-/404/en": Page(page("404"), status=404),
        "/-/404/az": Page(page("404/az"), status=404),
        "/feed.rss": Page(("feed",), "application/rss+xml", cache_control="max-age=60"),
        "/half/": Page(page("article/missing")),
        "/old/": Redirect("/az/körfəz-üzərində/"),
        "/elsewhere/": Redirect("//evil.example/x"),
        "/asked/": Redirect("/search/?q=ferry#top", 302),
        "/media/pier.jpg": Asset(
            "pier.jpg", "image/jpeg", 702, "abc", "max-age=31536000, immutable"
        ),
        "/media/film.mp4": Asset("film.mp4", "video/mp4", len(FILM), '"film"'),
        "/media/draft.jpg": Asset("pier.jpg", "image/jpeg", 702, 'W/"abc"'),
        "/media/empty.txt": Asset("empty.txt", "text/plain", 0, "e"),
        "/media/short.mp4": Asset("film.mp4", "video/mp4", len(FILM) + 1, "x"),
        "/media/secret": Asset("../secret", "text/plain", 6, "s"),
        "/media/lost.jpg": Asset("lost.jpg", "image/jpeg", 7, "x"),
    }
    store.apply(Batch([made(key, text) for key, text in texts.items()], pages), sequence=5)
    store.set_meta("editions", "en,az")
    return store


def made(key: str, text: str, modified: int = NOON - 400_000_000) -> Fragment:
    return make_fragment(key, text.encode(), modified)


def live_list(*items: str) -> str:
    """The bytes of a live list from ``id:version`` pairs."""
    pairs = [item.split(":") for item in items]
    return json.dumps({"items": [{"id": i, "v": v, "html": f"<li>{i} {v}</li>"} for i, v in pairs]})


@dataclass
class OriginDouble:
    """Counts what it is asked, and does what the test says."""

    answer: Callable[[str], int]
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def running_origin(answer: Callable[[str], int], port: int = 0) -> Iterator[OriginDouble]:
    """An origin that answers ``/-/press?path=…`` with the status that ``answer(path)`` gives."""
    double = OriginDouble(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            assert url.path == "/-/press"
            (path,) = parse_qs(url.query, strict_parsing=True)["path"]
            double.asked.append(path)
            self.send_response(double.answer(path))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    double.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
