"""Feeds as feed readers take them: whole texts, stable entries, nothing sent twice."""

import json
from datetime import datetime
from typing import Any

import feedparser
import httpx
import pytest
from lxml import etree, html

from tests.world.pages import Site
from tests.world.pieces import import_pieces, piece, with_headline
from tests.world.running import RunningNewsroom
from tests.world.waiting import until

pytestmark = pytest.mark.proof

FORMS = ("rss", "atom", "json")
PLACES = ("front", "section", "topic", "author", "Azerbaijani front")


def read(url: str, **conditions: Any) -> Any:
    """Read a feed the way a feed reader does."""
    return feedparser.parse(url, **conditions)


def dated(url: str) -> Any:
    """Read a feed; return None while it has no date."""
    feed = read(url)
    return feed if "modified" in feed else None


def plain(markup: str) -> str:
    """Return the text of HTML with single spaces."""
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feedparser_reads_every_feed(site: Site, kind: str, form: str) -> None:
    feed = read(f"{site.root}{site.page(kind).path}feed.{form}")

    assert feed.status == 200
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version in ("rss20", "atom10")
    assert feed.feed.title
    assert feed.feed.language.startswith("az" if kind.startswith("Az") else "en")
    assert len(feed.entries) >= 1
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.title
        assert entry.link.startswith(site.root)
        assert entry.published_parsed
        assert len(plain(entry.content[0].value)) > len(plain(entry.get("summary", "")))


@pytest.mark.parametrize("form", FORMS)
def test_entries_hold_the_whole_text(site: Site, form: str) -> None:
    path = site.page("article").path
    url = site.root + path
    if form == "json":
        items = site.get("/feed.json").json()["items"]
        texts = {item["url"]: item["content_html"] for item in items}
    else:
        entries = read(f"{site.root}/feed.{form}").entries
        texts = {entry.link: entry.content[0].value for entry in entries}
    text = plain(texts[url]) if url in texts else None

    paragraphs = site.tree(path).xpath("//main//article//p[string-length(normalize-space()) > 90]")
    assert text is not None, f"{url} is not among {list(texts)[:5]}"
    assert [
        paragraph
        for one in paragraphs
        if (paragraph := " ".join(one.text_content().split())) not in text
    ] == []


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_is_not_sent_twice(site: Site, form: str) -> None:
    url = f"{site.root}/feed.{form}"
    # Within the second in which it was made it has no date yet: one could hide a later change.
    first = until(lambda: dated(url))

    by_etag = read(url, etag=first.etag)
    by_date = read(url, modified=first.modified)

    assert by_etag.status == 304
    assert by_date.status == 304
    assert by_etag.entries == by_date.entries == []


@pytest.mark.parametrize("form", FORMS)
def test_feeds_say_what_they_are(site: Site, form: str) -> None:
    types = {
        "rss": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
    }

    answer = httpx.get(f"{site.root}/feed.{form}")

    assert answer.headers["content-type"].partition(";")[0] == types[form]
    assert f'/feed.{form}"' in site.get("/").text


@pytest.mark.parametrize("kind", PLACES)
def test_json_feed_has_the_fields_of_version_1_1(site: Site, kind: str) -> None:
    path = f"{site.page(kind).path}feed.json"
    feed = json.loads(site.get(path).content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == site.root + path
    assert feed["home_page_url"] == site.root + site.page(kind).path
    assert feed["language"] == ("az" if kind.startswith("Az") else "en")
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["url"].startswith(site.root)
        assert item["title"]
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert all(author["name"] for author in item.get("authors", []))
        assert set(item) <= {
            *("id", "url", "external_url", "title", "content_html", "content_text", "summary"),
            *("image", "banner_image", "date_published", "date_modified", "authors", "tags"),
            *("language", "attachments"),
        }


def test_rss_has_what_validators_ask_for(site: Site) -> None:
    channel = etree.fromstring(site.get("/feed.rss").content).find("channel")
    assert channel is not None
    itself = channel.find("{http://www.w3.org/2005/Atom}link[@rel='self']")

    assert itself is not None
    assert itself.get("href") == f"{site.root}/feed.rss"
    assert [channel.findtext(name) for name in ("title", "link", "description")]
    assert channel.findtext("lastBuildDate")
    for item in channel.iter("item"):
        guid = item.find("guid")
        assert guid is not None
        assert guid.text
        assert guid.get("isPermaLink", "true") in ("true", "false")


def test_atom_has_what_rfc_4287_asks_for(site: Site) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = etree.fromstring(site.get("/feed.atom").content)
    itself = feed.find(f"{atom}link[@rel='self']")

    assert feed.tag == f"{atom}feed"
    assert itself is not None
    assert itself.get("href") == f"{site.root}/feed.atom"
    for one in (feed, *feed.iter(f"{atom}entry")):
        assert one.findtext(f"{atom}id")
        assert one.findtext(f"{atom}title")
        assert datetime.fromisoformat(one.findtext(f"{atom}updated", "")).tzinfo
    for entry in feed.iter(f"{atom}entry"):
        assert entry.findtext(f"{atom}author/{atom}name") or feed.findtext(
            f"{atom}author/{atom}name"
        )


@pytest.mark.long
def test_an_entry_keeps_its_id_when_its_piece_changes(growing_newsroom: RunningNewsroom) -> None:
    first = piece("The bridge opens on Friday")
    import_pieces(growing_newsroom, first)
    before = {form: read(growing_newsroom.url(f"/feed.{form}")) for form in ("rss", "atom")}

    import_pieces(growing_newsroom, with_headline(first, "The bridge opens a day early"))

    for form, old in before.items():
        new = read(growing_newsroom.url(f"/feed.{form}"), etag=old.etag)
        assert new.status == 200
        titles = [entry.title.replace("on Friday", "a day early") for entry in old.entries]
        assert "The bridge opens a day early" in titles
        assert [entry.title for entry in new.entries] == titles
        assert [entry.id for entry in new.entries] == [entry.id for entry in old.entries]
