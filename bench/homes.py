"""The newsrooms that are measured: made once in the folder of data, then used again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench import synthetic
from bench.options import Options
from bench.report import NotMeasured

MAKE_PAGES = """
import sys, time
import django
django.setup()
from stoppress.newsroom.public import public_articles
from stoppress.press.make import make
paths = public_articles().values_list("public_path", flat=True)
wanted, made = int(sys.argv[1]), []
step = max(paths.count() // wanted, 1)
for path in list(paths.order_by("pk")[::step][:wanted]):
    begun = time.perf_counter()
    if make(path):
        made.append((time.perf_counter() - begun) * 1e3)
        print(path)
"""


def demo(data: Path) -> Path:
    """The demo newspaper, whose pages are the models of all invented ones."""
    home = data / "demo"
    if not (home / "made").exists():
        say("Making the demo newspaper ...")
        stoppress(home, "demo")
        (home / "made").touch()
    return home


def stored(options: Options, articles: int) -> Path:
    """A home with a store of invented pages and nothing else: what the edge needs."""
    home = options.data / f"stored-{articles}"
    model = demo(options.data)
    say(f"Filling a store with {articles:,} pages ...")
    begun = time.monotonic()
    synthetic.fill(home / "store", model, articles)
    say(f"  done in {time.monotonic() - begun:.0f} s")
    return home


def newsroom(options: Options, articles: int) -> Path:
    """A newsroom with so many public articles in its database; its pages are not made yet."""
    home = options.data / f"newsroom-{articles}"
    filled = home / "filled"
    if not filled.exists():
        say(f"Filling a newsroom with {articles:,} articles ...")
        begun = time.monotonic()
        stoppress(home, "bench", "fill", str(articles))
        filled.write_text(f"{time.monotonic() - begun}")
    return home


def make_pages(home: Path, count: int) -> list[str]:
    """Make the pages of so many articles, evenly over the archive; returns their paths."""
    kept = home / f"made-{count}.txt"
    if not kept.exists():
        say(f"Making the pages of {count:,} articles ...")
        done = subprocess.run(
            [sys.executable, "-c", MAKE_PAGES, str(count)],
            env=newsroom_environment(home),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        kept.write_text(done.stdout)
    return kept.read_text().splitlines()


def first_section(home: Path) -> str:
    """The path of the section that benches publish into."""
    program = (
        "import django; django.setup();"
        "from stoppress.newsroom.models import SectionPage as S;"
        "print(S.objects.order_by('path').first().public_path)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=newsroom_environment(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def newsroom_environment(home: Path) -> Mapping[str, str]:
    """The environment in which Django finds a home."""
    return os.environ | {
        "STOPPRESS_HOME": str(home),
        "STOPPRESS_ROLE": "command",
        "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
    }


def stoppress(home: Path, *arguments: str) -> str:
    """Run one command of ``stoppress``; its output. Raises NotMeasured with the command's words."""
    command = [sys.executable, "-m", "stoppress", "--home", str(home), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or [""]
        raise NotMeasured(f"Not measured: stoppress {' '.join(arguments)} failed: {told[0]}")
    return done.stdout


def beside_python(program: str) -> Path:
    """A program that was installed with the Python that runs this."""
    return Path(sys.executable).parent / program


def say(sentence: str) -> None:
    """Tell the person who waits; not a part of the tables."""
    print(sentence, file=sys.stderr, flush=True)
