"""A feed as it is given: a file or standard input, compressed or not, open from its beginning."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: How standard input is named on the command line.
STANDARD_INPUT = "-"
#: Bytes from the beginning by which a format is recognised.
BEGINNING = 64 * 1024

_CHUNK = 256 * 1024
_GZIP = b"\x1f\x8b"


class FeedUnreadable(Exception):
    """The feed, or the rest of it, cannot be read. The message is a sentence with its remedy."""


@dataclass(frozen=True, slots=True)
class Feed:
    """An open feed.

    :param name: of its file; ``-`` for standard input.
    :param label: how sentences name it.
    :param beginning: its first bytes, at most ``BEGINNING`` of them.
    :param stream: all of its bytes, uncompressed, the beginning included.
    """

    name: str
    label: str
    beginning: bytes
    stream: IO[bytes]


@contextmanager
def opened(name: str) -> Iterator[Feed]:
    """Open the feed in the file ``name`` (``-`` for standard input), gzipped or not.

    Raises FeedUnreadable, also while the feed is read inside the block, when the file is missing,
    may not be read, or is no whole gzip file.
    """
    label = label_of(name)
    try:
        with _bytes_of(name) as given:
            beginning = given.read(BEGINNING)
            stream = io.BufferedReader(_Rejoined(beginning, given), _CHUNK)
            yield Feed(name, label, beginning, stream)
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        if isinstance(error, gzip.BadGzipFile):
            reason = "not a whole gzip file"
        raise FeedUnreadable(
            f"{label} cannot be read: {reason[:1].lower()}{reason[1:]}. Name a file that exists"
            " and that you may read."
        ) from error
    except (EOFError, zlib.error) as error:
        raise FeedUnreadable(
            f"{label} cannot be read to its end: the gzip data is cut off or damaged. Copy it"
            " again; items already imported will be unchanged."
        ) from error


def label_of(name: str) -> str:
    """How sentences name the feed ``name``."""
    return "standard input" if name == STANDARD_INPUT else name


def shown(data: bytes) -> str:
    """The first bytes of ``data``, fit for a sentence."""
    return repr(data[:20].decode("utf-8", "replace"))


def _bytes_of(name: str) -> IO[bytes]:
    raw: IO[bytes] = (
        sys.stdin.buffer if name == STANDARD_INPUT else Path(name).open("rb", buffering=_CHUNK)  # noqa: SIM115
    )
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)  # type: ignore[type-var]
    if buffered.peek(2)[:2] == _GZIP:
        return gzip.GzipFile(fileobj=buffered, mode="rb")  # type: ignore[return-value]
    return buffered


class _Rejoined(io.RawIOBase):
    """A stream from its beginning again, after the beginning was read."""

    def __init__(self, beginning: bytes, rest: IO[bytes]) -> None:
        self._beginning = io.BytesIO(beginning)
        self._rest = rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read what fits into ``buffer``; 0 at the end."""
        data = self._beginning.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
