"""What editors do with pieces, and what readers then see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry

from stoppress.desk.roles import group_of, open_roles
from stoppress.newsroom import clock
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.open_edition import open_edition
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

REASON = "The account could not be confirmed."


def somebody(role: str) -> AbstractBaseUser:
    """A user of the desk with a role."""
    open_roles()
    user = get_user_model().objects.create_user(f"{role}@news.example")
    user.groups.add(group_of(role))
    return user


def test_publishing_sets_the_date_line_once(noon: datetime) -> None:
    article = factories.article()
    assert article.published_at == noon

    with at(noon + timedelta(hours=3)):
        article.deck = "Another deck."
        article = publish(article, Unasked.COMMAND)

    assert article.published_at == noon


def test_a_scheduled_piece_gets_the_date_line_of_the_moment_it_goes_live(noon: datetime) -> None:
    article = factories.draft("The ferry is back")
    article.go_live_at = noon + timedelta(hours=2)
    article = publish(article, Unasked.COMMAND)
    assert (article.live, article.published_at) == (False, None)

    moment = noon + timedelta(hours=2, seconds=1)
    with at(moment):
        strike_due()
        strike_due()

    article.refresh_from_db()
    assert (article.live, article.published_at) == (True, moment)


@pytest.mark.slow
def test_a_takedown_answers_410_with_its_reason(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
    path = str(article.public_path)
    assert reader.status(path) == 200

    take_down(article, f"  {REASON} ", Unasked.COMMAND)

    assert reader.status(path) == 410
    assert REASON in reader.get(path).text
    assert "The ferry is back" not in reader.get(path).text

    take_down(article, "Another reason.", Unasked.COMMAND)
    assert "Another reason." in reader.get(path).text
    assert REASON not in reader.get(path).text


def test_a_piece_put_back_stands_where_it_stood(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
    page = reader.get(str(article.public_path))
    take_down(article, REASON, Unasked.COMMAND)

    restored = restore(article, Unasked.COMMAND)

    assert restored.takedown_reason == ""
    assert reader.get(str(article.public_path)) == page


def test_a_copy_of_what_was_taken_down_is_a_draft_like_any_other() -> None:
    article = take_down(
        factories.article("The ferry is back", uri="urn:1"), REASON, Unasked.COMMAND
    )

    copy = article.copy(update_attrs={"slug": "a-copy"}, keep_live=False)

    copy = Article.objects.get(pk=copy.pk)
    assert (copy.taken_down_at, copy.takedown_reason, copy.uri) == (None, "", None)


def test_an_article_is_scheduled_for_a_time_to_come(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is late")
    article.title = "The ferry is back"
    with pytest.raises(ValueError, match="is over"):
        schedule(article, noon, Unasked.COMMAND)

    schedule(article, noon + timedelta(hours=1), Unasked.COMMAND)

    path = str(article.public_path)
    assert "The ferry is late" in reader.get(path).text
    with at(noon + timedelta(hours=1, seconds=1)):
        strike_due()
        assert "The ferry is back" in reader.get(path).text


@pytest.mark.parametrize("kind", ["topic", "pick"])
def test_no_code_publishes_what_belongs_to_another_edition(kind: str, noon: datetime) -> None:
    abroad = factories.edition("az", "Kuryer")
    named: dict[str, Any] = {"about": (factories.topic("Bərə", abroad),)}
    if kind == "pick":
        other = factories.article("Bərə qayıtdı", into=factories.section("Liman", abroad))
        named = {"picks": (other,)}
    article = factories.draft("The ferry is back", **named)

    with pytest.raises(ValidationError, match="belongs to another edition"):
        publish(article, Unasked.COMMAND)

    assert not Article.objects.get(pk=article.pk).live


def test_a_section_stays_in_its_edition(noon: datetime) -> None:
    abroad = factories.edition("az", "Kuryer")
    section = factories.section("Culture")

    with pytest.raises(ValueError, match="belong to different editions"):
        section.move(abroad, pos="last-child")

    assert section.get_parent().pk == factories.edition().pk


def test_an_article_that_goes_to_another_edition_leaves_what_belongs_to_the_old_one(
    noon: datetime, reader: Reader
) -> None:
    abroad = factories.edition("az", "Kuryer")
    named: dict[str, Any] = {"about": (factories.topic(),), "picks": (factories.article("Tides"),)}
    article = factories.article("The ferry is back", **named)

    moved = move(article, factories.section("Liman", abroad), Unasked.COMMAND)
    published = publish(moved, Unasked.COMMAND)

    assert not published.topic_links.exists()
    assert not published.picks.exists()
    assert reader.status(str(published.public_path)) == 200


def test_a_moved_article_whose_slug_is_taken_gets_a_number(noon: datetime, reader: Reader) -> None:
    culture = factories.section("Culture")
    factories.article("The ferry is back", into=culture)
    article = factories.article("The ferry is back")
    former = str(article.public_path)

    moved = move(article, culture, Unasked.COMMAND)

    assert str(moved.public_path).endswith("/culture/2026/05/30/the-ferry-is-back-2/")
    assert reader.get(former).location == moved.public_path


def test_withdrawing_what_is_in_hand_undoes_nothing_that_was_done_meanwhile() -> None:
    article = factories.article("The ferry is back")
    take_down(article, REASON, Unasked.COMMAND)

    withdrawn = unpublish(article, Unasked.COMMAND)

    assert (withdrawn.live, withdrawn.takedown_reason) == (False, REASON)


def test_the_history_says_who_took_a_piece_down_and_put_it_back() -> None:
    editor, article = somebody("editor"), factories.article()

    take_down(article, REASON, editor)
    restore(article, editor)

    entries = PageLogEntry.objects.filter(page=article.pk, user__isnull=False)
    assert [(e.action, e.user_id) for e in entries.order_by("timestamp")] == [
        ("stoppress.take_down", editor.pk),
        ("stoppress.restore", editor.pk),
    ]


def test_a_takedown_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="a reason that readers will see"):
        take_down(factories.article(), "  ", Unasked.COMMAND)


@pytest.mark.parametrize(
    "action",
    [
        "publish",
        "schedule",
        "correct",
        "unpublish",
        "take down",
        "restore",
        "move",
        "delete",
        "open",
    ],
)
@pytest.mark.slow
def test_a_reporter_may_not(action: str) -> None:
    reporter, article = somebody("reporter"), factories.article()
    verbs: dict[str, Callable[[], object]] = {
        "publish": lambda: publish(article, reporter),
        "unpublish": lambda: unpublish(article, reporter),
        "take down": lambda: take_down(article, REASON, reporter),
        "restore": lambda: restore(article, reporter),
        "schedule": lambda: schedule(article, clock.now() + timedelta(hours=1), reporter),
        "correct": lambda: correct(article, "It said sixty.", "It is fifty.", reporter),
        "move": lambda: move(article, factories.section("Culture"), reporter),
        "delete": lambda: delete(article, reporter),
        "open": lambda: open_section(factories.edition(), "Opinion", reporter),
    }
    if action == "restore":
        take_down(article, REASON, Unasked.COMMAND)

    with pytest.raises(PermissionDenied):
        verbs[action]()

    assert Article.objects.get(pk=article.pk).live


def test_publishing_an_old_revision_never_undoes_a_takedown(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back", uri="urn:agency:1")
    old = article.latest_revision
    take_down(article, REASON, Unasked.COMMAND)

    old.publish()

    article = Article.objects.get(pk=article.pk)
    assert article.taken_down_at == noon
    assert article.takedown_reason == REASON
    assert reader.status(str(article.public_path)) == 410


def test_an_old_revision_brings_back_the_text_and_not_the_identity() -> None:
    article = factories.article("First headline")
    old = article.latest_revision
    Article.objects.filter(pk=article.pk).update(uri="urn:agency:1", source_version=7)
    article.refresh_from_db()
    article.title = "Second headline"
    publish(article, Unasked.COMMAND)

    old.publish()

    article = Article.objects.get(pk=article.pk)
    assert article.title == "First headline"
    assert (article.uri, article.source_version) == ("urn:agency:1", 7)


def test_readers_see_what_was_wrong_and_what_is_right(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
    path = str(article.public_path)
    assert "It said sixty." not in reader.get(path).text

    with at(noon + timedelta(hours=1)):
        correct(article, "It said sixty.", "It is fifty.", Unasked.COMMAND)
        text = reader.get(path).text

    assert "It said sixty." in text
    assert "It is fifty." in text
    assert Article.objects.get(pk=article.pk).changed_at == noon + timedelta(hours=1)


def test_opening_an_edition_or_a_section_again_changes_nothing() -> None:
    edition, section = factories.edition(), factories.section()

    assert open_edition("en", "Another name", Unasked.COMMAND) == (edition, False)
    assert open_section(edition, "Harbour", Unasked.COMMAND) == section


def test_the_first_section_is_the_one_of_pieces_that_name_none() -> None:
    section = factories.section()
    factories.section("Culture")

    assert factories.edition().default_section_id == section.pk


@pytest.mark.django_db
def test_a_piece_under_embargo_is_dated_when_its_embargo_ends() -> None:
    until = clock.now() + timedelta(hours=2)
    article = factories.article("Budget speech", embargo_until=until)
    assert article.published_at == until
