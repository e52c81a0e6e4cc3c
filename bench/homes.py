"""The newsrooms that are measured: made once in the folder of data, then used again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bench import synthetic
from bench.options import Options
from bench.report import NotMeasured
from stoppress.store import Batch, Page, Store


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
    with Store.open(home / "store", readonly=True).snapshot() as snapshot:
        if snapshot.page(synthetic.path_of(articles - 1)) is None:
            raise NotMeasured(
                f"Not measured: the store in {home} is of another release. Remove {options.data},"
                " then try again."
            )
    return home


def newsroom(options: Options, articles: int) -> Path:
    """A newsroom with so many public articles in its database; its pages are not made yet."""
    home = options.data / f"newsroom-{articles}"
    filled = home / "filled"
    if filled.exists():
        _brought_up(home)
    else:
        say(f"Filling a newsroom with {articles:,} articles ...")
        anew, begun = not home.exists(), time.monotonic()
        _run("-m", "bench.archive", str(articles), "--home", str(home))
        name_address(home)
        filled.write_text(f"{time.monotonic() - begun}" if anew else "")  # else it went on
    return home


@cache
def _brought_up(home: Path) -> None:
    """Bring the database of a home that was kept to what this release needs, once."""
    stoppress(home, "init")


def name_address(home: Path) -> None:
    """Give a home one address for good: with another port, all its pages would be made again."""
    file = home / "stoppress.toml"
    file.write_text(file.read_text().replace('site_url = ""', 'site_url = "https://news.example"'))


def article_paths(home: Path, count: int, part: float = 0.0) -> list[str]:
    """Paths of so many articles, evenly over the archive; others for another ``part`` below 1.

    They stay the same ones when the newsroom grows.
    """
    kept = home / f"paths-{count}-{part}.txt"
    if not kept.exists():
        kept.write_text(inside(home, "paths", str(count), str(part)))
    return kept.read_text().splitlines()


def make_pages(home: Path, count: int) -> list[str]:
    """Make the pages of so many articles where they are not stored yet; returns their paths."""
    paths = article_paths(home, count)
    with Store.open(home / "store").snapshot() as snapshot:
        missing = [path for path in paths if snapshot.page(path) is None]
    if missing:
        say(f"Making the pages of {len(missing):,} articles ...")
        inside(home, "make", given="\n".join(missing))
    return paths


def unmake_pages(home: Path, paths: Iterable[str]) -> None:
    """Forget pages and the fragments that are theirs alone, as if nobody had asked for them yet."""
    store = Store.open(home / "store")
    batch = Batch()
    with store.snapshot() as snapshot:
        for path in paths:
            record = snapshot.page(path)
            if isinstance(record, Page):
                batch.forget_pages.add(path)
                batch.forget_fragments.update(filter(synthetic.is_own, record.fragments))
    store.apply(batch)


def list_paths(home: Path) -> tuple[str, str, str]:
    """The paths of the section, topic and author that benches publish into."""
    section, topic, author = inside(home, "lists").splitlines()
    return section, topic, author


def inside(home: Path, *arguments: str, given: str = "", role: str = "command") -> str:
    """What one of ``bench.newsroom_programs`` prints, run in a process of ``role``."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.newsroom_programs", *arguments],
        input=given,
        env={**newsroom_environment(home), "STOPPRESS_ROLE": role},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or [""]
        raise NotMeasured(f"Not measured: {arguments[0]} in {home} failed: {told[0]}")
    return done.stdout


def newsroom_environment(home: Path) -> Mapping[str, str]:
    """The environment in which Django finds a home."""
    return os.environ | {
        "STOPPRESS_HOME": str(home),
        "STOPPRESS_ROLE": "command",
        "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
    }


def stoppress(home: Path, *arguments: str) -> str:
    """Run one command of ``stoppress``; its output. Raises NotMeasured with the command's words."""
    return _run("-m", "stoppress", "--home", str(home), *arguments)


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or [""]
        raise NotMeasured(f"Not measured: python {' '.join(words)} failed: {told[0]}")
    return done.stdout


def beside_python(program: str) -> Path:
    """A program that was installed with the Python that runs this."""
    return Path(sys.executable).parent / program


def say(sentence: str) -> None:
    """Tell the person who waits; not a part of the tables."""
    print(sentence, file=sys.stderr, flush=True)
