"""What machines read agrees with what people see: JSON-LD, feeds, sitemaps."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import html

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Byline, Person
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

FEEDS = ("/", "/harbour/", "/topic/ferry/", "/author/mara-ellwood/")
HEADLINE = 'Ferry & pilots: "back" </script><b>1 < 2</b>'


def ferry(noon: datetime) -> Article:
    """A piece with everything that machines are told of."""
    agency = Person.objects.create(name="Northern Wire", kind=Person.Kind.AGENCY)
    article = factories.draft(
        HEADLINE,
        by=(factories.person(),),
        about=(factories.topic("Ferry"),),
        deck="The first boat in three years.",
        kicker="Sea",
        slug="ferry",
        text="The boat came in at noon &amp; left at one.",
    )
    article.bylines.add(Byline(person=agency, role=Byline.Role.AGENCY, sort_order=2))
    article = publish(article, Unasked.COMMAND)
    with at(noon + timedelta(hours=1)):
        return correct(article, "It said sixty.", "It is fifty.", Unasked.COMMAND)


def tree_of(reader: Reader, article: Article) -> Any:
    """A piece's page as a tree of elements."""
    return html.fromstring(reader.get(str(article.public_path)).body)


def data_of(tree: Any) -> dict[str, Any]:
    """The JSON-LD of a page."""
    [script] = tree.xpath('//script[@type="application/ld+json"]')
    data: dict[str, Any] = json.loads(script.text)
    return data


def test_structured_data_agrees_with_the_visible_page(noon: datetime, reader: Reader) -> None:
    article = ferry(noon)
    tree = tree_of(reader, article)
    data = data_of(tree)
    [heading] = tree.xpath("//h1")
    visible = tree.text_content()

    assert data["@type"] == "NewsArticle"
    assert data["headline"] == heading.text_content().strip() == HEADLINE
    assert data["alternativeHeadline"] in visible
    assert data["articleSection"] == "Harbour"
    assert [(a["@type"], a["name"]) for a in data["author"]] == [
        ("Person", "Mara Ellwood"),
        ("Organization", "Northern Wire"),
    ]
    assert all(author["name"] in visible for author in data["author"])
    assert data["keywords"] == ["Ferry"]
    assert data["url"] == f"https://news.example{article.public_path}"
    assert data["url"] == tree.xpath('string(//link[@rel="canonical"]/@href)')
    assert datetime.fromisoformat(data["datePublished"]) == noon
    assert datetime.fromisoformat(data["dateModified"]) == noon + timedelta(hours=1)
    assert [found["text"] for found in data["correction"]] == ["It said sixty. It is fifty."]
    assert "It said sixty." in visible


def test_times_are_told_with_the_newsrooms_zone(noon: datetime, reader: Reader) -> None:
    tree = tree_of(reader, factories.article("The ferry is back"))

    assert data_of(tree)["datePublished"] == "2026-05-30T12:00:00+04:00"
    assert "30 May 2026 - 12:00" in tree.text_content()


def test_a_piece_without_a_byline_is_by_the_paper(noon: datetime, reader: Reader) -> None:
    [author] = data_of(tree_of(reader, factories.article()))["author"]

    assert (author["@type"], author["name"]) == ("NewsMediaOrganization", "The Kelmora Courier")


def test_translations_name_each_other(noon: datetime, reader: Reader) -> None:
    english = factories.article("The ferry is back")
    azeri = factories.draft(
        "Bərə qayıtdı", into=factories.section("Liman", factories.edition("az", "Kuryer"))
    )
    azeri.translation_key = english.translation_key
    azeri = publish(azeri, Unasked.COMMAND)

    for article in (english, azeri):
        tree = tree_of(reader, article)
        found = {
            link.get("hreflang"): link.get("href")
            for link in tree.xpath('//link[@rel="alternate"][@hreflang]')
        }
        assert found["en"].endswith(str(english.public_path))
        assert found["az"].startswith("https://news.example/az/liman/2026/05/30/")


@pytest.mark.parametrize("form", ["rss", "atom"])
@pytest.mark.parametrize("place", FEEDS)
@pytest.mark.slow
def test_feedparser_reads_the_piece_in_every_feed(
    form: str, place: str, noon: datetime, reader: Reader
) -> None:
    article = ferry(noon)

    feed = feedparser.parse(reader.get(f"{place}feed.{form}").body)

    assert not feed.bozo, feed.get("bozo_exception")
    [entry] = feed.entries
    assert feed.feed.title.startswith("The Kelmora Courier")
    assert html.fromstring(f"<p>{entry.title}</p>").text_content().startswith("Ferry & pilots")
    assert entry.link == f"https://news.example{article.public_path}"
    assert entry.published_parsed[:5] == noon.timetuple()[:5]
    assert "left at one" in entry.content[0].value
    assert not entry.link.startswith(entry.id)


@pytest.mark.parametrize("place", FEEDS)
@pytest.mark.slow
def test_a_json_feed_holds_the_same(place: str, noon: datetime, reader: Reader) -> None:
    article = ferry(noon)

    feed = json.loads(reader.get(f"{place}feed.json").body)

    [item] = feed["items"]
    assert feed["feed_url"] == f"https://news.example{place}feed.json"
    assert (item["title"], item["language"]) == (HEADLINE, "en")
    assert item["url"] == f"https://news.example{article.public_path}"
    assert [author["name"] for author in item["authors"]] == ["Mara Ellwood", "Northern Wire"]
    assert datetime.fromisoformat(item["date_modified"]) == noon + timedelta(hours=1)


def test_an_entry_keeps_its_identifier_when_its_address_changes(
    noon: datetime, reader: Reader
) -> None:
    article = ferry(noon)
    [before] = json.loads(reader.get("/feed.json").body)["items"]

    article.slug = "pilots"
    publish(article, Unasked.COMMAND)

    [after] = json.loads(reader.get("/feed.json").body)["items"]
    assert after["id"] == before["id"]
    assert after["url"] != before["url"]


@pytest.mark.slow
def test_feeds_are_newest_first_and_not_longer_than_thirty(noon: datetime, reader: Reader) -> None:
    for number in range(32):
        factories.article(f"Story {number}", published_at=noon - timedelta(hours=number))

    items = json.loads(reader.get("/feed.json").body)["items"]

    assert [item["title"] for item in items] == [f"Story {number}" for number in range(30)]


def test_the_news_sitemap_forgets_pieces_after_two_days(noon: datetime, reader: Reader) -> None:
    from stoppress.newsroom.actions.strike_due import strike_due

    factories.article("The ferry is back")
    assert "/the-ferry-is-back/" in reader.get("/sitemap-news.xml").text

    with at(noon + timedelta(days=2)):
        strike_due()
        assert "/the-ferry-is-back/" not in reader.get("/sitemap-news.xml").text
        assert "/the-ferry-is-back/" in reader.get("/sitemaps/en/2026-05.xml").text


def test_a_front_that_says_nothing_of_itself_is_described_by_its_sections(
    noon: datetime, reader: Reader
) -> None:
    azeri = factories.edition("az", "Kelmora Kuryeri")
    factories.section("Liman", azeri)
    factories.section("Mədəniyyət", azeri)
    factories.article("Bərə qayıtdı", into=factories.section("Liman", azeri))
    tree = html.fromstring(reader.get("/az/").body)
    [description] = tree.xpath('//meta[@name="description"]/@content')
    assert description == "Kelmora Kuryeri. Son xəbərlər: Liman, Mədəniyyət."
