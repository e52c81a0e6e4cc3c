"""What a publish and a page on demand cost does not grow with the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.demo.archive.fill import fill
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.models import Article, Person, SectionPage, Topic
from stoppress.press.follow import follow
from stoppress.press.make import make
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.press.counting import rendered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Tables that grow with the archive; no query may walk through one of them.
GROWING = {
    "newsroom_article",
    "newsroom_articletopic",
    "newsroom_byline",
    "newsroom_change",
    "newsroom_listcount",
    "newsroom_publicstate",
    "wagtailcore_page",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailsearch_indexentry",
}


#: Questions of one publish to the database: half are Wagtail's own. More creep in unseen; whoever
#: adds one reads it together with others, or raises this with a reason.
MOST_QUERIES = 135


@dataclass(frozen=True)
class Cost:
    """What one publish, or one page on demand, takes."""

    queries: int
    fragments: int
    written: int
    scans: tuple[str, ...]


def walked(queries: list[dict[str, str]]) -> tuple[str, ...]:
    """What SQLite says it would walk through, among growing tables."""
    if connection.vendor != "sqlite":
        return ()
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            if not query["sql"].startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}".replace("%", "%%"), ())
            for _id, _parent, _unused, step in cursor.fetchall():
                words = step.split()
                the_last = "WHERE" not in query["sql"] and query["sql"].endswith("DESC LIMIT 1")
                if words[0] == "SCAN" and words[1] in GROWING and not the_last:
                    found.append(f"{step}: {query['sql'][:300]}")
    return tuple(found)


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
    publish(another_piece())
    everything_stored(reader)
    publish(another_piece())
    everything_stored(reader)
    draft = another_piece()
    written = reader.store.bytes_written
    with rendered() as keys, CaptureQueriesContext(connection) as asked:
        publish(draft)
        follow()
    written = reader.store.bytes_written - written
    return Cost(len(asked), len(keys), written, walked(asked.captured_queries))


def cost_on_demand(reader: Reader, place: int) -> Cost:
    path = Article.objects.order_by("pk")[place].public_path
    follow()
    written = reader.store.bytes_written
    with rendered() as keys, CaptureQueriesContext(connection) as asked:
        assert make(str(path))
    written = reader.store.bytes_written - written
    return Cost(len(asked), len(keys), written, walked(asked.captured_queries))


def test_a_publish_and_a_page_on_demand_cost_the_same_in_a_larger_archive(
    noon: datetime, reader: Reader
) -> None:
    factories.edition()
    fill(400)  # enough for each section to fill its lists by itself
    small, asked_small = cost_of_a_publish(reader), cost_on_demand(reader, 10)
    fill(1500)
    large, asked_large = cost_of_a_publish(reader), cost_on_demand(reader, 20)

    assert large.scans == asked_large.scans == ()
    assert abs(large.queries - small.queries) <= 4, (small, large)
    assert abs(large.fragments - small.fragments) <= 2, (small, large)
    assert abs(asked_large.queries - asked_small.queries) <= 2, (asked_small, asked_large)
    assert large.queries <= MOST_QUERIES
    assert asked_large.queries <= 30
    assert large.written <= 400_000, "bytes written to the store by one publish"
    print(f"a publish: {large.queries} queries, {large.fragments} fragments, {large.written} bytes")
