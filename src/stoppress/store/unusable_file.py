"""A file of a store that cannot be used: noticed, and moved aside, never deleted without a trace.

Reading beyond the end of a file that was cut off kills the process (SIGBUS), and LMDB has no
checksum that would tell before. So how long a file has grown is written beside it, and compared
whenever it is opened: a file of LMDB never becomes shorter. The note may lag behind after a crash;
then less is noticed, but nothing is ever called damaged that is not.
"""

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stoppress.store import damage_count

log = logging.getLogger(__name__)

DATA, LOCK = "data.mdb", "lock.mdb"
#: Folder in the store's directory for the last file that was moved aside.
ASIDE = "damaged"
_LENGTH = "length"


@contextmanager
def opening(directory: Path) -> Iterator[None]:
    """Be the only one who opens the store, or moves it aside; the kernel frees a dead one's."""
    directory.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def prepare(directory: Path) -> None:
    """Move a file aside that was cut off. Call it while ``opening``."""
    data = directory / DATA
    if not data.exists():
        # Who still has the deleted file open shares these locks, and numbers in them.
        (directory / LOCK).unlink(missing_ok=True)
        (directory / _LENGTH).unlink(missing_ok=True)
        return
    length, was = data.stat().st_size, noted_length(directory)
    if length < was:
        move(directory, f"it has {length} bytes and had {was}")


def move_if_same(directory: Path, inode: int, why: str) -> bool:
    """Move the file with this number aside; False when another one is there by now."""
    with opening(directory):
        try:
            if (directory / DATA).stat().st_ino != inode:
                return False
        except FileNotFoundError:
            return False
        move(directory, why)
        return True


def move(directory: Path, why: str) -> None:
    """Move the store's file aside. Call it while ``opening``.

    Only the last one is kept: a failing disk shall not fill itself with copies.
    """
    aside = directory / ASIDE
    if aside.exists():
        log.error("store %s: the file that was moved aside before is deleted now", directory)
        shutil.rmtree(aside)
    aside.mkdir()
    (directory / DATA).rename(aside / DATA)
    (directory / LOCK).unlink(missing_ok=True)
    (directory / _LENGTH).unlink(missing_ok=True)
    damage_count.note()
    log.error(
        "store %s: the file is damaged: %s. It was moved to %s, and a new one is begun; pages are"
        " made again as readers ask for them. The newsroom's database is not concerned.",
        directory,
        why,
        aside,
    )


def noted_length(directory: Path) -> int:
    """How many bytes the file is known to have had; 0 when nothing is known."""
    try:
        return int((directory / _LENGTH).read_text())
    except (OSError, ValueError):
        return 0


def note_length(directory: Path, length: int) -> None:
    """Write down how long the file is, with no harm done when there is no room for it."""
    try:
        note = os.open(directory / _LENGTH, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            os.pwrite(note, b"%020d" % length, 0)
        finally:
            os.close(note)
    except OSError as error:
        log.warning("store %s: the file's length cannot be noted: %s", directory, error)
