"""Summaries made from an article's text, and feeds' own markup, on every surface."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.site import sitemaps
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db


def of_markup(feed: bytes, path: str) -> str:
    """What a feed's reader shows of an element that holds HTML."""
    return str(html.fromstring(f"<p>{etree.fromstring(feed).findtext(path)}</p>").text_content())


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("She runs Smith &amp; Sons.", "She runs Smith & Sons."),
        ("One line<br/>next line", "One line next line"),
        ("One.</p><p>Two.", "One. Two."),
        ("Fares &lt; 5 crowns", "Fares < 5 crowns"),
    ],
)
@pytest.mark.slow
def test_a_summary_reads_like_the_text_wherever_it_is_told(
    noon: datetime, reader: Reader, text: str, summary: str
) -> None:
    article = factories.article("The ferry", text=text)
    page = html.fromstring(reader.get(str(article.public_path)).body)
    [data] = page.xpath('//script[@type="application/ld+json"]')
    told: dict[str, Any] = {
        "description": page.xpath('string(//meta[@name="description"]/@content)'),
        "open graph": page.xpath('string(//meta[@property="og:description"]/@content)'),
        "JSON-LD": json.loads(data.text)["description"],
        "JSON Feed": json.loads(reader.get("/feed.json").body)["items"][0]["summary"],
        "Atom": of_markup(reader.get("/feed.atom").body, "{*}entry/{*}summary"),
        "RSS": of_markup(reader.get("/feed.rss").body, ".//item/description"),
    }
    assert told == dict.fromkeys(told, summary)


@pytest.mark.parametrize(
    ("body", "described"),
    [
        ([("list", {"ordered": False, "items": ["Tea &amp; salt", "Rope"]})], "Tea & salt Rope"),
        ([("quote", {"text": "We sail.\nAll of us."})], "We sail. All of us."),
        ([("pull_quote", {"text": "We sail."}), ("paragraph", "<p>At noon.</p>")], "At noon."),
        ([("table", {"data": [["1", "2"]]})], "The ferry | The Kelmora Courier"),
        ([], "The ferry | The Kelmora Courier"),
    ],
)
@pytest.mark.slow
def test_an_article_without_paragraphs_has_a_description(
    noon: datetime, reader: Reader, body: list[tuple[str, object]], described: str
) -> None:
    article = factories.draft("The ferry")
    article.body = body
    path = str(publish(article, Unasked.COMMAND).public_path)
    page = html.fromstring(reader.get(path).body)
    assert page.xpath('string(//meta[@name="description"]/@content)') == described


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
@pytest.mark.slow
def test_feeds_carry_one_plain_absolute_picture_and_leave_words_alone(
    noon: datetime, reader: Reader, form: str
) -> None:
    picture = media.image()
    article = factories.draft(
        "The ferry",
        lead_image=picture,
        text='Write href="/about" here, or <a href="https://other.example/">there</a>.',
    )
    publish(article, Unasked.COMMAND)
    if form == "json":
        markup = json.loads(reader.get("/feed.json").body)["items"][0]["content_html"]
    else:
        [entry] = feedparser.parse(reader.get(f"/feed.{form}").body, sanitize_html=False).entries
        markup = entry.content[0].value
    tree = html.fromstring(f"<div>{markup}</div>")
    [image] = tree.xpath("//img")
    assert image.get("src").startswith("http")
    assert set(image.attrib) <= {"src", "width", "height", "alt"}
    assert not tree.xpath("//picture | //source | //*[contains(name(), '-')]")
    assert 'Write href="/about" here' in tree.text_content()


@pytest.mark.slow
def test_the_news_sitemap_keeps_to_its_limit_over_all_editions(
    noon: datetime, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 3)
    azeri = factories.section("Liman", factories.edition("az", "Kelmora Kuryeri"))
    paths = []
    for hours, section in enumerate((factories.section(), azeri) * 2):
        article = factories.article(into=section, published_at=noon - timedelta(hours=hours))
        paths.append(str(article.public_path))
    news = etree.fromstring(reader.get("/sitemap-news.xml").body)
    found = [str(loc.text).partition("://")[2] for loc in news.findall("{*}url/{*}loc")]
    assert [address[address.index("/") :] for address in found] == paths[:3]
