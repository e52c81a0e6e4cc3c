"""The index of what can be found is right again after anything that may happen to who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.change_log.prune import prune
from stoppress.newsroom.models import Article, Byline, Change, FollowerCursor, SearchEntry
from stoppress.newsroom.search import follow as index
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.follow import begin_rebuild, follow, lag
from stoppress.newsroom.search.table import free_ranks
from stoppress.press.follow import follow as press_follows
from tests.newsroom import factories
from tests.newsroom.reader import NOON, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class Killed(BaseException):
    """As if the process had ended there."""


def entries() -> list[tuple[Any, ...]]:
    """What stands in the index, as it was put there."""
    rows = SearchEntry.objects.order_by("kind", "object_id", "text", "rank")
    return list(rows.values_list("kind", "object_id", "text", "tokens"))


def found(query: str, **options: Any) -> set[str]:
    return {one.headline for one in find(query, limit=100, **options).rows}


def many(number: int, word: str = "ferry") -> None:
    for count in range(number):
        factories.article(f"Number {count}", text=f"The {word}.", by=(factories.person(),))


def test_it_begins_with_all_that_there_is() -> None:
    many(3)
    Change.objects.all().delete()  # as a newsroom that was there before its log told of this
    assert lag().rows

    assert not follow()

    assert len(found("ferry")) == 3
    assert not lag()


@pytest.mark.slow
@pytest.mark.parametrize("last", [0, 1, 2])
@pytest.mark.parametrize(
    "step", ["_answer", "_go_on", "_begin_rebuild", "replace", "replace_range"]
)
def test_nothing_is_lost_wherever_it_is_killed(
    step: str, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    many(5)
    follow()
    person = factories.person()
    person.name = "Mara Underhill"
    person.save()
    begin_rebuild()

    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(index, step, killed_after(getattr(index, step), last))
        follow()
    follow()

    assert not lag()
    assert len(found("underhill")) == 5
    assert found("ellwood") == set()
    right = entries()
    FollowerCursor.objects.all().delete()
    SearchEntry.objects.all().delete()
    follow()
    assert entries() == right


def killed_after(step: Callable[..., Any], last: int) -> Callable[..., Any]:
    """``step``, in which the process ends when it has been done so many times and once more."""
    times = iter(range(last))

    def killed(*arguments: Any) -> Any:
        done = step(*arguments)
        if next(times, None) is None:
            raise Killed
        return done

    return killed


def test_making_all_again_changes_nothing_and_removes_what_is_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    many(5)
    factories.topic("The ferry")
    follow()
    right = entries()
    for number, kind in enumerate(SearchEntry.Kind):
        SearchEntry.objects.create(
            rank=10**10 + number, kind=kind, object_id=9_999 + number, tokens=["x"]
        )
    SearchEntry.objects.filter(kind="piece").first().delete()  # type: ignore[union-attr]

    begin_rebuild()
    assert lag().rows
    assert follow(0.0)
    many(1, "late")
    begin_rebuild()  # one that has begun goes on
    follow()

    late = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert [one for one in entries() if one[1] != late] == right
    assert len(found("late")) == 1


def test_a_log_that_was_cut_is_answered_by_making_all_again() -> None:
    many(1)
    follow()
    many(3, "boat")
    press_follows()
    index.CURSOR.move_to(Change.newest_sequence())
    with at(NOON + timedelta(days=31)):
        assert prune(30)
    index.CURSOR.move_to(1)

    follow()

    assert len(found("boat")) == 3


def test_what_cannot_be_read_holds_up_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    many(2)
    broken = factories.article("Broken")
    Article.objects.filter(pk=broken.pk).update(body=[{"type": "quote", "value": "no words"}])
    many(1, "late")

    follow()

    assert len(found("ferry")) == 2
    assert len(found("late")) == 1
    assert found("broken") == set()
    [told] = [one for one in caplog.records if one.levelname == "ERROR"]
    assert told.getMessage() == f"piece {broken.pk} cannot be found: it cannot be read"


def test_an_import_is_followed() -> None:
    person, section = factories.person("Mara Ellwood"), factories.section()
    follow()
    drafts = []
    for number in range(30):
        article = new_article()
        article.title, article.slug = f"Number {number}", f"number-{number}"
        article.uri = f"tag:example.org,2026:{number}"
        article.live = number % 2 == 0
        article.section = section
        article.bylines.set([Byline(person=person)])
        drafts.append(Draft(article))
    write_articles(drafts, Unasked.COMMAND)

    follow()

    assert len(found("ellwood")) == 15
    drafts = Change.objects.filter(kind=Change.Kind.DRAFT, bulk=True)  # type: ignore[assignment]
    assert len(drafts) == 15


def test_autosave_of_a_draft_wakes_nobody_and_is_followed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    article = factories.draft("A draft")
    article.title = "A better draft"
    with django_capture_on_commit_callbacks() as callbacks:
        article.save_revision()

    assert callbacks == []
    change = Change.objects.order_by("-sequence")[0]
    assert (change.kind, change.object_id) == ("draft", article.pk)


def test_numbers_of_one_second_are_found_quickly_though_very_many_are_taken() -> None:
    SearchEntry.objects.bulk_create(
        SearchEntry(rank=1_000 + number, kind="topic", object_id=number, tokens=[])
        for number in range(3_000)
    )

    assert free_ranks([999, 1_000, 1_000, 2_000, 3_999, 5_000]) == [
        999,
        *range(4_000, 4_004),
        5_000,
    ]


def test_the_index_of_words_is_that_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    many(3)
    follow()
    many(2, "boat")
    article = Article.objects.order_by("pk")[0]
    article.delete()
    follow()
    index.keep_in_order()

    assert len(found("boat")) == 2
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # it fails when they differ
            cursor.execute(
                "INSERT INTO newsroom_searchentry_words (newsroom_searchentry_words, rank)"
                " VALUES ('integrity-check', 1)"
            )
    assert FollowerCursor.objects.filter(pk__startswith="search/").count() == 0
