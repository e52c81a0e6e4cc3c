"""Pages for servers that put includes into pages: one file for each, fragments apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from bench import pagefiles
from stoppress.store import Page, Store

_CHANGED_BY_A_PUBLISH = {"breaking", "latest", "also-section"}


def write_includes(home: Path, root: Path, paths: Iterable[str], include: str) -> None:
    """Write pages and fragments below ``root/pages``, and what to ask for to ``root/paths.txt``.

    ``include`` is the text that stands in a page for a fragment, whose name it takes.
    """
    files = root / "pages"
    pages, fragments = files / "pages", files / "fragments"
    for folder in (root, files, pages, fragments):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    lines = []
    with Store.open(home / "store", readonly=True).snapshot() as snapshot:
        for number, path in enumerate(paths):
            record = snapshot.page(path)
            if not isinstance(record, Page):
                continue
            parts = []
            for key in record.fragments:
                fragment = snapshot.fragment(key)
                raw = b"" if fragment is None else fragment.raw()
                if _CHANGED_BY_A_PUBLISH.isdisjoint(key.split("/")):
                    parts.append(raw)
                    continue
                name = f"{quote(key, safe='')}.html".replace("%2F", "-")
                (fragments / name).write_bytes(raw)
                parts.append(include.format(name).encode())
            (pages / f"{number}.html").write_bytes(b"".join(parts))
            lines.append(f"/pages/{number}.html")
    pagefiles.listed(root / "paths.txt", lines)
