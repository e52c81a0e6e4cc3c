"""Pages ready to send: joined from their fragments, and kept while the store stays the same."""

import struct
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from stoppress.edge.conditions import http_date
from stoppress.edge.messages import PAGE, Headers, Response
from stoppress.edge.policy import PAGE_HEADERS
from stoppress.edge.stitch import Part, join_raw, stitch, table_of
from stoppress.store import Page, Snapshot

NOT_FOUND_PAGES = "/-/404/"
"""Below this path are the pages that say, in each edition, that nothing was found."""

_FOREVER = float("inf")
_SIZE_OF_HEADERS = 1_500  # bytes that a kept page takes besides its body
_GZIP = ("content-encoding", "gzip")
_MOST_OWNERS = 100_000
_MOST_SHARED = 20_000


class ReadyPage:
    """A page joined from its pieces, with its answers in one coding."""

    __slots__ = ("common", "dated", "etag", "full", "modified", "size", "until")

    def __init__(
        self, page: Page, status: int, parts: Sequence[Part], gzip: bool, now: float
    ) -> None:
        body = stitch(parts) if gzip else join_raw(piece for piece, _ in parts)
        if body is None:
            raise DamagedPiece
        versions, dates = [], [page.modified]
        for piece, _ in parts:
            versions.append(piece[0])
            dates.append(piece[1])
        self.modified = modified = max(dates)
        self.dated = dated = modified + 1 <= now
        """Whether it may carry Last-Modified: no other bytes can come to be in that second."""
        self.until = _FOREVER if dated else modified + 1
        self.size = len(body) + _SIZE_OF_HEADERS
        self.etag = etag = _entity_tag(versions, gzip)
        self.common = common = [
            ("cache-control", "no-cache" if status == 404 else page.cache_control),
            ("vary", "Accept-Encoding"),
            *(_safety_and(page.headers) if page.headers else PAGE_HEADERS),
        ]
        """The headers that a 304 has too."""
        if status == 200:
            common.append(("etag", etag))
            if dated:
                common.append(("last-modified", http_date(modified)))
        headers = [
            ("content-type", page.content_type),
            ("content-length", str(len(body))),
            ("accept-ranges", "none"),
            *common,
        ]
        if gzip:
            headers.append(_GZIP)
        self.full = Response(status, headers, body, kind=PAGE)

    @property
    def head(self) -> Response:
        """The answer to HEAD."""
        return Response(self.full.status, self.full.headers, kind=PAGE)

    @property
    def not_modified(self) -> Response:
        """The answer to who has these bytes already."""
        return Response(304, self.common, kind=PAGE)


class DamagedPiece(Exception):
    """A fragment's bytes are not what its record says."""


class ReadyPages:
    """Joins pages, and keeps what is likely to be asked for again, up to `budget` bytes.

    Everything kept is valid for one number of the snapshot. Pages that were not asked for the
    longest go first. Fragments that several pages have in common are kept apart, with their tables.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._number = -1
        self._kept: OrderedDict[tuple[str, bool], ReadyPage] = OrderedDict()
        self._kept_size = 0
        self._shared: dict[str, Part] = {}
        self._shared_keys: set[str] = set()
        self._owners: dict[str, str] = {}

    def at(self, number: int) -> None:
        """Forget what was kept for another state of the store."""
        if number != self._number:
            self._number = number
            self._kept.clear()
            self._kept_size = 0
            self._shared = {}

    def find(self, path: str, gzip: bool, now: float) -> ReadyPage | None:
        """The page when it is kept and still right."""
        key = (path, gzip)
        ready = self._kept.get(key)
        if ready is None or ready.until <= now:
            return None
        self._kept.move_to_end(key)
        return ready

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
        kept = self._kept
        before = kept.pop(key, None)
        if before is not None:
            self._kept_size -= before.size
        kept[key] = ready
        self._kept_size += ready.size
        while self._kept_size > self._budget:
            self._kept_size -= kept.popitem(last=False)[1].size


def _entity_tag(versions: Sequence[int], gzip: bool) -> str:
    """A strong entity tag from the versions of the pieces and their order."""
    packed = struct.pack(f">{len(versions)}Q", *versions)
    digest = blake2b(packed, digest_size=12).hexdigest()
    return f'"{digest}-gzip"' if gzip else f'"{digest}"'


@lru_cache(maxsize=256)
def _safety_and(extra: tuple[tuple[str, str], ...]) -> Headers:
    """The headers of safety and those of the page, which win."""
    own = [(name.lower(), value) for name, value in extra]
    names = {name for name, _ in own}
    return [*own, *(header for header in PAGE_HEADERS if header[0] not in names)]
