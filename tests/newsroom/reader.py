"""A reader of a newsroom in a test: every page as it would be served at this moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from unittest import mock

import pytest

from stoppress.newsroom import clock
from stoppress.press.follow import follow
from stoppress.press.generation import plain
from stoppress.store import Page, Redirect, Store
from tests.press_world import empty_store, served

#: Noon in the zone of the tests' newsroom (Asia/Baku, four hours ahead of UTC).
NOON = datetime(2026, 5, 30, 8, 0, tzinfo=UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the newsroom's clock, and Wagtail's and Django's own, at ``moment``."""
    with clock.set_clock(moment), mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@dataclass(frozen=True)
class Answer:
    """What a reader gets for a path."""

    status: int
    body: bytes = b""
    location: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Reader:
    """Reads from a store that follows the newsroom, as the edge does."""

    store: Store

    def get(self, path: str) -> Answer:
        """What stands at ``path`` now."""
        follow()
        found = served(self.store, path)
        if found is None:
            return Answer(404)
        with self.store.snapshot() as snapshot:
            record = snapshot.page(path)
        if isinstance(record, Redirect):
            return Answer(record.status, location=record.location)
        return Answer(record.status if isinstance(record, Page) else 200, found[1])

    def status(self, path: str) -> int:
        """The status that ``path`` answers with."""
        return self.get(path).status

    def fragments(self, path: str) -> dict[str, int]:
        """Keys and versions of the fragments that the page at ``path`` is composed of."""
        self.get(path)
        with self.store.snapshot() as snapshot:
            record = snapshot.page(path)
            assert isinstance(record, Page), f"{path} is no page"
            found = {key: snapshot.fragment(key) for key in record.fragments}
        return {plain(key): fragment.version for key, fragment in found.items() if fragment}


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader of a newsroom whose store is empty yet."""
    with empty_store() as store:
        yield Reader(store)


@pytest.fixture
def noon() -> Iterator[datetime]:
    """The newsroom's clock stands still at noon on 30 May 2026."""
    with at(NOON):
        yield NOON
