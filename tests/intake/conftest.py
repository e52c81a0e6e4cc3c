"""What tests of this folder share."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stoppress.intake.run import run as run_import
from tests.newsroom.factories import edition, section
from tests.newsroom.reader import noon, reader
from tests.world.migrated import new_newsroom

__all__ = ["noon", "reader"]


@dataclass(frozen=True)
class Imported:
    """What an import said."""

    code: int
    lines: list[tuple[str, str, str]]
    err: str

    @property
    def outcomes(self) -> list[str]:
        """The first word of each line."""
        return [outcome for outcome, _path, _uri in self.lines]

    @property
    def paths(self) -> list[str]:
        """The path of each line."""
        return [path for _outcome, path, _uri in self.lines]


Feed = Callable[..., Imported]


def lines_of(printed: str) -> list[tuple[str, str, str]]:
    """The lines of an import, each in its three parts."""
    found = []
    for line in printed.splitlines():
        outcome, path, uri = line.split("\t")
        found.append((outcome, path, uri))
    return found


@pytest.fixture
def feed(db: None, tmp_path: Path, reader: object) -> Feed:
    """Import items into a newsroom with three editions, in this process."""
    for language in ("en", "az", "ar"):
        section("News", of=edition(language))
    folder = tmp_path / "feed"
    folder.mkdir()

    def run(*items: dict[str, Any] | str, fetch: bool = False) -> Imported:
        file = folder / "feed.ndjson"
        texts = (item if isinstance(item, str) else json.dumps(item) for item in items)
        file.write_text("\n".join(texts))
        out, err = io.StringIO(), io.StringIO()
        code = run_import([str(file)], fetch=fetch, out=out, err=err)
        return Imported(code, lines_of(out.getvalue()), err.getvalue())

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the feeds of ``feed`` lie."""
    return tmp_path / "feed"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom as ``stoppress init`` makes it."""
    home = tmp_path_factory.mktemp("empty") / "home"
    new_newsroom(home, "--name", "Paper", "--language", "en", "--time-zone", "Asia/Baku")
    return home


@pytest.fixture
def home(empty_home: Path, tmp_path: Path) -> Path:
    """A newsroom of its own."""
    return Path(shutil.copytree(empty_home, tmp_path / "home"))
