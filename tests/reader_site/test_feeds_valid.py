"""Feeds give the W3C's validator no error and no warning, whatever titles and bodies hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.site.editions import absolute
from stoppress.site.feeds.dates import rss_date
from tests.newsroom import factories
from tests.newsroom.media import document, image
from tests.newsroom.reader import Reader
from tests.reader_site.feed_validator import complaints

pytestmark = pytest.mark.django_db

TITLES = (
    "Fish & chips &amp; <peas>",
    "1 < 2, 3 > 2 ]]> &nbsp;",
    "“Quotes”, 'single' and \"straight\"",
    "🐟 Emoji 👩‍👩‍👧 \U0001f1e6\U0001f1ff",
    "السفينة عادت \u200f(اليوم)",
    "Control\x85\x9b and \ufffd signs",
)


def awkward(noon: datetime) -> Iterator[Article]:
    """Pieces whose titles and bodies are not plain, each at its own minute."""
    other = factories.article("The other", published_at=noon - timedelta(hours=2))
    picture, sound = image(), document("Interview & <talk>")
    for number, title in enumerate(TITLES):
        article = factories.draft(
            title,
            by=(factories.person("Ó & Söhne <Ltd>"),),
            about=(factories.topic("Şəhər & <dəniz>"),),
            slug=f"piece-{number}" if number else "şəhər",
            deck="Why 1 < 2 & <b>2</b>." if number % 2 else "",
            published_at=noon - timedelta(minutes=number + 1),
            lead_image=picture if number else None,
            lead_caption="The quay & <pier>",
            lead_credit="A. & B.",
        )
        article.body = list(body(other, picture, sound)) if number < 2 else article.body
        article.save(clean=False)
        article = publish(article, Unasked.COMMAND)
        yield article


def body(other: Article, picture: Any, sound: Any) -> Iterator[tuple[str, Any]]:
    yield (
        "paragraph",
        f'<p>See <a linktype="page" id="{other.pk}">that</a> &amp; 1 &lt; 2 ]]&gt;</p>',
    )
    yield "paragraph", '<p><a href="https://example.org/ə?a=1&amp;b=ü x">far</a> x<sup>2</sup></p>'
    yield "subhead", {"text": "A & <b>"}
    yield (
        "quote",
        {"text": "We <sail> & row.", "speaker": "O'Neil", "source_url": "https://example.org/ş"},
    )
    yield (
        "table",
        {
            "data": [["A & B", "<i>"], ["1", None]],
            "first_row_is_table_header": True,
            "table_caption": "Prices <£>",
        },
    )
    yield "embed", {"url": "https://video.example/watch?v=1&t=ə", "title": "Film & <clip>"}
    yield "image", {"image": picture, "caption": "Boats & <nets>", "alt": 'A "boat"'}
    yield "gallery", {"title": "Week", "pictures": [{"image": picture, "caption": "", "alt": ""}]}
    yield "list", {"ordered": True, "items": []}
    yield "document", {"document": sound, "title": "Terms & <more>"}
    yield (
        "audio",
        {"file": sound, "title": "Talk", "caption": "A & B", "transcript": "Hello <you> & me"},
    )


@pytest.mark.slow
def test_no_error_and_no_warning(noon: datetime, reader: Reader) -> None:
    articles = list(awkward(noon))
    correct(articles[0], "It said 1 < 2 & 3.", "It is <b>fifty</b>.", Unasked.COMMAND)
    lists = (
        "/",
        "/harbour/",
        "/topic/şəhər-dəniz/",
        "/author/ó-söhne-ltd/",
        "/corrections/",
        "/az/",
    )
    places = (*(f"{url}feed" for url in lists), "/feed/2026-05")
    factories.edition("az", "Boş & <Kuryer>")

    for place in places:
        for form in ("rss", "atom"):
            answer = reader.get(f"{place}.{form}")
            assert answer.status == 200, place
            assert complaints(answer.body, absolute(f"{place}.{form}"), noon) == [], place

    for form in ("rss", "atom"):
        read = feedparser.parse(reader.get(f"/feed.{form}").body)
        assert not read.bozo
        titles = [etree.HTML(f"<p>{entry.title}</p>").xpath("string()") for entry in read.entries]
        assert titles[2:5] == list(TITLES[2:5])
    items = json.loads(reader.get("/feed.json").body)["items"]
    assert [item["title"] for item in items][:2] == list(TITLES[:2])
    assert items[0]["attachments"][0]["mime_type"] == "text/plain"
    assert "<audio" not in items[0]["content_html"]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('<guid isPermaLink="false">urn:uuid:', '<guid isPermaLink="false">', "the guid"),
        ("+0400</pubDate>", "+04:00</pubDate>", "the date"),
        ('rel="self" type', 'rel="selves" type', "self is None"),
        ("The boat came", "&lt;script&gt;The boat came", "the element script"),
        ("The boat came", '&lt;a href="/x"&gt;The&lt;/a&gt; boat came', "the address /x"),
        ("The boat came", "The boat \x9b came", "a bad character"),
        ("<language>", "<ttl>5</ttl><language>", "ttl in channel"),
        ("<title>Fish", "<title>&lt;b&gt;Fish&lt;/b&gt;", "markup in title"),
        ("May 2026 12:00:00", "May 2027 12:00:00", "implausible"),
    ],
)
def test_the_validator_of_tests_complains(
    good: str, bad: str, said: str, noon: datetime, reader: Reader
) -> None:
    factories.article("Fish")
    feed = reader.get("/feed.rss").text
    assert good in feed
    spoilt = feed.replace(good, bad).encode()
    assert any(said in one for one in complaints(spoilt, "https://news.example/feed.rss", noon))


def test_summaries_instead_of_texts(noon: datetime, reader: Reader, settings: Any) -> None:
    settings.STOPPRESS_FEED_TEXT = "summary"
    factories.article("The ferry", deck="Back & late.", text="The boat came in at noon.")
    factories.article("No deck", text="", published_at=noon - timedelta(hours=1))
    for form in ("rss", "atom"):
        answer = reader.get(f"/feed.{form}")
        assert complaints(answer.body, f"https://news.example/feed.{form}", noon) == []
        assert "came in at noon" not in answer.text
        assert feedparser.parse(answer.body).entries[0].summary == "Back &amp; late."
    [item, other] = json.loads(reader.get("/feed.json").body)["items"]
    assert (item["content_text"], other["content_text"]) == ("Back & late.", "No deck")
    assert "content_html" not in item


def test_dates_in_zones_that_readers_of_rss_do_not_know_are_given_in_utc() -> None:
    nepal = datetime.fromisoformat("2026-05-30T12:00:00+05:45")
    assert rss_date(nepal) == "Sat, 30 May 2026 06:15:00 +0000"
    assert rss_date(nepal.replace(tzinfo=None).astimezone()).startswith("Sat, 30 May 2026")
