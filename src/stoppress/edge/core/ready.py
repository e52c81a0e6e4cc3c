"""The answers with one page in one coding; joining its fragments to one gzip stream.

Every fragment is a deflate stream that ends at a byte boundary without a final block, so they can
follow one another; a final empty block, the combined CRC-32 and the length make them a gzip member
(RFC 1952). Nothing is compressed again.
"""

import zlib

from stoppress.edge.core.conditions import http_date
from stoppress.edge.core.entity_tag import entity_tag
from stoppress.edge.core.messages import PAGE, Headers, Response
from stoppress.edge.core.shared_parts import Head, SharedParts, Tail
from stoppress.store import StoredPage

_FOREVER = float("inf")
_GZIP = ("content-encoding", "gzip")
_TRAILER = 8  # bytes


class KeptPage:
    """A page as the store has it, with one head of its shared parts."""

    __slots__ = (
        "crc",
        "deflated",
        "gzip",
        "head",
        "length",
        "modified",
        "plain",
        "raw_length",
        "shared",
        "version",
    )

    def __init__(self, page: StoredPage, shared: SharedParts, head: Head) -> None:
        self.shared = shared
        self.head = head
        #: The checksum of everything up to the tail.
        self.crc = head.crc_up_to_tail(page)
        self.deflated = page.deflated
        self.length = page.length
        self.raw_length = page.raw_length
        self.version = page.version
        self.modified = max(page.modified, head.modified)
        self.gzip: ReadyPage | None = None
        self.plain: ReadyPage | None = None


class ReadyPage:
    """What can be answered with a page in one coding, as long as its tail is this one.

    Whether a reader has it already is known without its body. It does not refer to its page, which
    refers to it: what is no longer kept is freed at once.
    """

    __slots__ = (
        "_unmodified",
        "asked",
        "dated",
        "etag",
        "full",
        "gzip",
        "modified",
        "status",
        "tail",
        "until",
    )

    def __init__(self, kept: KeptPage, tail: Tail, gzip: bool, now: float) -> None:
        self.gzip = gzip
        self.status = kept.shared.status
        self.tail = tail
        self.etag = entity_tag(kept.version, tail.etag_end_gzip if gzip else tail.etag_end)
        self.modified = modified = max(kept.modified, tail.modified)
        #: Whether it may carry Last-Modified: no other bytes can come to be in that second.
        self.dated = dated = modified + 1 <= now
        self.until = _FOREVER if dated else modified + 1
        self._unmodified: Response | None = None
        #: How often its body was joined.
        self.asked = 0
        #: The answer with the body, when it is kept; in parts it takes no room of its own.
        self.full: Response | None = None

    def drop_body(self) -> int:
        """Keep the body no longer; how long it was."""
        length = 0 if self.full is None else len(self.full.body)
        self.full = None
        self.asked = 0
        return length

    def without_body(self, kept: KeptPage) -> Response:
        """The answer to HEAD."""
        head, tail = kept.head, self.tail
        if self.gzip:
            length = head.deflated_length + kept.length + len(tail.chunk) + _TRAILER
        else:
            length = head.raw_length + kept.raw_length + tail.raw_length
        return Response(self.status, self._headers(kept, length), kind=PAGE)

    def not_modified(self, kept: KeptPage) -> Response:
        """The answer to a client that has these bytes already (304)."""
        if self._unmodified is None:
            headers = [*kept.shared.common, *self._validators()]
            self._unmodified = Response(304, headers, kind=PAGE)
        return self._unmodified

    def parted(self, kept: KeptPage) -> Response:
        """The answer with the gzip body in parts, none of which is copied."""
        chunks = self._chunks(kept)
        length = kept.head.deflated_length + kept.length + len(self.tail.chunk) + _TRAILER
        return Response(self.status, self._headers(kept, length), kind=PAGE, chunks=chunks)

    def join(self, kept: KeptPage) -> Response | None:
        """The answer with the body; None when a fragment is damaged."""
        body = b"".join(self._chunks(kept))
        if not self.gzip:
            try:
                body = zlib.decompress(body, 31)  # compares checksum and length too
            except zlib.error:
                return None
        return Response(self.status, self._headers(kept, len(body)), body, kind=PAGE)

    def _chunks(self, kept: KeptPage) -> list[bytes]:
        """The gzip member in parts."""
        tail = self.tail
        head = kept.head
        length = (head.raw_length + kept.raw_length + tail.raw_length) & 0xFFFFFFFF
        trailer = (tail.crc_of_page(kept.crc) | length << 32).to_bytes(_TRAILER, "little")
        chunks = head.chunks.copy()
        chunks[1::2] = kept.deflated
        chunks += (tail.chunk, trailer)
        return chunks

    def _headers(self, kept: KeptPage, length: int) -> Headers:
        shared = kept.shared
        headers = [("content-length", str(length)), *shared.all, *self._validators()]
        if self.gzip:
            headers.append(_GZIP)
        return headers

    def _validators(self) -> Headers:
        if self.status != 200:
            return []
        if self.dated:
            return [("etag", self.etag), ("last-modified", http_date(self.modified))]
        return [("etag", self.etag)]
