"""What a publish and a page on demand cost does not grow with the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from bench.archive.fill import fill
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Person, SectionPage, Topic
from stoppress.press.follow import follow
from stoppress.press.make import make
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.press.counting import rendered
from tests.press.plans import walks

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the limits are those of SQLite"),
]

#: Questions of one publish to the database: half are Wagtail's own. More creep in unseen; whoever
#: adds one reads it together with others, or raises this with a reason.
MOST_QUERIES = 120


@dataclass(frozen=True)
class Cost:
    """What one publish, or one page on demand, takes."""

    queries: int
    fragments: int
    written: int
    walks: list[str]


def _walks_on_sqlite(queries: list[dict[str, str]]) -> list[str]:
    """PostgreSQL walks through small tables by choice."""
    return walks(queries) if connection.vendor == "sqlite" else []


def everything_stored(reader: Reader) -> None:
    """Ask for every kind of list that the next piece will stand in."""
    today = clock.day_of(clock.now())
    lists = ["/news/", "/author/ada-arden/", f"/topic/{Topic.objects.order_by('pk')[0].slug}/"]
    paths = ["/", "/all-news/", f"/all-news/{today:%Y/%m/%d}/", f"/all-news/{today:%Y/%m}/"]
    paths += ["/sitemap.xml", "/sitemap-news.xml", f"/sitemaps/en/{today:%Y-%m}.xml"]
    for url in ("/", *lists):
        paths += [url, f"{url}feed.rss", f"{url}feed.atom", f"{url}feed.json"]
        paths += [f"{url}{today:%Y/%m}/"] if url != "/" else []
    for path in paths:
        reader.get(path)


def another_piece() -> Article:
    return factories.draft(
        into=SectionPage.objects.get(slug="news"),
        by=(Person.objects.get(slug="ada-arden"),),
        about=(Topic.objects.order_by("pk")[0],),
    )


def cost_of_a_publish(reader: Reader) -> Cost:
    publish(another_piece(), Unasked.COMMAND)
    everything_stored(reader)
    publish(another_piece(), Unasked.COMMAND)
    everything_stored(reader)
    draft = another_piece()
    written = reader.store.bytes_written
    with rendered() as keys, CaptureQueriesContext(connection) as asked:
        publish(draft, Unasked.COMMAND)
        follow()
    written = reader.store.bytes_written - written
    return Cost(len(asked), len(keys), written, _walks_on_sqlite(asked.captured_queries))


def cost_on_demand(reader: Reader, place: int) -> Cost:
    path = Article.objects.order_by("pk")[place].public_path
    follow()
    written = reader.store.bytes_written
    with rendered() as keys, CaptureQueriesContext(connection) as asked:
        assert make(str(path))
    written = reader.store.bytes_written - written
    return Cost(len(asked), len(keys), written, _walks_on_sqlite(asked.captured_queries))


@pytest.mark.long
def test_a_publish_and_a_page_on_demand_cost_the_same_in_a_larger_archive(
    noon: datetime, reader: Reader
) -> None:
    factories.edition()
    fill(400)  # enough for each section to fill its lists by itself
    small, asked_small = cost_of_a_publish(reader), cost_on_demand(reader, 10)
    fill(1500)
    large, asked_large = cost_of_a_publish(reader), cost_on_demand(reader, 20)

    assert large.walks == asked_large.walks == []
    assert abs(large.queries - small.queries) <= 4, (small, large)
    assert abs(large.fragments - small.fragments) <= 2, (small, large)
    assert abs(asked_large.queries - asked_small.queries) <= 2, (asked_small, asked_large)
    assert large.queries <= MOST_QUERIES
    assert asked_large.queries <= 30
    assert large.written <= 400_000, "bytes written to the store by one publish"
    print(f"a publish: {large.queries} queries, {large.fragments} fragments, {large.written} bytes")
