"""Sitemaps at their edges: 48 hours, edits, takedowns, embargoes, and what a publish touches."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lxml import etree

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Change
from stoppress.press.change_set import change_set_of
from stoppress.press.follow import touched_keys, touched_paths
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

INDEX, NEWS, MONTH = "/sitemap.xml", "/sitemap-news.xml", "/sitemaps/en/2026-05.xml"
_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def told(reader: Reader, sitemap: str) -> dict[str, datetime | None]:
    """The paths that a sitemap names, and when each is said to have changed."""
    root = etree.fromstring(reader.get(sitemap).body)
    return {
        (place.findtext("s:loc", "", _NAMES)).removeprefix("https://news.example"): (
            datetime.fromisoformat(changed)
            if (changed := place.findtext("s:lastmod", namespaces=_NAMES))
            else None
        )
        for place in root
    }


def path_of(article: Article) -> str:
    """Where readers find an article."""
    return str(article.public_path)


def test_news_are_no_older_than_two_days(noon: datetime, reader: Reader) -> None:
    early = noon.replace(hour=20) - timedelta(days=1)  # midnight in the newsroom's zone
    first = factories.article("Just after midnight", published_at=early)
    last = factories.article("At noon")
    midnight = early + timedelta(days=2)

    for moment in (noon, midnight - timedelta(minutes=1)):
        with at(moment):
            strike_due()
            assert {path_of(first), path_of(last)} == set(told(reader, NEWS))
    with at(midnight):
        strike_due()
        assert not told(reader, NEWS)
        assert set(told(reader, MONTH)) >= {path_of(first), path_of(last)}


def test_what_an_edit_changes_is_said_to_have_changed_then(noon: datetime, reader: Reader) -> None:
    edited, other = factories.article("Edited"), factories.article("Other")
    assert told(reader, MONTH)[path_of(edited)] == noon

    later = noon + timedelta(hours=3)
    with at(later):
        correct(edited, "It said sixty.", "It is fifty.", Unasked.COMMAND)

        assert told(reader, MONTH)[path_of(edited)] == later
        assert told(reader, MONTH)[path_of(other)] == noon
        assert told(reader, INDEX)[MONTH] == later


def test_what_is_taken_down_goes_and_its_month_has_changed(noon: datetime, reader: Reader) -> None:
    gone, left = factories.article("Gone"), factories.article("Left")
    assert path_of(gone) in told(reader, NEWS)

    later = noon + timedelta(hours=1)
    with at(later):
        take_down(gone, "It was wrong.", Unasked.COMMAND)

        for sitemap in (NEWS, MONTH):
            assert path_of(gone) not in told(reader, sitemap)
            assert path_of(left) in told(reader, sitemap)
        assert told(reader, INDEX)[MONTH] == later


def test_what_is_under_embargo_is_named_at_its_second_and_not_before(
    noon: datetime, reader: Reader
) -> None:
    factories.article("Public")
    before = {sitemap: told(reader, sitemap) for sitemap in (INDEX, NEWS, MONTH)}
    ends = noon + timedelta(hours=2)
    secret = factories.draft("The bridge is sold", slug="sold", embargo_until=ends)
    publish(secret, Unasked.COMMAND)

    with at(ends - timedelta(seconds=1)):
        strike_due()
        assert {sitemap: told(reader, sitemap) for sitemap in before} == before
    with at(ends):
        strike_due()
        for sitemap in (NEWS, MONTH):
            assert [path for path in told(reader, sitemap) if path.endswith("/sold/")]


@pytest.mark.parametrize("pieces", [1, 40])
@pytest.mark.slow
def test_a_publish_touches_the_index_the_news_and_one_day(
    pieces: int, noon: datetime, reader: Reader
) -> None:
    for number in range(pieces):
        factories.article(published_at=noon - timedelta(days=number))
    newest = Change.newest_sequence()
    factories.article("The ferry is back")

    change_set = change_set_of(Change.objects.filter(sequence__gt=newest))

    keys = {key for key in touched_keys(change_set) if key.startswith("sitemap")}
    assert keys == {"sitemap-index", "sitemap-news", "sitemap-day/en/2026-05-30"}
    assert not [path for path in touched_paths(change_set) if path.startswith("/sitemap")]
