"""One store takes another one's place: two directories change names in a single step.

Whoever has the former store open keeps it, with its own locks, and follows the directory the next
time it looks (``Store.reopen_if_replaced``). Whoever opens it meanwhile gets one of the two, whole.
"""

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

from stoppress.store import unusable_file
from stoppress.store.errors import StoreError

_HERE = -100  # AT_FDCWD: paths are as the process sees them
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)


def exchange(one: Path, other: Path) -> None:
    """Let two stores change places in one step. Raises StoreError when the system cannot."""
    with unusable_file.opening(one), unusable_file.opening(other):
        libc = ctypes.CDLL(None, use_errno=True)
        try:
            rename = libc.renameat2
        except AttributeError:
            raise StoreError(
                "This system's C library cannot exchange two directories (renameat2), so a"
                " prepared store cannot take the place of the one that is served."
            ) from None
        if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
            reason = os.strerror(ctypes.get_errno())
            raise StoreError(
                f"{one} and {other} cannot be exchanged ({reason}). Both must lie on one local"
                " file system that can do so, such as ext4, XFS or Btrfs."
            )


def move_away(directory: Path, under: Path) -> None:
    """Take its name from a store, so that nobody takes a half removed one for a whole one.

    What was moved away under that name before is removed.
    """
    shutil.rmtree(under, ignore_errors=True)
    with suppress(FileNotFoundError):
        directory.rename(under)


def remove(directory: Path, under: Path) -> None:
    """Move a store away and remove it. May be killed at any moment and done again."""
    move_away(directory, under)
    shutil.rmtree(under, ignore_errors=True)


def size_of(directory: Path) -> int:
    """Bytes that a store takes on the disk."""
    try:
        return (directory / unusable_file.DATA).stat().st_blocks * 512
    except OSError:
        return 0
