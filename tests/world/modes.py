"""Who else on a machine could open what is in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Inside, new files lose these permissions, as at a shell after `umask`."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(root: Path) -> list[str]:
    """Every file and folder, `root` and what is deep inside it too, that others have a right to."""
    found = [path for path in (root, *root.rglob("*")) if not path.is_symlink()]
    return [f"{path} {path.stat().st_mode:o}" for path in found if path.stat().st_mode & 0o007]
