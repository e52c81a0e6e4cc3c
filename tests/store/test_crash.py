"""kill -9 and full disks: what is stored stays whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stoppress.store import Batch, Page, Store, StoreFull, make_fragment
from tests.world.tools import not_tested

WRITER = """
import os, sys
from pathlib import Path
from stoppress.store import Batch, Page, Store, make_fragment

store = Store.open(Path(sys.argv[1]), map_size=1 << 20)
while True:
    n = store.sequence + 1
    # Every batch writes the same number into all of these, in one transaction.
    keys = [f"part/{i}" for i in range(20)] + [f"round/{n}"]
    fragments = [make_fragment(key, b"%d " % n * 100 + os.urandom(2000), n) for key in keys]
    store.apply(Batch(fragments, {"/": Page(tuple(keys[:20])), f"/{n}/": Page((keys[-1],))}),
                sequence=n)
    print(n, flush=True)
"""


@pytest.mark.slow
def test_a_store_whose_writer_is_killed_is_whole_and_at_a_batch_border(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    chance = random.Random(7)
    for _ in range(20):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(directory)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        first = int(writer.stdout.readline())
        time.sleep(chance.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        told = [first, *map(int, writer.stdout.read().split(b"\n")[:-1])]
        writer.wait()
        store = Store.open(directory)
        with store.snapshot() as snapshot:
            n = snapshot.sequence
            assert n in (told[-1], told[-1] + 1)
            for i in range(20):
                part = snapshot.fragment(f"part/{i}")
                assert part is not None
                assert int(part.raw().split(b" ", 1)[0]) == n
            assert snapshot.page(f"/{n}/") == Page((f"round/{n}",))
            assert snapshot.page(f"/{n + 1}/") is None
        assert list(store.verify()) == []
    assert store.counts().pages == n + 1


FILLER = """
import json, os, resource, sys
from pathlib import Path
from stoppress.store import Batch, Store, StoreFull, make_fragment
from tests.world.tools import not_tested

store = Store.open(Path(sys.argv[1]), map_size=1 << 20)
store.apply(Batch([make_fragment("kept", b"what was there before", 1)]), sequence=1)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, most))
told = ""
for n in range(2, 100):
    try:
        store.apply(Batch([make_fragment(f"big/{n}", os.urandom(300_000), n)]), sequence=n)
    except StoreFull as error:
        told = str(error)
        break
with store.snapshot() as snapshot:
    kept, sequence = snapshot.fragment("kept"), snapshot.sequence
whole = not list(store.verify())
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
again = store.apply(Batch([make_fragment("more", os.urandom(3_000_000), n)]), sequence=n)
print(json.dumps([told, kept is not None, sequence == n - 1, whole, again, store.sequence == n]))
"""


def test_a_full_disk_is_told_in_a_sentence_and_readers_are_served(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLER, str(tmp_path / "store")],
        capture_output=True,
        check=True,
        timeout=60,
    )
    told, *held = json.loads(done.stdout)
    assert "There is no room to write" in told
    assert "Free some disk space" in told
    assert all(held), held


def test_a_small_disk_fills_up_and_recovers(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        not_tested("mounting a small tmpfs needs root: " + mounted.stderr.decode().strip())
    try:
        room = tmp_path / "other-data"
        room.write_bytes(b"\0" * (3 << 19))
        store = Store.open(tmp_path / "store", map_size=1 << 20)
        store.apply(Batch([make_fragment("kept", b"before", 1)]), sequence=1)
        big = Batch([make_fragment("big", os.urandom(1_700_000), 2)])
        with pytest.raises(StoreFull, match="Free some disk space"):
            store.apply(big, sequence=2)
        assert store.sequence == 1
        assert list(store.verify()) == []
        room.unlink()
        assert store.apply(big, sequence=2)
        with store.snapshot() as snapshot:
            assert snapshot.has("kept")
            assert snapshot.has("big")
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


@pytest.mark.slow
def test_a_reader_that_was_killed_does_not_keep_the_store_growing(tmp_path: Path) -> None:
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import sys; from pathlib import Path; from stoppress.store import Store\n"
                "s = Store.open(Path(sys.argv[1])).snapshot(); print('held', flush=True); input()"
            ),
            str(tmp_path / "store"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    reader.kill()
    reader.wait()
    store = Store.open(tmp_path / "store", map_size=1 << 20)
    for n in range(300):
        store.apply(Batch([make_fragment("same", os.urandom(50_000), n)]))
    assert store.counts().bytes_used < 2 << 20
