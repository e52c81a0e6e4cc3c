"""What takes long to make and does not change: made once, found by every process and every run."""

import fcntl
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Where it is kept; ``make clean`` removes it.
CACHE = ROOT / ".cache" / "tests"
#: All of Stoppress, as ``sources``.
EVERYTHING = ("",)
_KEEP_SECONDS = 3 * 24 * 3600
_PACKAGES = (
    "django",
    "wagtail",
    "django-filter",
    "django-modelcluster",
    "django-taggit",
    "django-treebeard",
    "modelsearch",
)


def made_once(name: str, sources: tuple[str, ...], make: Callable[[Path], None]) -> Path:
    """Return the file or folder that ``make`` makes at the path that it is given.

    The first process that asks makes it, those that ask meanwhile wait. It is made again when a
    file in one of ``sources``, folders below ``src/stoppress/``, is another, or Python, or a
    package that has migrations. What was not asked for in three days is removed.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    stem = f"{name}-{_fingerprint(sources)}"
    made = CACHE / stem
    with (CACHE / f"{stem}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = CACHE / f"{stem}.unfinished"
            _remove(unfinished)
            make(unfinished)
            unfinished.rename(made)
            _remove_old()
        os.utime(made)
    return made


def _fingerprint(sources: tuple[str, ...]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    rooms = ROOT / "src" / "stoppress"
    for file in sorted(file for source in sources for file in (rooms / source).rglob("*")):
        if "__pycache__" not in file.parts and file.is_file():
            digest.update(f"{file.relative_to(rooms)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _remove_old() -> None:
    oldest = time.time() - _KEEP_SECONDS
    for entry in CACHE.iterdir():
        if entry.stat().st_mtime < oldest:
            _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry)
    else:
        entry.unlink(missing_ok=True)
