"""A feed is opened as it is, and read by the first importer that recognises it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.intake import registry
from stoppress.intake.arrivals import items_of
from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import BEGINNING, Feed, FeedUnreadable, opened
from stoppress.intake.item import ItemSkipped
from stoppress.intake.registry import Parsed, importer, importer_of, importers
from tests.intake.items import DEFAULTS


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> str:
    """A second format, "pages", which recognises files that begin with "page"."""
    monkeypatch.setattr(registry, "importers", importers.copy())

    def recognises(feed: Feed) -> bool:
        return feed.beginning.startswith(b"page")

    @importer("pages", "Pages of paper", recognises=recognises)
    def read(feed: Feed, defaults: Defaults) -> Iterator[Parsed]:
        for number, line in enumerate(feed.stream, start=1):
            yield Parsed(number, number, line.decode().strip(), ItemSkipped("it is paper"))

    return "pages"


def uris(file: Path, chosen: str = "") -> list[str]:
    return [parsed.uri for parsed in items_of(str(file), DEFAULTS, chosen)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_feed_goes_to_the_importer_that_recognises_it(
    pages: str, tmp_path: Path, packed: bool
) -> None:
    for text, name in (
        ("page 1\npage 2", "pages"),
        ('{"uri":"urn:a"}', "ninjs"),
    ):
        file = tmp_path / "feed"
        file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
        with opened(str(file)) as feed:
            assert importer_of(feed).name == name


def test_what_no_importer_recognises_is_said_with_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "feed.txt"
    file.write_text("hello")
    with pytest.raises(FeedUnreadable, match=r"begins with 'hello'\. `stoppress importers`"):
        uris(file)
    file.write_text(" \n")
    with pytest.raises(FeedUnreadable, match="is empty"):
        uris(file)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        importer("ninjs", "Again", recognises=lambda feed: False)(lambda feed, defaults: iter(()))


def test_the_stream_begins_at_the_beginning(tmp_path: Path) -> None:
    data = bytes(range(256)) * 2000
    assert len(data) > BEGINNING
    for written in (data, gzip.compress(data)):
        (tmp_path / "feed").write_bytes(written)
        with opened(str(tmp_path / "feed")) as feed:
            assert feed.beginning == data[:BEGINNING]
            assert feed.stream.read() == data


def test_damaged_gzip_says_so(tmp_path: Path) -> None:
    file = tmp_path / "feed.gz"
    file.write_bytes(gzip.compress(b'{"a":1}\n' * 1000)[:-12])
    with pytest.raises(FeedUnreadable, match="cut off or damaged"):
        uris(file)


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    for name in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FeedUnreadable, match="cannot be read"):
            uris(name)
