"""Files on disk: pictures, fonts, documents. Small ones are kept in memory."""

import logging
import stat
from collections.abc import Sequence
from pathlib import Path

from stoppress.edge.core.messages import FILE, Headers, Response
from stoppress.edge.core.policy import FILE_HEADERS
from stoppress.store import Asset

log = logging.getLogger(__name__)

LARGEST_IN_MEMORY = 1 << 20
_LARGEST_KEPT = 256 << 10
_BUDGET = 32 << 20


class Files:
    """Answers for assets, whose files must lie inside the folders given."""

    def __init__(self, media: Path, folders: Sequence[Path] = ()) -> None:
        self._media = media.resolve()
        self._folders = [self._media, *(folder.resolve() for folder in folders)]
        self._kept: dict[Asset, bytes] = {}
        self._kept_size = 0

    def answer(self, asset: Asset, part: range | None = None) -> Response | None:
        """The file, or the bytes of it at these positions.

        None when it is not there, not as recorded, or outside the folders.
        """
        kept = self._kept.get(asset)
        if kept is not None:
            whole: Response | None = Response(200, self.headers(asset), kept, kind=FILE)
        else:
            whole = self._find(asset, read=part is None)
        if whole is None or part is None:
            return whole
        return _part(whole, asset.length, part) if part else _no_part(asset.length)

    def headers(self, asset: Asset) -> Headers:
        """The headers of the whole file."""
        return [
            ("content-type", asset.content_type),
            ("content-length", str(asset.length)),
            ("accept-ranges", "bytes"),
            ("etag", quoted(asset.etag)),
            ("cache-control", asset.cache_control),
            *FILE_HEADERS,
        ]

    def _find(self, asset: Asset, *, read: bool) -> Response | None:
        """The whole file; in memory when that is wanted and it is small enough."""
        headers = self.headers(asset)
        file = (self._media / asset.file).resolve()
        if not any(file.is_relative_to(folder) for folder in self._folders):
            log.error("the file %s of an asset lies outside the folders served", file)
            return None
        try:
            if asset.length > LARGEST_IN_MEMORY or not read:
                state = file.stat()
                if state.st_size != asset.length or not stat.S_ISREG(state.st_mode):
                    raise OSError("its length is not the recorded one")
                return Response(200, headers, file=file, kind=FILE)
            body = file.read_bytes()
            if len(body) != asset.length:
                raise OSError("its length is not the recorded one")
        except OSError as error:
            log.error("the file %s of an asset cannot be served: %s", file, error)
            return None
        if len(body) <= _LARGEST_KEPT:
            self._keep(asset, body)
        return Response(200, headers, body, kind=FILE)

    def _keep(self, asset: Asset, body: bytes) -> None:
        if self._kept_size + len(body) > _BUDGET:
            self._kept.clear()
            self._kept_size = 0
        self._kept[asset] = body
        self._kept_size += len(body)


def _part(whole: Response, length: int, part: range) -> Response:
    headers = [
        *(header for header in whole.headers if header[0] != "content-length"),
        ("content-length", str(len(part))),
        ("content-range", f"bytes {part.start}-{part.stop - 1}/{length}"),
    ]
    if whole.file is None:
        return Response(206, headers, whole.body[part.start : part.stop], kind=FILE)
    return Response(206, headers, file=whole.file, offset=part.start, length=len(part), kind=FILE)


def _no_part(length: int) -> Response:
    body = f"This file has {length} bytes, and none of them is among those asked for.\n".encode()
    headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-length", str(len(body))),
        ("content-range", f"bytes */{length}"),
        ("accept-ranges", "bytes"),
        ("cache-control", "no-store"),
        *FILE_HEADERS,
    ]
    return Response(416, headers, body, kind=FILE)


def quoted(etag: str) -> str:
    """An entity tag with its quotation marks."""
    return etag if etag.endswith('"') else f'"{etag}"'
