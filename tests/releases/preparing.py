"""A newsroom that one release serves while another is prepared, in one process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from stoppress.home import Home
from stoppress.newsroom.models import Article
from stoppress.press import generation as generation_module
from stoppress.press.follow import follow
from stoppress.press.make import make
from stoppress.releases import rebuild as rebuild_module
from stoppress.releases import take_over as take_over_module
from stoppress.releases.prepare import (
    prepare,
)
from stoppress.releases.rebuild import warm
from stoppress.releases.take_over import Outcome, take_over
from tests.newsroom import factories
from tests.releases.templates import templates_of

HARBOUR, SITEMAP = "/harbour/", "/sitemap.xml"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home without a store; nobody waits for an edge, which is not there."""
    made = Home(tmp_path)
    made.run.mkdir()
    with (
        mock.patch.object(settings, "HOME", made),
        mock.patch.object(take_over_module, "EDGES_HAVE_LOOKED", 0),
    ):
        yield made


@pytest.fixture
def archive(noon: datetime, home: Home) -> list[str]:
    """Pages that release 1 serves: the front, a section, a sitemap, and six pieces."""
    with templates_of("release 1"):
        pieces = [
            factories.article(f"Story {age}", published_at=noon - timedelta(days=age))
            for age in range(1, 7)
        ]
        warm()
        paths = ["/", HARBOUR, SITEMAP, *(str(piece.public_path) for piece in pieces)]
        for path in paths:
            assert make(path)
    return paths


def prepared_by_release_2(**options: Any) -> int:
    """Prepare release 2; how many pages were made."""
    with templates_of("release 2"):
        return prepare(**options)


def taken_over_by_release_2() -> Outcome:
    """Start release 2, as far as the store goes."""
    with templates_of("release 2"):
        return take_over()


@contextmanager
def nothing_made_at_first() -> Iterator[None]:
    """A new store has the front only, until pages are made for it."""
    with (
        mock.patch.object(generation_module, "_FOLLOWED_AT_FIRST", 0),
        mock.patch.object(rebuild_module, "all_hot_paths", return_value=["/"]),
    ):
        yield


def published_by_release_1(headline: str) -> Article:
    """Publish a piece while release 1 serves."""
    with templates_of("release 1"):
        piece = factories.article(headline)
        follow()
    return piece
