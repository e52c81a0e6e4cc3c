"""Many items at once: one that is refused stops no other; each is as a piece published alone."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from stoppress.intake.run import run
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Change,
    PublicState,
)
from tests.intake.conftest import Feed
from tests.intake.filed import the_piece
from tests.intake.items import plain_item
from tests.newsroom.factories import edition, person, section, topic

pytestmark = pytest.mark.usefixtures("noon")


def test_one_bad_item_never_stops_the_rest(feed: Feed) -> None:
    done = feed(
        plain_item(),
        "{oops",
        plain_item(uri=None),
        plain_item(uri="urn:example:2", language="xx"),
        plain_item(uri="urn:example:3", type="video"),
        plain_item(uri="urn:example:4"),
    )
    assert done.code == 1
    assert [line[0] for line in done.lines] == [
        "created",
        "rejected",
        "rejected",
        "rejected",
        "skipped",
        "created",
    ]
    assert done.lines[3][1:] == ("-", "urn:example:2")
    assert "feed.ndjson, item 4, line 4: rejected: language" in done.err
    assert "init --language xx`" in done.err
    assert "6 items: 2 created, 0 updated, 0 unchanged, 1 skipped, 3 rejected." in done.err


@pytest.mark.slow
def test_a_row_the_database_refuses_is_refused_alone(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stoppress.intake.filing import articles

    real = articles.Writer._set_texts

    def break_one(self: Any, article: Article, item: Any) -> None:
        real(self, article, item)
        if item.uri == "urn:example:2":
            article.urgency = -5

    monkeypatch.setattr(articles.Writer, "_set_texts", break_one)
    done = feed(*(plain_item(uri=f"urn:example:{n}") for n in (1, 2, 3)))
    assert done.outcomes == ["created", "rejected", "created"]
    assert "cannot hold it" in done.err
    assert Article.objects.count() == 2


@pytest.mark.slow
def test_many_items_take_few_queries(feed: Feed) -> None:
    def queries(count: int, start: int) -> int:
        items = [
            plain_item(uri=f"urn:n:{n}", by="Ann Lee", headlines=[{"value": f"Headline {n}"}])
            for n in range(start, start + count)
        ]
        with CaptureQueriesContext(connection) as captured:
            assert set(feed(*items).outcomes) == {"created"}
        return len(captured)

    queries(1, 0)
    few = queries(2, 100)
    assert queries(100, 200) < few + 200


@pytest.mark.slow
def test_a_bulk_piece_has_all_that_a_published_one_has(feed: Feed) -> None:
    """The same piece, once imported and once published by hand, leaves the same rows."""
    news = section("News", of=edition("en"))
    by_hand = Article(
        title="By hand",
        body=[("paragraph", "<p>Words of the text.</p>")],
        uri="urn:hand",
        source_version=None,
        published_at=None,
    )
    by_hand.bylines.add(Byline(person=person("Ann Lee")))
    by_hand.topic_links.add(ArticleTopic(topic=topic("Ferries")))
    published = publish(file_article(news, by_hand, Unasked.IMPORT), Unasked.IMPORT)
    feed(
        plain_item(
            headlines=[{"value": "By feed"}],
            by="Ann Lee",
            subjects=[{"name": "Ferries"}],
            bodies=[{"value": "<p>Words of the text.</p>"}],
        )
    )
    imported = the_piece()
    assert _traces(imported) == _traces(published)


def _traces(piece: Article) -> Any:
    base = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(
        base_content_type=base, object_id=str(piece.pk)
    ).values_list("to_content_type", "to_object_id", "model_path")
    state = PublicState.objects.get(article=piece)
    assert state.facets is not None
    content = set(piece.latest_revision.content)
    return {
        "references": sorted(references),
        "log": sorted(PageLogEntry.objects.filter(page=piece.pk).values_list("action", flat=True)),
        "facets": {n: v for n, v in state.facets.items() if n in ("section", "people", "topics")},
        "columns": (
            piece.live,
            piece.has_unpublished_changes,
            piece.expired,
            piece.depth,
            piece.locale_id,
            piece.edition_id,
            piece.section_id,
            piece.content_type_id,
            piece.live_revision_id == piece.latest_revision_id,
            bool(piece.first_published_at and piece.last_published_at),
            piece.url_path == f"{piece.get_parent().url_path}{piece.slug}/",
            piece.draft_title == piece.title,
        ),
        "revision": content,
        "as_object": type(piece.latest_revision.as_object()).__name__,
        "change": Change.objects.filter(object_id=piece.pk, kind="article").exists(),
    }


def test_nothing_to_print_into_is_said(db: None) -> None:
    err = io.StringIO()
    assert run(["none.json"], out=io.StringIO(), err=err) == 2
    assert "no edition" in err.getvalue()
