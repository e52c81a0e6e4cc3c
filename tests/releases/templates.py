"""Releases of Stoppress in one process, told apart by what their templates write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from stoppress.press import render as render_module
from stoppress.store import Page, Store


@contextmanager
def templates_of(release: str) -> Iterator[None]:
    """Inside the block this process is of a release whose templates write its name."""
    fill = render_module._fill

    def signed(template: str | None, context: dict[str, Any]) -> bytes:
        return fill(template, context) + f"<!--{release}-->".encode()

    with (
        mock.patch("stoppress.press.generation.release", return_value=release),
        mock.patch.object(render_module, "_fill", signed),
    ):
        yield


def releases_in(text: str) -> set[str]:
    """Which releases made the parts of a page."""
    return set(re.findall(r"<!--(release \d)-->", text))


def stored_text(store: Store, path: str) -> str | None:
    """What the edge serves without asking anybody; None when it has to ask."""
    with store.snapshot() as snapshot:
        record = snapshot.page(path)
        if not isinstance(record, Page):
            return None
        found = [snapshot.fragment(key) for key in record.fragments]
    if any(fragment is None for fragment in found):
        return None
    return b"".join(fragment.raw() for fragment in found if fragment).decode()


def stored_releases(store: Store, path: str) -> set[str] | None:
    text = stored_text(store, path)
    return None if text is None else releases_in(text)
