"""A newsroom at work: import rate, publish to visible, memory.

The demo newspaper is served by ``stoppress serve``; a feed is imported beside it while a reader
asks for the front; then pieces are published and each surface is asked until it shows them.

    python -m bench.newsroom --items 10000
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from bench.feed import write_feed

PUBLISH = """
import sys, time
import django
django.setup()
from django.db import connection
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.models import Article, Byline, Person, SectionPage
section = SectionPage.objects.filter(locale__language_code="en").order_by("path").first()
person = Person.objects.filter(bylines__isnull=False).first()
for line in sys.stdin:
    article = Article(title=line.strip(), body=[("paragraph", "<p>The boat came in.</p>")])
    article.bylines.add(Byline(person=person))
    file_article(section, article)
    begun = time.time()
    article = publish(article)
    print(begun, time.time(), article.public_path, section.public_path, person.slug, flush=True)
"""


def main() -> int:
    """Measure, print a table, and write ``--json`` when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--publishes", type=int, default=15)
    parser.add_argument("--home", type=Path, help="use and keep this home")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        home = options.home or Path(folder) / "home"
        feed = Path(folder) / "feed.ndjson"
        write_feed(feed, options.items)
        if not (home / "stoppress.toml").exists():
            stoppress(home, "demo")
        figures = measure(home, feed, options)
    for name, value in figures.items():
        print(f"| {name} | {value} |")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return 0


def measure(home: Path, feed: Path, options: argparse.Namespace) -> dict[str, str]:
    """All figures of one run, by name."""
    figures: dict[str, str] = {}
    with serving(home) as (site, process):
        waits: list[float] = []
        with reading(site, waits):
            begun = time.monotonic()
            stoppress(home, "import", str(feed))
            seconds = time.monotonic() - begun
        figures["import, items a second (site serving)"] = f"{options.items / seconds:,.0f}"
        figures["front while importing, median / p99 ms"] = spread(waits)
        figures.update(publish_to_visible(home, site, options.publishes))
        for child in [process, *process.children(recursive=True)]:
            role = next((word for word in child.cmdline() if word in ROLES), "")
            if role:
                memory = child.memory_full_info().pss / 2**20
                figures[f"memory of {role.rpartition('.')[2]}, MiB"] = f"{memory:.0f}"
    store = sum(file.stat().st_blocks * 512 for file in (home / "store").iterdir())
    figures["store, MiB"] = f"{store / 2**20:.0f}"
    return figures


ROLES = ("serve", "stoppress.edge", "origin", "desk", "worker")


def publish_to_visible(home: Path, site: str, count: int) -> dict[str, str]:
    """Milliseconds from the call of publish until each surface shows the headline."""
    environment = os.environ | {
        "STOPPRESS_HOME": str(home),
        "STOPPRESS_ROLE": "command",
        "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
    }
    publisher = subprocess.Popen(
        [sys.executable, "-c", PUBLISH],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert publisher.stdin
    assert publisher.stdout
    took: dict[str, list[float]] = {}
    old = None
    with httpx.Client(base_url=site, follow_redirects=False) as client:
        for number in range(count + 1):
            headline = f"Bench headline number {number} at {time.time_ns()}"
            publisher.stdin.write(headline + "\n")
            publisher.stdin.flush()
            begun, done, path, section, person = publisher.stdout.readline().split()
            old = old or path
            took.setdefault("publish returns", []).append((float(done) - float(begun)) * 1e3)
            surfaces = {
                "the piece": path,
                "an older piece": old,
                "front": "/",
                "section": section,
                "author": f"/author/{person}/",
                "all news": "/all-news/",
                "RSS": "/feed.rss",
                "news sitemap": "/sitemap-news.xml",
            }
            for name, url in surfaces.items():
                while headline not in client.get(url, timeout=30).text:
                    pass
                took.setdefault(name, []).append((time.time() - float(begun)) * 1e3)
    publisher.stdin.close()
    publisher.wait(timeout=30)
    # The first publish meets lists that nobody asked for yet.
    return {
        f"publish until visible, ms: {name}": f"{statistics.median(times[1:]):.0f}"
        f" (at most {max(times[1:]):.0f})"
        for name, times in took.items()
    }


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """``stoppress serve`` on free ports."""
    command = [sys.executable, "-m", "stoppress", "--home", str(home), "serve"]
    child = subprocess.Popen(
        [*command, "--site", "127.0.0.1:0", "--desk", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout
    try:
        ready = next(line for line in child.stdout if line.startswith("ready "))
        yield ready.split()[1], psutil.Process(child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=30)


@contextmanager
def reading(site: str, waits: list[float]) -> Iterator[None]:
    """A reader who asks for the front fifty times a second; milliseconds go into ``waits``."""
    stop = threading.Event()

    def read() -> None:
        with httpx.Client(base_url=site) as client:
            while not stop.wait(0.02):
                begun = time.monotonic()
                client.get("/").raise_for_status()
                waits.append((time.monotonic() - begun) * 1e3)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        stop.set()
        reader.join()


def spread(waits: list[float]) -> str:
    """Median and 99th percentile."""
    if len(waits) < 2:
        return "-"
    return f"{statistics.median(waits):.1f} / {statistics.quantiles(waits, n=100)[98]:.1f}"


def stoppress(home: Path, *arguments: str) -> None:
    """Run one command of ``stoppress`` quietly. Raises CalledProcessError with its output."""
    command = [sys.executable, "-m", "stoppress", "--home", str(home), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        done.check_returncode()


if __name__ == "__main__":
    sys.exit(main())
