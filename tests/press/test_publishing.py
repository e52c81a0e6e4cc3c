"""What a publish renders again: a handful of fragments, whatever the size of the archive."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.press.follow import follow
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.press.counting import rendered

pytestmark = pytest.mark.django_db


def archive(number: int, newest: datetime) -> list[str]:
    """Publish so many pieces, one a day, in two sections; their paths, newest first."""
    sections = [factories.section("Harbour"), factories.section("Culture")]
    author, topic = factories.person(), factories.topic()
    pieces = [
        factories.article(
            f"Archive story {age}",
            into=sections[age % 2],
            by=(author,),
            about=(topic,),
            published_at=newest - timedelta(days=age),
        )
        for age in range(number)
    ]
    return [str(article.public_path) for article in pieces]


def test_another_piece_leaves_the_bytes_of_an_article_alone(noon: datetime, reader: Reader) -> None:
    [path, *_rest] = archive(3, noon - timedelta(days=1))
    before = reader.fragments(path)
    article = Article.objects.get(public_path=path)

    with rendered() as keys:
        factories.article("The ferry is back")
        after = reader.fragments(path)

    own = {f"article/{article.pk}", f"meta/{article.pk}"}
    assert own <= set(before)
    assert own.isdisjoint(keys)
    assert {key: after[key] for key in own} == {key: before[key] for key in own}
    assert after["latest/en"] != before["latest/en"]
    assert "The ferry is back" in reader.get(path).text


def test_all_pages_of_an_edition_share_one_latest(noon: datetime, reader: Reader) -> None:
    paths = archive(3, noon)

    latest = [key for path in paths for key in reader.fragments(path) if key.startswith("latest/")]

    assert latest == ["latest/en"] * 3


@pytest.mark.slow
def test_a_publish_in_one_edition_renders_nothing_of_another(
    noon: datetime, reader: Reader
) -> None:
    azeri = factories.section("Liman", factories.edition("az", "Kelmora Kuryeri"))
    factories.article("Bərə qayıtdı", into=azeri)
    archive(2, noon)
    before = reader.fragments("/az/")

    with rendered() as keys:
        factories.article("The ferry is back")
        after = reader.fragments("/az/")

    assert after == before
    assert [key for key in keys if "/az" in key] == []


def cost_of_a_publish(reader: Reader, size: int, noon: datetime) -> tuple[int, int, int]:
    """Queries of publishing, queries of following, fragments rendered, when all is stored."""
    for path in [*archive(size, noon - timedelta(days=1)), "/", "/harbour/", "/topic/ferry/"]:
        reader.get(path)
    article = factories.draft("The ferry is back", by=(factories.person(),))
    with CaptureQueriesContext(
        connection,
    ) as publishing:
        publish(article, Unasked.COMMAND)
    with rendered() as keys, CaptureQueriesContext(connection) as following:
        follow()
    return len(publishing), len(following), len(keys)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what is counted is the same there")
@pytest.mark.slow
def test_the_cost_of_a_publish_does_not_grow_with_the_archive(
    noon: datetime, reader: Reader
) -> None:
    small = cost_of_a_publish(reader, 20, noon)
    Article.objects.get(title="The ferry is back").delete()
    large = cost_of_a_publish(reader, 120, noon - timedelta(days=40))

    more = [after - before for before, after in zip(small, large, strict=True)]
    assert max(more) <= 4, f"queries to publish, to follow, fragments: {small}, {large}"


@pytest.mark.slow
def test_a_publish_asks_a_bounded_number_of_questions(noon: datetime, reader: Reader) -> None:
    publishing, following, fragments = cost_of_a_publish(reader, 3, noon)

    assert publishing <= 150
    assert following <= 120
    assert fragments <= 30
