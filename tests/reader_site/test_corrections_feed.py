"""The feed of corrections: each correction of an edition once, as long as its piece is there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Change
from stoppress.press.change_set import change_set_of
from stoppress.press.reading import one_snapshot
from stoppress.site.feeds.changed import changed_feeds
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db
_C = Unasked.COMMAND


def entries(reader: Reader, form: str) -> list[Any]:
    feed = feedparser.parse(reader.get(f"/corrections/feed.{form}").body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.feed.title == "The Kelmora Courier: Corrections"
    return list(feed.entries)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_correction_comes_moves_its_piece_and_goes_with_it(
    form: str, noon: datetime, reader: Reader
) -> None:
    article = factories.article("Fish & chips")
    factories.article("Another piece")
    assert entries(reader, form) == []

    for hour in (1, 2):
        with at(noon + timedelta(hours=hour)):
            correct(article, f"It said {hour} < 3.", "It is fifty.", _C)
    newest, older = entries(reader, form)
    assert "Fish" in newest.title
    assert newest.link == f"https://news.example{article.public_path}#corrections"
    assert newest.published_parsed[3] - older.published_parsed[3] == 1
    assert newest.id != older.id
    text = newest.content[0].value if form == "atom" else newest.summary
    assert "It said 2 &lt; 3. It is fifty." in text

    [other, corrected] = json.loads(reader.get("/feed.json").body)["items"]
    assert corrected["title"] == "Fish & chips"
    assert datetime.fromisoformat(corrected["date_modified"]) == noon + timedelta(hours=2)
    assert other["date_modified"] == other["date_published"]

    take_down(article, "It was wrong.", _C)
    assert entries(reader, form) == []
    assert [item["title"] for item in json.loads(reader.get("/feed.json").body)["items"]] == [
        "Another piece"
    ]


def test_json_feed_tells_the_same_and_hubs_hear_of_corrections_alone(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article()

    def feeds_changed_since(last: int) -> set[str]:
        with one_snapshot():
            later = Change.objects.filter(sequence__gt=last).order_by("sequence")
            return set(changed_feeds(change_set_of(later)))

    assert not any("corrections" in path for path in feeds_changed_since(0))
    last = Change.newest_sequence()
    correct(article, "It said sixty.", "It is fifty.", _C)
    assert "/corrections/feed.json" in feeds_changed_since(last)
    [item] = json.loads(reader.get("/corrections/feed.json").body)["items"]
    assert item["summary"] == "It said sixty. It is fifty."

    last = Change.newest_sequence()
    take_down(article, "It was wrong.", _C)
    assert "/corrections/feed.rss" in feeds_changed_since(last)
