"""Superdesk, the largest open-source producer of ninjs, has names of its own; its items come in.

The items are written by hand in the form that its ninjs formatters give.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stoppress.intake.item import Name, Picture, Role
from stoppress.newsroom.models import Article
from tests.intake.conftest import Feed
from tests.intake.items import read
from tests.newsroom.reader import Reader

ITEMS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "superdesk.json").read_text("utf-8")
)
FERRY, TIDE, HELD, GONE, PACKAGE, PICTURE = (item["guid"] for item in ITEMS)


def test_an_article_of_superdesk_is_read_whole() -> None:
    item = read(ITEMS[0])
    assert (item.uri, item.version, item.language) == (FERRY, "3", "en")
    assert item.headline == "Ferry returns to the old pier"
    assert item.byline == (
        Name("Ana Paula de Souza"),
        Name("Harbour Press"),
        Name("Leo Brandt", Role.PHOTOGRAPHER),
    )
    assert (item.source, item.urgency, item.dateline) == ("Harbour Press", 3, "Old Harbour")
    assert (item.summary, item.copyright) == ("The ferry is back.", "Copyright Harbour Press")
    assert (item.section_slug, item.topics) == ("economy", ("Ferries",))
    assert item.picks == (TIDE,)
    (lead,) = item.pictures
    assert lead.files[0] == "https://media.harbour.example/ferry.jpg"
    assert (lead.alt, lead.caption, lead.credit) == (
        "People wait beside a white ferry",
        "The ferry at the old pier on Monday.",
        "Leo Brandt",
    )
    assert [block.type for block in item.blocks] == [
        "paragraph",
        "image",
        "subhead",
        "list",
        "embed",
        "paragraph",
    ]
    assert item.blocks[1].value == Picture(
        ("https://media.harbour.example/quay.jpg",),
        alt="The quay at noon",
        caption="Twenty people waited.",
    )


def test_a_service_leads_to_a_section_by_the_table() -> None:
    given = {**ITEMS[1], "service": [{"code": "i", "name": "Weather"}]}
    assert read(given).section_slug == "weather"
    assert read(given).topics == ()


@pytest.mark.usefixtures("noon")
@pytest.mark.slow
def test_items_of_superdesk_are_filed(feed: Feed, reader: Reader) -> None:
    done = feed(*ITEMS)
    assert done.code == 0, done.err
    assert [(outcome, uri) for outcome, _path, uri in done.lines] == [
        ("created", FERRY),
        ("created", TIDE),
        ("created", HELD),
        ("created", GONE),
        ("created", PACKAGE),
        ("skipped", PICTURE),
    ]
    assert "item 3, line 3: created: not public before 2026-05-30T12:00+00:00, when its" in done.err
    assert "item 4, line 4: created: not public: it was canceled." in done.err
    page = reader.get(done.paths[0])
    assert "It runs again on Tuesday." in page.text
    assert "Tide table for June" in page.text
    package = Article.objects.get(uri=PACKAGE)
    assert [pick.target.uri for pick in package.picks.all() if pick.target] == [FERRY, TIDE]
    assert set(feed(*ITEMS).outcomes) == {"unchanged", "skipped"}
    newer = {**ITEMS[0], "version": "4", "headline": "Ferry is back"}
    assert feed(newer).outcomes == ["updated"]
