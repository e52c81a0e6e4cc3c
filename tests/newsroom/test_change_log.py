"""The change log: one row for each change readers may see, in the transaction that made it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import (
    Article,
    BreakingNews,
    Change,
    NewsroomSettings,
    Pick,
)
from stoppress.press.change_set import change_set_of
from stoppress.press.follow import touched_keys, touched_paths
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

Kinds = list[tuple[str, int | None]]


def last_sequence() -> int:
    """Where the log stands."""
    return Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def since(sequence: int) -> list[Change]:
    """What was written to the log after ``sequence`` that readers may see."""
    later = Change.objects.filter(sequence__gt=sequence)
    return list(later.exclude(kind=Change.Kind.DRAFT))


def drafts_since(sequence: int) -> list[tuple[int | None, list[str]]]:
    """Of which articles something was written after ``sequence`` that readers do not see."""
    later = Change.objects.filter(sequence__gt=sequence, kind=Change.Kind.DRAFT)
    return [(change.object_id, change.what) for change in later]


def test_publishing_writes_what_readers_see(noon: datetime) -> None:
    article = factories.draft("The ferry is back", by=(factories.person(),))
    start = last_sequence()

    publish(article, Unasked.COMMAND)

    [change] = since(start)
    after = Facets.from_json(change.after)
    assert (change.kind, change.object_id, change.before) == ("article", article.pk, None)
    assert change.edition == "en"
    assert change.at == noon
    assert after is not None
    assert after.path == "/harbour/2026/05/30/the-ferry-is-back/"
    assert after.people == (factories.person().pk,)


def test_an_edit_says_where_the_piece_was_and_where_it_is() -> None:
    article = factories.article("The ferry is back")
    start = last_sequence()

    article.slug = "back-again"
    publish(article, Unasked.COMMAND)

    [change] = since(start)
    before, after = Facets.from_json(change.before), Facets.from_json(change.after)
    assert before is not None
    assert after is not None
    assert before.path.endswith("/the-ferry-is-back/")
    assert after.path.endswith("/back-again/")


def test_a_takedown_says_that_the_piece_is_gone() -> None:
    article = factories.article()
    start = last_sequence()

    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)

    [change] = since(start)
    after = Facets.from_json(change.after)
    assert after is not None
    assert after.gone


def test_drafts_write_that_they_are_drafts() -> None:
    article, public = factories.draft("A draft"), factories.article("Public")
    start, number = last_sequence(), article.pk

    article.title = "A better draft"
    article.save_revision()
    article.save()
    public.title = "A draft upon a public piece"
    public.save_revision()
    article.delete()

    assert since(start) == []
    assert drafts_since(start) == [
        (number, []),
        (number, []),
        (public.pk, []),
        (number, ["deleted"]),
    ]


def test_a_draft_touches_nothing_that_readers_see(reader: Reader) -> None:
    public = factories.article("Public")
    front = reader.get("/").body
    public.title = "A draft upon a public piece"
    public.save_revision()
    change_set = change_set_of(Change.objects.filter(kind=Change.Kind.DRAFT))

    assert touched_keys(change_set) == touched_paths(change_set) == {}
    assert reader.get("/").body == front


def test_drafts_of_sections_and_fronts_write_nothing() -> None:
    section, front = factories.section(), factories.edition()
    start = last_sequence()

    section.title = "Port"
    section.save_revision()
    front.tagline = "Since 1889"
    front.save_revision()

    assert since(start) == []


def test_nothing_is_left_of_a_change_that_was_rolled_back(reader: Reader) -> None:
    article = factories.draft("The ferry is back")
    start, front = last_sequence(), reader.get("/").body

    with transaction.atomic():
        publish(article, Unasked.COMMAND)
        assert since(start)
        transaction.set_rollback(True)

    assert since(start) == []
    assert Article.objects.get(pk=article.pk).public_path is None
    assert reader.get("/").body == front


def test_a_deleted_piece_is_written_once() -> None:
    article = factories.article()
    number, start = article.pk, last_sequence()

    article.delete()

    [change] = [change for change in since(start) if change.object_id == number]
    assert change.before is not None
    assert change.after is None


def test_a_piece_hidden_twice_is_written_once() -> None:
    article = unpublish(factories.article(), Unasked.COMMAND)
    start = last_sequence()

    article.save()

    assert since(start) == []


def test_a_picture_in_use_brings_along_the_pieces_that_show_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    picture = media.image()
    with django_capture_on_commit_callbacks(execute=True):
        article = factories.article(lead_image=picture)
    start = last_sequence()

    picture.focal_point_x, picture.focal_point_y = 10, 10
    picture.save()

    assert {(c.kind, c.object_id) for c in since(start)} == {
        ("image", picture.pk),
        ("article", article.pk),
    }


def test_the_newsrooms_own_rows_are_written() -> None:
    person, topic, section = factories.person(), factories.topic(), factories.section()
    start = last_sequence()

    person.save()
    topic.save()
    section.save_revision().publish()
    NewsroomSettings(name="The Courier").save()

    assert {c.kind for c in since(start)} == {"person", "topic", "section", "settings"}


def test_the_day_turns_once(noon: datetime) -> None:
    factories.article()
    assert strike_due() == 0

    midnight = noon.replace(hour=20, minute=0, second=1)  # in Baku
    with at(midnight):
        assert strike_due() == 1
        assert strike_due() == 0
    with at(midnight + timedelta(hours=12)):
        assert strike_due() == 0

    assert Change.objects.filter(kind=Change.Kind.DAY).count() == 1


def test_the_front_says_the_new_day(noon: datetime, reader: Reader) -> None:
    factories.article()
    assert "30 May 2026" in reader.get("/").text

    with at(noon + timedelta(hours=13)):
        strike_due()
        assert "31 May 2026" in reader.get("/").text


def test_a_breaking_line_goes_on_and_off_by_the_clock(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
    hour = timedelta(hours=1)
    BreakingNews.objects.create(
        locale=article.locale,
        text="Ferry sails at noon",
        article=article,
        since=noon + hour,
        until=noon + 2 * hour,
    )
    assert article.public_path is not None
    pages = ["/", article.public_path]
    seen = {}
    for hours in (0.0, 0.9, 1.0, 1.9, 2.0):
        with at(noon + hours * hour):
            strike_due()
            seen[hours] = {"Ferry sails at noon" in reader.get(path).text for path in pages}

    assert seen == {0.0: {False}, 0.9: {False}, 1.0: {True}, 1.9: {True}, 2.0: {False}}


def test_a_breaking_line_given_to_another_edition_leaves_the_first(
    noon: datetime, reader: Reader
) -> None:
    azeri = factories.edition("az", "Kelmora Kuryeri")
    line = BreakingNews.objects.create(
        locale=factories.edition().locale, text="Yeni xəbər", until=noon + timedelta(hours=1)
    )
    assert "Yeni xəbər" in reader.get("/").text

    line.locale = azeri.locale
    line.save()

    assert "Yeni xəbər" not in reader.get("/").text
    assert "Yeni xəbər" in reader.get("/az/").text


def test_a_deleted_breaking_line_goes_at_once(noon: datetime, reader: Reader) -> None:
    line = BreakingNews.objects.create(
        locale=factories.edition().locale, text="Fog at sea", until=noon + timedelta(hours=1)
    )
    assert "Fog at sea" in reader.get("/").text

    line.delete()

    assert "Fog at sea" not in reader.get("/").text


@pytest.mark.slow
def test_a_deleted_piece_leaves_the_picks_of_an_old_piece(noon: datetime, reader: Reader) -> None:
    settings = NewsroomSettings(read_also_length=1)
    settings.save()
    picked = factories.article("The ferry is back", into=factories.section("Culture"))
    old = factories.article("Old", picks=(picked,), published_at=noon - timedelta(days=400))
    for number in range(4):
        factories.article(f"Newer {number}", published_at=noon - timedelta(days=number))
    settings.latest_length = 1
    settings.save()
    assert old.public_path is not None
    assert "The ferry is back" in reader.get(old.public_path).text

    Article.objects.get(pk=picked.pk).delete()

    assert "The ferry is back" not in reader.get(old.public_path).text
    assert not Pick.objects.exists()


def test_a_document_renamed_at_the_desk_is_renamed_where_it_stands(
    reader: Reader, django_capture_on_commit_callbacks: Any
) -> None:
    timetable = media.document("Timetable")
    with django_capture_on_commit_callbacks(execute=True):
        article = factories.draft("The ferry is back")
        article.body.append(("document", {"document": timetable, "title": ""}))
        article = publish(article, Unasked.COMMAND)
    assert article.public_path is not None
    assert "Timetable" in reader.get(article.public_path).text

    timetable.title = "Summer boats"
    timetable.save()

    assert "Summer boats" in reader.get(article.public_path).text
