"""What many pages have in common: their headers, and the shared fragments around their own.

The fragments of a layout fall into runs of shared ones, with a page's own fragments between them:

    S0  O1  S1  O2  S2

The last run holds what changes with each publish; the earlier ones seldom change. So they are
joined apart: the *head* is all runs but the last, the *tail* is the last one. A page keeps the
checksum of everything up to the tail, and a new tail costs it one more ``crc32_combine``.
"""

from isal.isal_zlib import crc32_combine

from stoppress.edge.core.entity_tag import shared_half
from stoppress.edge.core.messages import Headers
from stoppress.edge.core.policy import PAGE_HEADERS
from stoppress.store import Fragment, Layout, Snapshot, StoredPage
from stoppress.store.fragment import version_of_row

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no name, no time, any system
_FINAL_BLOCK = b"\x03\x00"
_SIZE_BESIDES = 6_000  # bytes that shared parts take besides their fragments


class _Run:
    """Shared fragments that follow one another, joined."""

    __slots__ = ("crc", "deflated", "modified", "raw_length", "version")

    def __init__(self, fragments: list[Fragment]) -> None:
        crc = 0
        for fragment in fragments:
            crc = crc32_combine(crc, fragment.crc, fragment.raw_length)
        self.crc = crc
        self.raw_length = sum(fragment.raw_length for fragment in fragments)
        self.modified = max((fragment.modified for fragment in fragments), default=0)
        self.version = version_of_row(fragment.version for fragment in fragments)
        self.deflated = b"".join([fragment.deflated for fragment in fragments])


class Head:
    """All runs but the last."""

    __slots__ = ("_checks", "chunks", "deflated_length", "modified", "raw_length", "version")

    def __init__(self, runs: list[_Run]) -> None:
        #: The runs, each with a place behind it for the page's own fragment.
        self.chunks = [chunk for run in runs for chunk in (run.deflated, b"")]
        self.chunks[:1] = [_GZIP_HEADER + chunk for chunk in self.chunks[:1]]
        self.deflated_length = sum(map(len, self.chunks))
        self.raw_length = sum(run.raw_length for run in runs)
        self.modified = max((run.modified for run in runs), default=0)
        self.version = version_of_row(run.version for run in runs)
        self._checks = [(run.raw_length, run.crc) for run in runs]

    def crc_up_to_tail(self, page: StoredPage) -> int:
        """The checksum of a page up to the tail."""
        crc = 0
        for of_run, of_own in zip(self._checks, page.checks, strict=True):
            for raw_length, crc_behind in (of_run, of_own):
                crc = crc32_combine(crc, crc_behind, raw_length)
        return crc

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return self.deflated_length


class Tail:
    """The last run, with the end of the gzip member, and of the entity tags."""

    __slots__ = ("_crc", "chunk", "etag_end", "etag_end_gzip", "modified", "raw_length")

    def __init__(self, run: _Run, head: Head) -> None:
        opening = b"" if head.chunks else _GZIP_HEADER
        self.chunk = opening + run.deflated + _FINAL_BLOCK
        self.raw_length = run.raw_length
        self.modified = run.modified
        self._crc = run.crc
        version = version_of_row((head.version, run.version))
        self.etag_end = shared_half(version, gzip=False)
        self.etag_end_gzip = shared_half(version, gzip=True)

    def crc_of_page(self, up_to_tail: int) -> int:
        """The checksum of a page, from that of everything up to the tail."""
        return crc32_combine(up_to_tail, self._crc, self.raw_length)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.chunk)


class SharedParts:
    """A layout, and its shared fragments as a snapshot has them."""

    __slots__ = ("_runs", "all", "common", "head", "keys", "size", "status", "tail")

    def __init__(self, layout: Layout) -> None:
        self.status = layout.status
        cache_control = "no-cache" if layout.status == 404 else layout.cache_control
        #: The headers that a 304 has too.
        self.common: Headers = [
            ("cache-control", cache_control),
            ("vary", "Accept-Encoding"),
            *_safety_and(layout.headers),
        ]
        #: The headers that every page of the layout has.
        self.all: Headers = [
            ("content-type", layout.content_type),
            ("accept-ranges", "none"),
            *self.common,
        ]
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
        """Let no page be answered with these any more: they will not be told of changes."""
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
        fragments = []
        for key in keys:
            fragment = snapshot.fragment(key)
            if fragment is None:
                return None
            fragments.append(fragment)
        joined.append(_Run(fragments))
    return joined


def _safety_and(extra: tuple[tuple[str, str], ...]) -> Headers:
    """The headers of safety and those of the page, which win."""
    own = [(name.lower(), value) for name, value in extra]
    names = {name for name, _ in own}
    return [*own, *(header for header in PAGE_HEADERS if header[0] not in names)]
