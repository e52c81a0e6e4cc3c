"""Styles and scripts of the desk, which stay as they were when it started.

The desk's templates are read once, too: while a new release is installed below a desk that runs,
browsers go on getting what belongs together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response, StaticFile


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, which keeps names and lengths of files, and opens them for each request.

    So a file that had changed was cut off at its former length. Here their bytes are kept as well.
    """

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> _AtStart:
        """A file as it is now."""
        return _AtStart(super().get_static_file(path, url, stat_cache))


class _AtStart:
    """A file with its bytes; one that is stored compressed as well has those of each form."""

    def __init__(self, file: StaticFile) -> None:
        self._file = file
        self._bytes = {path: _bytes_now(path) for _encoding, path, _headers in file.alternatives}

    def get_response(self, method: str, asked: Mapping[str, Any]) -> Response:
        """The answer to a request with the headers ``asked``, as WSGI names them.

        It is the whole file: a part of it is given to nobody (RFC 9110, section 14.2, allows that).
        """
        asked = {name: value for name, value in asked.items() if name != "HTTP_RANGE"}
        answer = self._file.get_response("HEAD" if method == "GET" else method, asked)
        if answer.status != 200:
            return answer
        content = self._bytes[self._file.get_path_and_headers(asked)[0]]
        head = [(name, value) for name, value in answer.headers if name != "Content-Length"]
        head.append(("Content-Length", str(len(content))))
        return Response(answer.status, head, BytesIO(content) if method == "GET" else None)


def _bytes_now(path: str) -> bytes:
    now = Path(path).stat()
    return _read(path, now.st_mtime_ns, now.st_size)


@cache  # for all servers that one process has begun
def _read(path: str, _changed: int, _size: int) -> bytes:
    return Path(path).read_bytes()
