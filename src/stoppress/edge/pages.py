"""Pages ready to send: joined from their fragments, and kept while the store stays the same."""

import struct
from collections.abc import Sequence
from hashlib import blake2b

from stoppress.edge.conditions import http_date
from stoppress.edge.messages import Headers, Response
from stoppress.edge.policy import PAGE_HEADERS
from stoppress.edge.stitch import Part, join_raw, stitch, table_of
from stoppress.store import Page, Piece, Snapshot

NOT_FOUND_PAGES = "/-/404/"
"""Below this path are the pages that say, in each edition, that nothing was found."""

_FOREVER = float("inf")
_MOST_OWNERS = 100_000
_MOST_SHARED = 20_000


class ReadyPage:
    """A page joined from its pieces, with its answers in one coding."""

    __slots__ = ("dated", "etag", "full", "head", "modified", "not_modified", "size", "until")

    def __init__(
        self, page: Page, status: int, parts: Sequence[Part], gzip: bool, now: float
    ) -> None:
        pieces = [piece for piece, _ in parts]
        body = stitch(parts) if gzip else join_raw(pieces)
        if body is None:
            raise DamagedPiece
        self.modified = max((piece.modified for piece in pieces), default=0)
        self.modified = max(self.modified, page.modified)
        self.dated = self.modified + 1 <= now
        """Whether it may carry Last-Modified: no other bytes can come to be in that second."""
        self.until = _FOREVER if self.dated else self.modified + 1
        self.size = len(body) + 500
        self.etag = _entity_tag(pieces, gzip)
        validators: Headers = []
        if status == 200:
            validators.append(("etag", self.etag))
            if self.dated:
                validators.append(("last-modified", http_date(self.modified)))
        common = [
            *validators,
            ("cache-control", "no-cache" if status == 404 else page.cache_control),
            ("vary", "Accept-Encoding"),
            *_safety_and(page.headers),
        ]
        headers = [
            ("content-type", page.content_type),
            ("content-length", str(len(body))),
            *([("content-encoding", "gzip")] if gzip else []),
            ("accept-ranges", "none"),
            *common,
        ]
        self.full = Response(status, headers, body)
        self.head = Response(status, headers)
        self.not_modified = Response(304, common)


class DamagedPiece(Exception):
    """A fragment's bytes are not what its record says."""


class ReadyPages:
    """Joins pages, and keeps what is likely to be asked for again, up to `budget` bytes.

    Everything kept is valid for one number of the snapshot. Pages are kept in two generations: when
    the young one is full it becomes the old one, and what is asked for in the old one is young
    again. Fragments that several pages have in common are kept apart, with their tables.
    """

    def __init__(self, budget: int) -> None:
        self._half = budget // 2
        self._number = -1
        self._young: dict[tuple[str, bool], ReadyPage] = {}
        self._old: dict[tuple[str, bool], ReadyPage] = {}
        self._young_size = 0
        self._shared: dict[str, Part] = {}
        self._shared_keys: set[str] = set()
        self._owners: dict[str, str] = {}

    def at(self, number: int) -> None:
        """Forget what was kept for another state of the store."""
        if number != self._number:
            self._number = number
            self._young, self._old, self._young_size = {}, {}, 0
            self._shared = {}

    def find(self, path: str, gzip: bool, now: float) -> ReadyPage | None:
        """The page when it is kept and still right."""
        key = (path, gzip)
        ready = self._young.get(key)
        if ready is None:
            ready = self._old.get(key)
            if ready is None:
                return None
            self._keep(key, ready)
        return ready if ready.until > now else None

    def make(
        self, path: str, page: Page, snapshot: Snapshot, gzip: bool, now: float
    ) -> ReadyPage | None:
        """Join the page; None when one of its fragments is missing or damaged."""
        parts: list[Part] = []
        shared = self._shared
        for key in page.fragments:
            part = shared.get(key)
            if part is None:
                piece = snapshot.piece(key)
                if piece is None:
                    return None
                part = (piece, None)
                if self._is_shared(key, path):
                    part = shared[key] = (piece, table_of(piece.power))
            parts.append(part)
        status = 404 if path.startswith(NOT_FOUND_PAGES) else page.status
        try:
            ready = ReadyPage(page, status, parts, gzip, now)
        except DamagedPiece:
            return None
        self._keep((path, gzip), ready)
        return ready

    def _is_shared(self, key: str, path: str) -> bool:
        """Whether a fragment was already asked for by another page."""
        if key in self._shared_keys:
            return True
        owners = self._owners
        owner = owners.setdefault(key, path)
        if owner != path:
            if len(self._shared_keys) >= _MOST_SHARED:
                self._shared_keys.clear()
            self._shared_keys.add(key)
            return True
        if len(owners) >= _MOST_OWNERS:
            owners.clear()
        return False

    def _keep(self, key: tuple[str, bool], ready: ReadyPage) -> None:
        self._young[key] = ready
        self._young_size += ready.size
        if self._young_size > self._half:
            self._old, self._young, self._young_size = self._young, {}, 0


def _entity_tag(pieces: Sequence[Piece], gzip: bool) -> str:
    """A strong entity tag from the versions of the pieces and their order."""
    versions = struct.pack(f">{len(pieces)}Q", *(piece.version for piece in pieces))
    digest = blake2b(versions, digest_size=12).hexdigest()
    return f'"{digest}-gzip"' if gzip else f'"{digest}"'


def _safety_and(extra: tuple[tuple[str, str], ...]) -> Headers:
    """The headers of safety and those of the page, which win."""
    if not extra:
        return PAGE_HEADERS
    own = [(name.lower(), value) for name, value in extra]
    names = {name for name, _ in own}
    return [*own, *(header for header in PAGE_HEADERS if header[0] not in names)]
