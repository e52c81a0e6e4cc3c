"""The store's file is deleted, cut off, or has other bytes, while the site is served."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import lmdb
import pytest

from stoppress.store import Store
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER
from tests.faults.newsroom import log_of, paths_of, publish, right, warm
from tests.faults.readers import Seen, reading
from tests.world.fixtures import copy_home
from tests.world.running import RunningNewsroom, serving
from tests.world.servers import EACH_SERVER
from tests.world.waiting import until

pytestmark = [pytest.mark.proof, pytest.mark.slow]


def delete_file(store: Path) -> None:
    (store / "data.mdb").unlink()


def delete_folder(store: Path) -> None:
    shutil.rmtree(store)


def cut_off(store: Path) -> None:
    os.truncate(store / "data.mdb", 16 << 10)


def empty(store: Path) -> None:
    os.truncate(store / "data.mdb", 0)


@pytest.fixture(scope="module", params=EACH_SERVER)
def newsroom(
    request: pytest.FixtureRequest, filled_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """One newsroom for each server; it has to survive all of these tests."""
    home = copy_home(filled_home, tmp_path_factory.mktemp(request.param) / "home")
    with serving(home, "--processes", "2", "--server", request.param) as running:
        yield running


@pytest.mark.parametrize(
    "harm",
    [
        delete_file,
        pytest.param(delete_folder, marks=pytest.mark.long),
        cut_off,
        pytest.param(empty, marks=pytest.mark.long),
    ],
    ids=lambda harm: harm.__name__,
)
def test_a_store_that_is_gone_is_made_again_while_readers_read(
    newsroom: RunningNewsroom, harm: Callable[[Path], None]
) -> None:
    store = newsroom.home / "store"
    paths = paths_of(newsroom.home)
    warm(newsroom, paths)
    with reading(newsroom.site, paths) as seen:
        harm(store)
        took = right(newsroom)
        publish(newsroom, f"The ferry is back after {harm.__name__}")
        right(newsroom)
    told(harm.__name__, seen, took)
    assert seen.garbage == []
    if harm in (cut_off, empty):
        assert (store / "damaged" / "data.mdb").exists()
        assert "was moved to" in log_of(newsroom)
    until(lambda: len(newsroom.parts("edge")) >= 2, "both processes of the edge")


def told(what: str, seen: Seen, took: float) -> None:
    """Print the figures that ``docs/reliability.md`` has."""
    print(f"\n{what}: right again after {took:.1f} s; readers: {seen}")


def test_other_bytes_are_caught_by_their_checksums_and_made_again(
    newsroom: RunningNewsroom,
) -> None:
    paths = paths_of(newsroom.home)
    warm(newsroom, paths)
    before = [content_of(newsroom, path) for path in paths]
    with reading(newsroom.site, paths) as seen:
        flipped = flip_records(newsroom.home / "store")
        for edge in newsroom.parts("edge"):
            edge.kill()  # what it has in memory is right
        began = time.monotonic()
        until(lambda: [content_of(newsroom, path) for path in paths] == before)
        took = time.monotonic() - began
    told(f"{flipped} records with flipped bytes", seen, took)
    assert seen.garbage == []
    assert "is damaged and counts as missing" in log_of(newsroom)
    until(lambda: read_all(newsroom.home / "run" / FOLDER)[0][EVENT["damaged"]] > 0)
    newsroom.stoppress("rebuild")
    assert list(Store.open(newsroom.home / "store", readonly=True).verify()) == []


def content_of(newsroom: RunningNewsroom, path: str) -> bytes:
    """What a reader gets; nothing when no process answers just now."""
    try:
        return httpx.get(newsroom.url(path), timeout=20).content
    except httpx.TransportError:
        return b""


def flip_records(store: Path) -> int:
    """Change one bit within each record of pages and fragments, in the file, past LMDB."""
    with lmdb.open(str(store), readonly=True, lock=False, max_dbs=8) as environment:
        records = []
        for name in (b"pages", b"fragments"):
            database = environment.open_db(name, create=False)
            with environment.begin(database) as transaction:
                records += [bytes(value) for _key, value in transaction.cursor()]
    content, flipped = (store / "data.mdb").read_bytes(), 0
    with (store / "data.mdb").open("r+b") as file:
        for record in records:
            at = content.find(record) if len(record) > 40 else -1
            if at >= 0:
                file.seek(at + 24)
                file.write(bytes([content[at + 24] ^ 0x10]))
                flipped += 1
    return flipped
