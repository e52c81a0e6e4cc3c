"""Files on disk: pictures, fonts, documents. Small ones are kept in memory."""

import logging
from collections.abc import Sequence
from pathlib import Path

from stoppress.edge.messages import Headers, Response
from stoppress.edge.policy import FILE_HEADERS
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

    def answer(self, asset: Asset) -> Response | None:
        """The whole file; None when it is not there, not as recorded, or outside the folders."""
        headers = self.headers(asset)
        body = self._kept.get(asset)
        if body is not None:
            return Response(200, headers, body)
        file = (self._media / asset.file).resolve()
        if not any(file.is_relative_to(folder) for folder in self._folders):
            log.error("the file %s of an asset lies outside the folders served", file)
            return None
        try:
            if asset.length > LARGEST_IN_MEMORY:
                if file.stat().st_size != asset.length:
                    raise OSError("its length is not the recorded one")
                return Response(200, headers, file=file)
            body = file.read_bytes()
            if len(body) != asset.length:
                raise OSError("its length is not the recorded one")
        except OSError as error:
            log.error("the file %s of an asset cannot be served: %s", file, error)
            return None
        if len(body) <= _LARGEST_KEPT:
            self._keep(asset, body)
        return Response(200, headers, body)

    def headers(self, asset: Asset) -> Headers:
        """The headers of the whole file."""
        return [
            ("content-type", asset.content_type),
            ("content-length", str(asset.length)),
            ("accept-ranges", "none"),
            ("etag", quoted(asset.etag)),
            ("cache-control", asset.cache_control),
            *FILE_HEADERS,
        ]

    def _keep(self, asset: Asset, body: bytes) -> None:
        if self._kept_size + len(body) > _BUDGET:
            self._kept.clear()
            self._kept_size = 0
        self._kept[asset] = body
        self._kept_size += len(body)


def quoted(etag: str) -> str:
    """An entity tag with its quotation marks."""
    return etag if etag.endswith('"') else f'"{etag}"'
