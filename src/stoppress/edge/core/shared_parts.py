"""What many pages have in common: their headers, and the shared fragments around their own.

The fragments of a layout fall into runs of shared ones with a page's own fragments between them:

    R0  O1  R1  O2  R2

The last run holds what changes with each publish, the earlier ones seldom change. So a frame has
two parts: the *head*, all runs but the last, and the *tail*. A page keeps what it computed with a
head, and a new tail costs it a multiplication by table.

The checksum of a page (see `stoppress.store.page_record` for `after` and `shifted`) is

    in front of the tail   R0*X(R1)*after(0) + R1*after(1) + O1.shifted*X(R1) + O2.shifted
    of the whole           that * X(R2) + R2

where everything that stands for R0 and R1 is the same for all pages of the frame.
"""

from stoppress.edge.core.entity_tag import shared_half
from stoppress.edge.core.messages import Headers
from stoppress.edge.core.policy import PAGE_HEADERS
from stoppress.store import Layout, Piece, Snapshot, StoredPage
from stoppress.store.crc import (
    ONE,
    MultiplierTable,
    multiplier_table,
    multiply,
    multiply_by_table,
)
from stoppress.store.fragment import version_of_row
from stoppress.store.page_record import entries_of

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no name, no time, any system
_FINAL_BLOCK = b"\x03\x00"
_SIZE_OF_TABLE = 4_600  # bytes
_SIZE_BESIDES = 6_000  # bytes of a frame besides its fragments and tables


_Step = tuple[MultiplierTable | None, MultiplierTable | None]
"""A run and the own fragment behind it: the tables for the run's checksum and for the fragment's,
each shifted past the runs behind."""


class _Run:
    """Shared fragments that follow one another, joined."""

    __slots__ = ("crc", "deflated", "modified", "power", "raw_length", "version")

    def __init__(self, pieces: list[Piece]) -> None:
        crc, power = 0, ONE
        for piece in pieces:
            crc = multiply(crc, piece.power) ^ piece.crc
            power = multiply(power, piece.power)
        self.crc = crc
        self.power = power
        self.raw_length = sum(piece.raw_length for piece in pieces)
        self.modified = max((piece.modified for piece in pieces), default=0)
        self.version = version_of_row(piece.version for piece in pieces)
        self.deflated = b"".join([piece.deflated for piece in pieces])


class Head:
    """All runs of a frame but the last."""

    __slots__ = (
        "_steps",
        "chunks",
        "deflated_length",
        "modified",
        "raw_length",
        "size",
        "version",
    )

    def __init__(self, runs: list[_Run]) -> None:
        self.chunks = [chunk for run in runs for chunk in (run.deflated, b"")]
        """The runs, each with a place behind it for the page's own fragment."""
        self.chunks[:1] = [_GZIP_HEADER + chunk for chunk in self.chunks[:1]]
        self.deflated_length = self.size = sum(map(len, self.chunks))
        self.raw_length = sum(run.raw_length for run in runs)
        self.modified = max((run.modified for run in runs), default=0)
        self.version = version_of_row(run.version for run in runs)
        steps: list[_Step] = []
        shift = ONE  # past the runs behind
        for run in reversed(runs):
            of_run = multiplier_table(multiply(run.crc, shift)) if run.crc else None
            of_own = multiplier_table(shift) if shift != ONE else None
            steps.append((of_run, of_own))
            self.size += _SIZE_OF_TABLE * sum(table is not None for table in (of_run, of_own))
            shift = multiply(shift, run.power)
        self._steps = steps[::-1]

    def before_tail(self, page: StoredPage) -> int:
        """The checksum of a page up to the tail."""
        if page.head == self.version:
            return page.crc
        crc, after = 0, page.power
        entries = entries_of(page)
        for (of_run, of_own), (next_after, own, _) in zip(self._steps, entries, strict=True):
            if of_run is not None:  # `multiply_by_table`, whose call would cost as much again
                t0, t1, t2, t3 = of_run
                crc ^= t0[after & 255] ^ t1[after >> 8 & 255] ^ t2[after >> 16 & 255]
                crc ^= t3[after >> 24]
            if of_own is not None:
                t0, t1, t2, t3 = of_own
                crc ^= t0[own & 255] ^ t1[own >> 8 & 255] ^ t2[own >> 16 & 255] ^ t3[own >> 24]
            else:
                crc ^= own
            after = next_after
        return crc


class Tail:
    """The last run of a frame, with the end of the gzip member, and of the entity tags."""

    __slots__ = ("_crc", "_table", "chunk", "etag_end", "etag_end_gzip", "modified", "raw_length")

    def __init__(self, run: _Run, head: Head) -> None:
        opening = b"" if head.chunks else _GZIP_HEADER
        self.chunk = opening + run.deflated + _FINAL_BLOCK
        self.raw_length = run.raw_length
        self.modified = run.modified
        self._crc = run.crc
        self._table = multiplier_table(run.power)
        version = version_of_row((head.version, run.version))
        self.etag_end = shared_half(version, gzip=False)
        self.etag_end_gzip = shared_half(version, gzip=True)

    def crc(self, before: int) -> int:
        """The checksum of a page, from that in front of the tail."""
        return multiply_by_table(before, self._table) ^ self._crc

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.chunk) + _SIZE_OF_TABLE


class Frame:
    """A layout, and its shared fragments as a snapshot has them."""

    __slots__ = (
        "_runs",
        "all",
        "common",
        "head",
        "keys",
        "size",
        "status",
        "tail",
    )

    def __init__(self, layout: Layout) -> None:
        self.status = layout.status
        cache_control = "no-cache" if layout.status == 404 else layout.cache_control
        self.common: Headers = [
            ("cache-control", cache_control),
            ("vary", "Accept-Encoding"),
            *_safety_and(layout.headers),
        ]
        """The headers that a 304 has too."""
        self.all: Headers = [
            ("content-type", layout.content_type),
            ("accept-ranges", "none"),
            *self.common,
        ]
        """The headers that every page of the frame has."""
        runs: list[list[str]] = [[]]
        for key in layout.keys:
            if key is None:
                runs.append([])
            else:
                runs[-1].append(key)
        self._runs = runs
        self.keys = frozenset(key for run in runs for key in run)
        self.head: Head | None = None
        self.tail: Tail | None = None
        self.size = _SIZE_BESIDES

    def forget(self, keys: frozenset[str]) -> None:
        """Forget what was joined of fragments that changed."""
        if not keys.isdisjoint(self.keys):
            self.tail = None
            if any(not keys.isdisjoint(run) for run in self._runs[:-1]):
                self.head = None

    def give_up(self) -> None:
        """Let no page be answered with it any more: it will not be told of changes."""
        self.head = self.tail = None

    def join(self, snapshot: Snapshot) -> None:
        """Join what was forgotten, unless a fragment is missing or damaged."""
        if self.head is None:
            runs = _joined(self._runs[:-1], snapshot)
            self.head = None if runs is None else Head(runs)
        if self.tail is None and self.head is not None:
            last = _joined(self._runs[-1:], snapshot)
            self.tail = None if last is None else Tail(last[0], self.head)
        self.size = _SIZE_BESIDES + sum(part.size for part in (self.head, self.tail) if part)


def _joined(runs: list[list[str]], snapshot: Snapshot) -> list[_Run] | None:
    joined = []
    for keys in runs:
        pieces = []
        for key in keys:
            piece = snapshot.piece(key)
            if piece is None:
                return None
            pieces.append(piece)
        joined.append(_Run(pieces))
    return joined


def _safety_and(extra: tuple[tuple[str, str], ...]) -> Headers:
    """The headers of safety and those of the page, which win."""
    own = [(name.lower(), value) for name, value in extra]
    names = {name for name, _ in own}
    return [*own, *(header for header in PAGE_HEADERS if header[0] not in names)]
