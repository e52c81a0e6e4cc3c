"""The whole archive can be read from a feed (RFC 5005, section 4), and stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest
from bench.archive.fill import fill
from django.db.models import Count
from lxml import etree

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, SectionPage
from stoppress.press.follow import follow
from stoppress.site.article.shown import public_article
from stoppress.site.feeds import archive_parts, lists
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.press.counting import rendered
from tests.press_world import empty_store

pytestmark = pytest.mark.django_db
SITE = "https://news.example"
ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"
_C = Unasked.COMMAND


def links(feed: etree._Element) -> dict[str, str]:
    """The links of a feed in Atom or RSS by their relation, as paths."""
    found = feed.iterfind(f"{ATOM}link")
    return {
        str(link.get("rel")): unquote(str(link.get("href")).removeprefix(SITE)) for link in found
    }


def through_the_archive(reader: Reader, path: str) -> Iterator[tuple[str, etree._Element]]:
    """The feed at ``path`` and each page of its archive, the newest first, as a client reads."""
    form = path.rpartition(".")[2]
    step: str | None = path
    while step:
        answer = reader.get(step)
        assert answer.status == 200, step
        root = etree.fromstring(answer.body)
        feed = root if form == "atom" else root.find("channel")
        assert feed is not None
        assert links(feed)["self"] == step
        if step != path:
            assert feed.find(f"{HISTORY}archive") is not None
            assert links(feed)["current"] == path
        yield step, feed
        step = links(feed).get("prev-archive")


def ids(feed: etree._Element) -> list[str]:
    """Of the items of a feed, in order."""
    found = [*feed.iterfind(f"{ATOM}entry/{ATOM}id"), *feed.iterfind("item/guid")]
    return [str(one.text) for one in found]


def shorter(monkeypatch: pytest.MonkeyPatch, *, length: int, size: int) -> None:
    """Let feeds, and pages of archives, have so many pieces."""
    monkeypatch.setattr(archive_parts, "SIZE", size)
    for room in (lists, archive_parts):
        monkeypatch.setattr(room, "LENGTH", length)


def bodies(reader: Reader, path: str) -> dict[str, bytes]:
    return {page: reader.get(page).body for page, _feed in through_the_archive(reader, path)}


@pytest.mark.slow
@pytest.mark.long
def test_three_hundred_pieces_are_read_back(noon: datetime, reader: Reader) -> None:
    factories.edition()
    fill(300)
    pages = [ids(feed) for _page, feed in through_the_archive(reader, "/feed.atom")]
    assert len(pages[0]) == 30
    assert len({one for page in pages for one in page}) == 300
    # Every piece stands in the archive once, but for those that no page of it has yet.
    archived = [one for page in pages[1:] for one in page]
    assert 270 <= len(archived) == len(set(archived))


@pytest.mark.slow
def test_a_section_is_read_back_in_every_format(
    noon: datetime, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter(monkeypatch, length=6, size=5)
    factories.edition()
    fill(150)
    [section, *_others] = SectionPage.objects.annotate(n=Count("articles")).order_by("-n")
    path = f"/{section.slug}/feed"
    inside = Article.objects.filter(section=section).count()
    assert inside > 12

    found = [feed for _page, feed in through_the_archive(reader, f"{path}.rss")]
    assert len({one for feed in found for one in ids(feed)}) == inside

    read: set[str] = set()
    step = f"{SITE}{path}.json"
    while step:
        feed = json.loads(reader.get(unquote(step.removeprefix(SITE))).body)
        assert feed["feed_url"] == step
        read.update(item["id"] for item in feed["items"])
        step = feed.get("next_url", "")
    assert len(read) == inside


@pytest.mark.slow
def test_a_month_with_many_pieces_is_parted_and_full_pages_stay(
    noon: datetime, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter(monkeypatch, length=4, size=3)
    factories.article("Last month", published_at=noon - timedelta(days=31))
    for number in range(8):
        factories.article(f"Story {number}", published_at=noon - timedelta(hours=8 - number))
    before = bodies(reader, "/feed.atom")
    months = [f"/feed/2026-05/{number}.atom" for number in (2, 1)]
    assert list(before) == ["/feed.atom", *months, "/feed/2026-04.atom"]
    assert reader.status("/feed/2026-05/3.atom") == 404
    assert b"Story 7" in reader.get("/feed/2026-05.atom").body

    with rendered() as keys:
        factories.article("The newest", published_at=noon)
        follow()
    assert not [key for key in keys if "archive" in key]
    with reader.store.snapshot() as snapshot:
        kept = [path for path in snapshot.paths("/feed/") if path != "/feed/2026-05.atom"]
    assert sorted(kept) == sorted(set(before) - {"/feed.atom"})
    after = bodies(reader, "/feed.atom")
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert {
        one for _page, feed in through_the_archive(reader, "/feed.atom") for one in ids(feed)
    } == set(_identifiers())


def _identifiers() -> Iterator[str]:
    for pk in Article.objects.values_list("pk", flat=True):
        found = public_article(pk)
        if found:
            yield found.view.identifier


@pytest.mark.slow
def test_whatever_happens_the_archive_is_as_if_made_from_nothing(
    noon: datetime, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_parts, "SIZE", 2)
    ferry, mara = factories.topic("Ferry"), factories.person()
    pieces = [
        factories.article(
            f"Story {number}",
            about=(ferry,),
            by=(mara,),
            published_at=noon - timedelta(days=7 * number, hours=1),
        )
        for number in range(9)
    ]
    places = [("/", "rss"), ("/", "json"), ("/harbour/", "atom"), ("/topic/ferry/", "atom")]
    paths = [
        f"{url}feed/2026-{month:02}{number}.{form}"
        for url, form in (*places, ("/author/mara-ellwood/", "atom"))
        for month in (3, 4, 5)
        for number in ("", "/1", "/2")
    ]

    def everything_is_fresh() -> None:
        found = {path: reader.get(path) for path in paths}
        with empty_store() as store:
            anew = Reader(store)
            for path in paths:
                assert found[path].status == anew.status(path), path
                assert found[path].body == anew.get(path).body, path

    everything_is_fresh()
    take_down(pieces[3], "It was wrong.", _C)
    assert "Story 3" not in "".join(reader.get(path).text for path in paths)
    everything_is_fresh()
    pieces[5].published_at = noon - timedelta(days=1)
    publish(pieces[5], _C)
    everything_is_fresh()
    pieces[8].title = "Another headline"
    publish(pieces[8], _C)
    assert "Another headline" in "".join(reader.get(path).text for path in paths)
    everything_is_fresh()
    factories.article("The newest", about=(ferry,), by=(mara,), published_at=noon)
    everything_is_fresh()
    mara.slug, ferry.title = "m-ellwood", "Ferries"
    mara.save()
    ferry.save()
    everything_is_fresh()
    assert reader.get("/author/mara-ellwood/feed/2026-05.atom").location == (
        "/author/m-ellwood/feed/2026-05.atom"
    )
    assert "Ferries" in reader.get("/topic/ferry/feed/2026-05.atom").text
