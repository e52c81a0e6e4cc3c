"""Addresses that articles had in another system lead readers to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from stoppress.intake import registry
from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import Feed as OpenFeed
from stoppress.intake.filing.former_addresses import path_of
from stoppress.intake.formats.ninjs.parse import parse
from stoppress.intake.registry import Parsed, importer, importers
from tests.intake.conftest import Feed
from tests.intake.items import plain_item
from tests.newsroom.reader import Reader


@pytest.fixture(autouse=True)
def moved_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format whose items are ninjs with former addresses."""
    monkeypatch.setattr(registry, "importers", importers.copy())

    def recognises(feed: OpenFeed) -> bool:
        return b'"was"' in feed.beginning

    @importer("moved-site", "A site that moved", recognises=recognises)
    def read(feed: OpenFeed, defaults: Defaults) -> Iterator[Parsed]:
        for number, line in enumerate(feed.stream, start=1):
            given = json.loads(line)
            was = given.pop("was")
            item = replace(parse(given, defaults), former_addresses=tuple(was))
            yield Parsed(number, number, item.uri, item)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/2019/ferry.html", "/2019/ferry.html"),
        ("/2019/ferry/", "/2019/ferry/"),
        ("https://old.example/x%C9%99b%C9%99r/1", "/xəbər/1"),
        ("/a?page=2#top", "/a"),
        ("https://old.example/?p=12", ""),
        ("https://old.example", ""),
        ("ferry.html", ""),
        ("/a//b", ""),
        ("/a/../b", ""),
        ("/%2e%2e/b", ""),
        ("/a%00b", ""),
        ("/a%5Cb", ""),
        ("/%ff", ""),
        ("/static/a.css", ""),
        ("/-/health", ""),
        ("/" + "a" * 700, ""),
        ("http://[", ""),
    ],
)
def test_the_path_of_an_address(address: str, path: str) -> None:
    assert path_of(address) == path


@pytest.mark.usefixtures("noon")
@pytest.mark.slow
def test_former_addresses_lead_to_the_article(feed: Feed, reader: Reader) -> None:
    assert reader.status("/2019/ferry.html") == 404
    item = plain_item(version="1", was=["https://old.example/2019/ferry.html", "/ferry/"])
    path = feed(item).paths[0]
    for former in ("/2019/ferry.html", "/ferry/"):
        assert reader.get(former).status == 301
        assert reader.get(former).location.endswith(path)
    again = {**item, "version": "2", "firstCreated": "2026-05-28T08:00:00Z", "was": []}
    moved = feed(again, plain_item(uri="urn:example:2", was=[])).paths[0]
    assert moved != path
    assert reader.get("/ferry/").location.endswith(moved)
    feed({**item, "version": "3", "pubStatus": "withheld"})
    assert reader.status("/ferry/") == 404


@pytest.mark.usefixtures("noon")
def test_an_address_has_one_article(feed: Feed, reader: Reader) -> None:
    first = feed(plain_item(was=["/ferry/"])).paths[0]
    done = feed(
        plain_item(uri="urn:example:2", was=["/ferry/", "/b/", "/?p=1", first]),
        plain_item(uri="urn:example:3", was=["/b/"]),
    )
    assert done.code == 0
    for said in (
        "item 1, line 1: The former address /ferry/ stays with another article.",
        f"item 1, line 1: The former address {first} stays with another article.",
        "item 1, line 1: The former address /?p=1 does not lead here: it has no path of its own.",
        "item 2, line 2: The former address /b/ does not lead here: another item has it too.",
    ):
        assert said in done.err
    assert reader.get("/ferry/").location.endswith(first)
    assert reader.status(first) == 200
