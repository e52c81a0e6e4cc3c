"""The server's clock is set back an hour."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from unittest import mock

import pytest

from stoppress.edge.core import Edge, Request, Response
from stoppress.edge.core.files import Files
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Change
from stoppress.store import Batch, Page, Store, make_fragment
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at, reader

__all__ = ["reader"]

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_what_was_scheduled_goes_live_once_and_nothing_is_lost(reader: Reader) -> None:
    with at(NOON):
        early, late = (scheduled(minutes) for minutes in (30, 90))
    with at(NOON + HOUR):
        strike_due()
        assert reader.get("/").text.count("Piece after 30") > 0
        article = Article.objects.get(pk=early.pk)

    with at(NOON):  # set back: the early piece is public already, and stays so
        assert strike_due() == 0
        assert reader.status(str(article.public_path)) == 200
    with at(NOON + HOUR):  # the same half hour passes a second time
        assert strike_due() == 0
        assert changes_of(early) == 1
        assert changes_of(late) == 0
    with at(NOON + 2 * HOUR):
        strike_due()
        assert (changes_of(early), changes_of(late)) == (1, 1)
        assert "Piece after 90" in reader.get("/").text


@pytest.mark.django_db
def test_lists_keep_one_order_by_the_date_lines_that_readers_see(reader: Reader) -> None:
    with at(NOON + HOUR):
        factories.article("Before the clock was set back")
        reader.get("/")
    with at(NOON):
        factories.article("After it")
        surfaces = [reader.get(path).text for path in ("/", "/-/latest/en.json", "/feed.json")]
    for text in surfaces:
        assert 0 <= text.index("Before the clock was set back") < text.index("After it")


def scheduled(minutes: int) -> Article:
    article = factories.draft(f"Piece after {minutes}")
    article.go_live_at = NOON + timedelta(minutes=minutes)
    return publish(article, Unasked.COMMAND)


def changes_of(article: Article) -> int:
    return Change.objects.filter(kind=Change.Kind.ARTICLE, object_id=article.pk).count()


def test_validators_never_say_that_other_bytes_are_the_same(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    clock = NOON.timestamp()
    edge = Edge(Files(tmp_path), clock=lambda: clock)
    put(store, "One", clock)
    clock += 10
    first = get(edge, store)
    dated = dict(first.headers)["last-modified"]

    clock -= HOUR.total_seconds()
    put(store, "Two", clock)
    second = get(edge, store)

    assert dict(second.headers)["etag"] != dict(first.headers)["etag"]
    assert get(edge, store, if_none_match=dict(first.headers)["etag"]).status == 200
    assert get(edge, store, if_modified_since=dated).status == 200
    # A date that is still to come is not told; once it is past, it is later than the first.
    assert "last-modified" not in dict(second.headers)
    clock += 2 * HOUR.total_seconds()
    later = dict(get(edge, store).headers)["last-modified"]
    assert parsedate_to_datetime(later) > parsedate_to_datetime(dated)


def put(store: Store, text: str, now: float) -> None:
    fragment = make_fragment("piece", f"<p>{text}</p>".encode(), int(now))
    with mock.patch("stoppress.store.store.time.time", return_value=now):
        store.apply(Batch([fragment], {"/": Page(("piece",), modified=int(now))}))


def get(edge: Edge, store: Store, **conditions: str) -> Response:
    request = Request("GET", "/", "", None, None, None, None, None)._replace(**conditions)
    with store.snapshot() as snapshot:
        answer = edge.answer(request, snapshot)
    assert isinstance(answer, Response)
    return answer
