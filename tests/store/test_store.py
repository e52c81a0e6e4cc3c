"""What the store promises to those who write to it and read from it."""

import logging
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import lmdb
import pytest

from stoppress.store import Batch, Page, Redirect, Snapshot, Store, StoreError, make_fragment
from stoppress.store.fragment import encode_fragment

NOON = 1_780_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", map_size=1 << 20)


def batch(*keys: str, text: str = "words", modified: int = NOON) -> Batch:
    return Batch([make_fragment(key, f"{key}: {text}".encode(), modified) for key in keys])


def stored(store: Store) -> tuple[list[str], list[str]]:
    with store.snapshot() as snapshot:
        return list(snapshot.keys()), list(snapshot.paths())


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.sequence == 0
    assert stored(store) == ([], [])
    assert store.get_meta("release") is None
    with store.snapshot() as snapshot:
        assert snapshot.fragment("article/1") is None
        assert snapshot.page("/") is None
        assert not snapshot.has("article/1")


def test_a_batch_is_there_when_apply_returns(store: Store) -> None:
    change = batch("article/1", "shell")
    change.pages["/naïve/"] = Page(("shell", "article/1"))
    change.pages["/old/"] = Redirect("/naïve/")
    assert store.apply(change, sequence=7)
    with store.snapshot() as snapshot:
        assert snapshot.sequence == 7
        assert snapshot.fragment("article/1") == change.fragments[0]
        assert snapshot.page("/naïve/") == Page(("shell", "article/1"))
        assert snapshot.page("/old/") == Redirect("/naïve/")
    assert store.counts().fragments == 2
    assert store.counts().pages == 2


def test_a_snapshot_stays_at_its_moment(store: Store) -> None:
    store.apply(batch("article/1", text="first"), sequence=1)
    with store.snapshot() as before:
        writer = threading.Thread(
            target=store.apply, args=[batch("article/1", text="second")], kwargs={"sequence": 2}
        )
        writer.start()
        writer.join()
        with store.snapshot() as after:
            assert after.number > before.number
            assert (before.sequence, after.sequence) == (1, 2)
            assert text_of(before) == "article/1: first"
            assert text_of(after) == "article/1: second"


def test_a_batch_that_changes_nothing_leaves_the_number(store: Store) -> None:
    change = batch("article/1")
    change.pages["/"] = Page(("article/1",))
    store.apply(change, sequence=1)
    with store.snapshot() as snapshot:
        number = snapshot.number
    store.apply(change, sequence=1)
    with store.snapshot() as snapshot:
        assert snapshot.number == number


def test_a_batch_for_another_sequence_is_not_applied(store: Store) -> None:
    store.apply(Batch(), sequence=4)
    assert not store.apply(batch("article/1"), sequence=5, expect=3)
    assert stored(store) == ([], [])
    assert store.apply(batch("article/1"), sequence=5, expect=4)
    assert store.sequence == 5


def test_the_same_bytes_keep_their_date_and_others_get_a_later_one(store: Store) -> None:
    def date() -> int:
        with store.snapshot() as snapshot:
            fragment = snapshot.fragment("a")
            assert fragment is not None
            return fragment.modified

    store.apply(batch("a", text="one", modified=NOON))
    store.apply(batch("a", text="one", modified=NOON + 60))
    assert date() == NOON
    store.apply(batch("a", text="two", modified=NOON))
    assert date() == NOON + 1
    store.apply(batch("a", text="three", modified=NOON - 3600))
    assert date() == NOON + 2
    store.apply(batch("a", text="four", modified=NOON + 60))
    assert date() == NOON + 60


def test_a_page_of_other_fragments_gets_a_date(store: Store) -> None:
    store.apply(Batch(pages={"/": Page(("a",))}))
    with store.snapshot() as snapshot:
        first = snapshot.page("/")
    store.apply(Batch(pages={"/": Page(("a", "b"))}))
    with store.snapshot() as snapshot:
        second = snapshot.page("/")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.modified == 0
    assert second.modified > NOON - 400_000_000


def test_forgetting_goes_first_and_by_name_or_beginning(store: Store) -> None:
    change = batch("article/1", "article/2", "article/20", "articles", "meta/1")
    for path in ("/", "/az/", "/az/x/", "/b/"):
        change.pages[path] = Page(("meta/1",))
    store.apply(change)
    store.apply(
        Batch(
            fragments=batch("article/2").fragments,
            forget_fragments={"meta/1", "never/was"},
            forget_prefixes={"article/"},
            forget_pages={"/b/"},
            forget_page_prefixes={"/az/"},
        )
    )
    assert stored(store) == (["article/2", "articles"], ["/"])
    store.apply(Batch(forget_prefixes={""}, forget_page_prefixes={"/"}))
    assert stored(store) == ([], [])


def test_names_may_be_long_and_still_lie_beside_their_like(store: Store) -> None:
    long_a, long_b = "article/" + "ə" * 1500 + "a", "article/" + "ə" * 1500 + "b"
    store.apply(batch(long_a, long_b, "other"))
    with store.snapshot() as snapshot:
        assert snapshot.fragment(long_a) != snapshot.fragment(long_b)
        assert snapshot.has(long_a)
        assert not snapshot.has(long_a + "c")
        assert len(list(snapshot.keys("article/"))) == 2
    store.apply(Batch(forget_prefixes={"article/"}))
    assert stored(store)[0] == ["other"]


def test_a_walk_over_all_paths_needs_no_snapshot_from_end_to_end(store: Store) -> None:
    short = [f"/{number:03}/" for number in range(50)]
    long = ["/a" + "ə" * 400 + f"{number}/" for number in range(3)]
    store.apply(Batch(pages={path: Page(("shell",)) for path in (*short, *long, "/b/")}))

    seen: list[str] = []
    while True:
        with store.snapshot() as snapshot:
            some = list(islice(snapshot.paths(after=seen[-1] if seen else ""), 7))
        if not some:
            break
        seen += some

    assert seen[:50] == short
    assert seen[-1] == "/b/"
    assert len(seen[50:-1]) == 3


def test_a_batch_for_another_text_is_not_applied(store: Store) -> None:
    store.set_meta("generation", "1")

    assert not store.apply(batch("shell"), expect_meta=("generation", "2"))
    assert not store.apply(batch("shell"), expect_meta=("another", "1"))
    assert store.apply(batch("shell"), expect_meta=("generation", "1"))


def test_a_path_begins_with_a_slash(store: Store) -> None:
    with pytest.raises(ValueError, match="begins with a slash"):
        store.apply(Batch(pages={"front": Page(())}))


def test_small_texts_are_kept_beside_the_pages(store: Store) -> None:
    store.set_meta("editions", "en,az")
    assert store.get_meta("editions") == "en,az"
    with pytest.raises(ValueError, match="apply"):
        store.set_meta("sequence", "9")


def test_a_store_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    reader = Store.open(tmp_path / "store", readonly=True)
    assert reader.sequence == 0
    with pytest.raises(StoreError, match="for reading only"):
        reader.apply(Batch())


def test_the_map_grows_by_itself_under_readers_in_threads(store: Store) -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                with store.snapshot() as snapshot:
                    snapshot.fragment("big/1")
                time.sleep(0.001)
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(12):
        store.apply(Batch([make_fragment(f"big/{number}", os.urandom(1 << 20), NOON)]))
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert store.counts().bytes_mapped > 12 << 20
    assert store.counts().fragments == 12


def test_a_thread_that_holds_a_snapshot_is_told_not_to_write(store: Store) -> None:
    with store.snapshot(), pytest.raises(StoreError, match="Leave the snapshot first"):
        store.apply(Batch())


def test_readers_in_other_processes_follow_growth(store: Store, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=read_when_asked, args=(tmp_path / "store", theirs))
    process.start()
    try:
        ours.send("read")
        assert ours.recv() == 0
        store.apply(Batch([make_fragment(f"b/{n}", os.urandom(1 << 20), NOON) for n in range(8)]))
        ours.send("read")
        assert ours.recv() == 8
    finally:
        ours.send("end")
        process.join(10)


def read_when_asked(directory: Path, pipe: "multiprocessing.connection.Connection") -> None:
    store = Store.open(directory, readonly=True, map_size=1 << 20)
    while pipe.recv() == "read":
        pipe.send(store.counts().fragments)


def test_a_change_by_another_process_is_known_without_a_snapshot(
    store: Store, tmp_path: Path
) -> None:
    assert not store.is_at(None, 0)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=write_when_asked, args=(tmp_path / "store", theirs))
    process.start()
    try:
        for number in range(6):
            with store.snapshot() as snapshot:
                opening, before = snapshot.opening, snapshot.number
            assert store.is_at(opening, before)
            ours.send(number)
            assert ours.recv()
            assert not store.is_at(opening, before)
            with store.snapshot() as snapshot:
                assert snapshot.opening is opening
    finally:
        ours.send(None)
        process.join(10)


def write_when_asked(directory: Path, pipe: "multiprocessing.connection.Connection") -> None:
    store = Store.open(directory)
    while (number := pipe.recv()) is not None:
        pipe.send(store.apply(Batch([make_fragment("a", str(number).encode(), NOON)])))


def test_parent_and_child_use_it_after_a_fork(store: Store) -> None:
    store.apply(batch("article/1"), sequence=1)
    child = os.fork()
    if child == 0:
        ok = store.sequence == 1 and store.apply(batch("article/2"), sequence=2)
        os._exit(0 if ok else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.sequence == 2
    assert store.apply(batch("article/3"), sequence=3)


def test_damaged_bytes_count_as_missing_and_are_found(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.apply(batch("article/1", "article/2"))
    spoil(store, "article/1")
    with caplog.at_level(logging.ERROR), store.snapshot() as snapshot:
        assert snapshot.fragment("article/1") is None
        assert snapshot.fragment("article/2") is not None
    assert "'article/1' is damaged" in caplog.text
    assert list(store.verify()) == ["article/1"]
    store.apply(batch("article/1"))
    assert list(store.verify()) == []


def test_a_file_that_was_replaced_is_followed(store: Store, tmp_path: Path) -> None:
    store.apply(batch("article/1"))
    assert not store.reopen_if_replaced()
    for file in (tmp_path / "store").iterdir():
        file.unlink()
    assert store.reopen_if_replaced()
    assert stored(store) == ([], [])


def test_a_file_that_is_no_store_is_moved_aside_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data.mdb").write_bytes(b"not LMDB" * 2000)
    with caplog.at_level(logging.ERROR):
        assert Store.open(tmp_path).sequence == 0
    assert (tmp_path / "damaged" / "data.mdb").read_bytes() == b"not LMDB" * 2000
    assert "It was moved to" in caplog.text


def test_a_file_that_was_cut_off_is_moved_aside(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    store.apply(Batch([make_fragment("big", os.urandom(1 << 20), NOON)]), sequence=1)
    data = tmp_path / "store" / "data.mdb"
    before = data.read_bytes()
    os.truncate(data, len(before) - 4096)
    assert store.reopen_if_replaced()
    assert store.sequence == 0
    assert (data.parent / "damaged" / "data.mdb").read_bytes() == before[:-4096]
    assert store.apply(batch("article/1"), sequence=2)
    assert not store.reopen_if_replaced()


def test_a_deleted_file_is_begun_anew_while_others_hold_the_old_one(
    store: Store, tmp_path: Path
) -> None:
    store.apply(batch("article/1"), sequence=7)
    held = hold_in_another_process(tmp_path / "store")
    try:
        (tmp_path / "store" / "data.mdb").unlink()
        assert store.reopen_if_replaced()
        assert store.sequence == 0
        assert store.apply(batch("article/2"), sequence=8)
        assert held.communicate(b"\n", 10)[0] == b"0 then 8\n"
    finally:
        held.kill()


def hold_in_another_process(directory: Path) -> "subprocess.Popen[bytes]":
    """A process that has the store open, and follows when told."""
    program = (
        "import sys; from pathlib import Path; from stoppress.store import Store\n"
        "s = Store.open(Path(sys.argv[1])); s.sequence; print('open', flush=True); input()\n"
        "was = s.sequence - 7; s.reopen_if_replaced(); print(was, 'then', s.sequence)"
    )
    held = subprocess.Popen(
        [sys.executable, "-c", program, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert held.stdout is not None
    assert held.stdout.readline() == b"open\n"
    return held


def text_of(snapshot: Snapshot) -> str:
    fragment = snapshot.fragment("article/1")
    assert fragment is not None
    return fragment.raw().decode()


def spoil(store: Store, key: str) -> None:
    """Change a byte of a stored fragment, as a failing disk would."""
    fragment = next(f for f in batch(key).fragments)
    record = bytearray(encode_fragment(fragment))
    record[-6] ^= 0x40

    def change(transaction: lmdb.Transaction, databases: object) -> None:
        transaction.put(key.encode(), bytes(record), db=databases.fragments)  # type: ignore[attr-defined]

    store._environment.write(change)


@pytest.fixture(autouse=True)
def _no_store_is_left_open(store: Store) -> Iterator[None]:
    yield
    with store.snapshot() as snapshot:
        assert snapshot.number >= 0
