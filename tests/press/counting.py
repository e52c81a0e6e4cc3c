"""Counting what the press renders and what the database is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from stoppress.press import follow as follow_module
from stoppress.press import render as render_module
from stoppress.press.render import render
from stoppress.store import Fragment


@contextmanager
def rendered() -> Iterator[list[str]]:
    """Gives the keys of the fragments rendered inside the block, in order."""
    keys: list[str] = []

    def counting(key: str) -> Fragment | None:
        keys.append(key)
        return render(key)

    with (
        mock.patch.object(follow_module, "render", counting),
        mock.patch.object(render_module, "render", counting),
    ):
        yield keys
