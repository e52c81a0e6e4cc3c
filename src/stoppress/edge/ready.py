"""The answers with one page in one coding; joining its fragments to one gzip stream.

Every fragment is a deflate stream that ends at a byte boundary without a final block, so they can
follow one another; a final empty block, the combined CRC-32 and the length make them a gzip member
(RFC 1952). Nothing is compressed again.
"""

import zlib

from stoppress.edge.conditions import http_date
from stoppress.edge.entity_tag import entity_tag
from stoppress.edge.frame import Frame, Head, Tail
from stoppress.edge.messages import PAGE, Headers, Response
from stoppress.store import StoredPage

_FOREVER = float("inf")
_ACCEPT_RANGES = ("accept-ranges", "none")
_GZIP = ("content-encoding", "gzip")
_TRAILER = 8  # bytes


class ReadyPage:
    """What can be answered with a page, as long as its head and tail are these.

    Whether a reader has it already is known without its body.
    """

    __slots__ = (
        "_frame",
        "_gzip",
        "_page",
        "asked",
        "dated",
        "etag",
        "full",
        "head",
        "modified",
        "status",
        "tail",
        "until",
    )

    def __init__(
        self,
        page: StoredPage,
        frame: Frame,
        head: Head,
        tail: Tail,
        number: int,
        gzip: bool,
        now: float,
    ) -> None:
        self._page = page
        self._frame = frame
        self._gzip = gzip
        self.status = frame.status
        self.head = head
        self.tail = tail
        self.etag = entity_tag(tail.number(number), gzip)
        self.modified = modified = max(page.modified, head.modified, tail.modified)
        self.dated = dated = modified + 1 <= now
        """Whether it may carry Last-Modified: no other bytes can come to be in that second."""
        self.until = _FOREVER if dated else modified + 1
        self.asked = False
        """Whether its body was asked for before."""
        self.full: Response | None = None
        """The answer with the body, when it is kept."""

    def without_body(self) -> Response:
        """The answer to HEAD."""
        page, head, tail = self._page, self.head, self.tail
        if self._gzip:
            own = sum(map(len, page.deflated))
            length = head.deflated_length + own + len(tail.chunk) + _TRAILER
        else:
            length = head.raw_length + page.raw_length + tail.raw_length
        return Response(self.status, self._headers(length), kind=PAGE)

    def not_modified(self) -> Response:
        """The answer to who has these bytes already."""
        return Response(304, [*self._frame.common, *self._validators()], kind=PAGE)

    def join(self, crc: int) -> Response | None:
        """The answer with the body, from the checksum in front of the tail; None when damaged."""
        page, head, tail = self._page, self.head, self.tail
        chunks = []
        for shared, own in zip(head.chunks, page.deflated, strict=True):
            chunks.append(shared)
            chunks.append(own)
        chunks.append(tail.chunk)
        length = (head.raw_length + page.raw_length + tail.raw_length) & 0xFFFFFFFF
        chunks.append((tail.crc(crc) | length << 32).to_bytes(_TRAILER, "little"))
        body = b"".join(chunks)
        if not self._gzip:
            try:
                body = zlib.decompress(body, 31)  # compares checksum and length too
            except zlib.error:
                return None
        fields = (self.status, self._headers(len(body)), body, None, 0, None, PAGE)
        return tuple.__new__(Response, fields)  # half the time of Response(*fields)

    def _headers(self, length: int) -> Headers:
        headers = [
            self._frame.content_type,
            ("content-length", str(length)),
            _ACCEPT_RANGES,
            *self._frame.common,
            *self._validators(),
        ]
        if self._gzip:
            headers.append(_GZIP)
        return headers

    def _validators(self) -> Headers:
        if self.status != 200:
            return []
        if self.dated:
            return [("etag", self.etag), ("last-modified", http_date(self.modified))]
        return [("etag", self.etag)]
