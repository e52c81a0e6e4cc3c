"""The same pages for everyone: the edge's bytes as files for nginx, and lists of paths for wrk."""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from stoppress.edge.core import Edge, Request, Response
from stoppress.edge.core.files import Files
from stoppress.edge.core.messages import Headers
from stoppress.store import Store

#: The date of all files, in seconds since 1970, which nginx makes entity tags of.
WRITTEN = 1_780_000_000
_IN_A_FOLDER = 200
#: Headers that nginx sends with a file by itself.
_OF_A_FILE = frozenset(
    ("content-type", "content-length", "content-encoding", "etag", "last-modified", "vary")
)


@dataclass(frozen=True, slots=True)
class PageFiles:
    """Files with the bytes of pages below ``root/pages``, and what to ask for."""

    root: Path
    #: A path and its entity tag on each line, as the edge has them.
    edge_paths: Path
    nginx_paths: Path
    count: int
    #: Mean length of a page in gzip.
    bytes_each: float
    #: What the edge sends with a page besides what nginx knows of a file by itself.
    headers: Headers

    def first_pages(self, count: int = 5) -> list[bytes]:
        """The texts of the first pages in the lists, which are all in the same order."""
        names = [line.split()[0][1:] for line in self.nginx_paths.read_text().splitlines()[:count]]
        return [
            gzip.decompress((self.root / "pages" / f"{name}.gz").read_bytes()) for name in names
        ]


def write(
    home: Path, root: Path, paths: Iterable[str] | None = None, most: int = 10_000
) -> PageFiles:
    """Write the pages at ``paths``, or all article-like ones of the store, at most ``most``."""
    edge = Edge(Files(home / "media"), pages_budget=0)
    edge_lines: list[str] = []
    nginx_lines: list[str] = []
    common: Headers = []
    total = 0
    with Store.open(home / "store", readonly=True).snapshot() as snapshot:
        for path in snapshot.paths() if paths is None else paths:
            answer = edge.answer(Request("GET", path, accept_encoding="gzip"), snapshot)
            if not isinstance(answer, Response) or answer.status != 200 or not answer.body:
                continue
            headers = dict(answer.headers)
            if headers.get("content-encoding") != "gzip" or "html" not in headers["content-type"]:
                continue
            common = [header for header in answer.headers if header[0] not in _OF_A_FILE]
            number = len(edge_lines)
            name = f"{number // _IN_A_FOLDER}/{number}.html"
            file = root / "pages" / f"{name}.gz"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(answer.body)
            os.utime(file, (WRITTEN, WRITTEN))
            total += len(answer.body)
            nginx_lines.append(f'/{name} "{WRITTEN:x}-{len(answer.body):x}"')
            edge_lines.append(f"{sent(path)} {headers['etag']}")
            if len(edge_lines) == most:
                break
    return PageFiles(
        root,
        listed(root / "edge.txt", edge_lines),
        listed(root / "nginx.txt", nginx_lines),
        len(edge_lines),
        total / max(len(edge_lines), 1),
        common,
    )


def sent(path: str) -> str:
    """A path as it stands in a request."""
    return quote(path, safe="/:@!$&'()*+,;=-._~")


def listed(file: Path, lines: list[str]) -> Path:
    """Write lines in a shuffled order, for so many lines always the same; returns the file."""
    random.Random(5).shuffle(lines)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n")
    return file
