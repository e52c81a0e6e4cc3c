"""What somebody scheduled is held when a check speaks against it at its hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.checks import when_due
from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.desk.checks.registry import CHECKS
from stoppress.desk.notices.stopped import tell_of_checks
from stoppress.newsroom import clock
from stoppress.newsroom.actions import hold
from stoppress.newsroom.actions.cancel_schedule import cancel_schedule
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Change, Held, Notice, PictureDetails
from stoppress.newsroom.states import state_of
from tests.desk.conftest import user_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.newsroom import factories, media
from tests.newsroom.reader import NOON, Reader, at
from tests.press.plans import walks_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)
DUE = NOON + HOUR
SECOND = timedelta(seconds=1)
WORDS = "A picture may not be used any more; 29 May 2026 was the last day: “Roof”"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Pieces of another test have the same numbers, and other words."""
    cache.clear()


@pytest.fixture
def editor() -> User:
    """Somebody who may publish."""
    return user_of("editor")


@pytest.fixture
def desk(editor: User) -> Client:
    """The editor's desk."""
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(editor)
    return client


def version(editor: User, headline: str = "School roofs", **fields: Any) -> Article:
    return schedule(factories.draft(headline, **fields), DUE, editor)


def public_since(editor: User, headline: str = "School roofs", **fields: Any) -> Article:
    return publish(factories.draft(headline, public_since=DUE, **fields), editor)


def embargo(editor: User, headline: str = "School roofs", **fields: Any) -> Article:
    return publish(factories.draft(headline, embargo_until=DUE, **fields), editor)


WAYS: list[Callable[..., Article]] = [version, public_since, embargo]


def with_a_picture(way: Callable[..., Article], editor: User) -> tuple[Article, PictureDetails]:
    """A piece with an hour, the rights of whose picture end after it was scheduled."""
    picture = media.image("Roof")
    details = PictureDetails.objects.create(image=picture)
    words = {"lead_alt": "A roof.", "lead_credit": "Kit Sorrel"}
    article = way(editor, lead_image=picture, **words)
    details.usable_until = clock.day_of(NOON) - timedelta(days=1)
    details.save()
    return article, details


def label_of(article: Article) -> str:
    return state_of(Article.objects.get(pk=article.pk)).label


def line_of(desk: Client) -> str:
    """What Today says of what is held."""
    [line] = html.fromstring(desk.get("/").content).xpath("//li[starts-with(@id, 'need-held')]")
    return " ".join(line.xpath("span[2]")[0].text_content().split())


@pytest.mark.parametrize("way", WAYS)
def test_what_a_check_speaks_against_is_held_until_somebody_mends_and_publishes_it(
    way: Callable[..., Article], editor: User, desk: Client, reader: Reader
) -> None:
    article, details = with_a_picture(way, editor)
    owner = user_of("reporter")
    Article.objects.filter(pk=article.pk).update(owner=owner)

    with at(DUE + SECOND):
        strike_due()
        strike_due()
        assert "School roofs" not in reader.get("/").text
        assert label_of(article) == "held by a check"
        assert line_of(desk) == f"School roofs was to go out at 13:00 and is held. {WORDS}"
        assert [tell_of_checks(), tell_of_checks()] == [2, 0], "once"
        notices = Notice.objects.filter(kind=Notice.Kind.HELD).order_by("user__username")
        assert list(notices.values_list("user", "words")) == [(editor.pk, WORDS), (owner.pk, WORDS)]
        assert "School roofs" in desk.get("/pieces/?state=held").text
        sheet = shown(desk, article)
        assert f"<li>{WORDS}</li>" in sheet
    [entry] = PageLogEntry.objects.filter(action=hold.ACTION)
    told = f"Was to go out on 30 May 2026, 13:00 and is held by a check: {WORDS}"
    assert entry.message == told
    assert not PageLogEntry.objects.filter(action__startswith="wagtail.schedule.cancel").exists()

    with at(DUE + HOUR):
        details.usable_until = None
        details.save()
        strike_due()
        assert not Article.objects.get(pk=article.pk).live, "somebody publishes it"
        assert "It is mended now: publish it." in line_of(desk)
        sent = form_of(sheet) | {"action-publish": "action-publish"}
        desk.post(address_of(article), sent, secure=True)
        out = Article.objects.get(pk=article.pk)
        assert "School roofs" in reader.get(str(out.public_path)).text
        assert (label_of(out), out.published_at) == ("out", DUE + HOUR)
        assert "need-held" not in desk.get("/").text
        tell_of_checks()
    assert not Held.objects.exists()
    assert not Notice.objects.filter(seen=False, kind=Notice.Kind.HELD).exists()


def test_an_embargo_of_an_import_ends_though_a_check_speaks_against_it(editor: User) -> None:
    article, _details = with_a_picture(
        lambda _editor, **fields: factories.article("A report", embargo_until=DUE, **fields), editor
    )

    with at(DUE + SECOND):
        strike_due()
        assert label_of(article).startswith(("out", "published"))


@pytest.mark.parametrize("way", WAYS)
def test_warnings_hold_nothing(way: Callable[..., Article], editor: User) -> None:
    picture = media.image("Roof")
    article = way(editor, lead_image=picture, lead_alt="A roof.", lead_credit="Kit Sorrel")
    for row in (Article.objects.filter(pk=article.pk),):
        row.update(lead_credit="")
    for one in Revision.objects.all():
        Revision.objects.filter(pk=one.pk).update(content=one.content | {"lead_credit": ""})

    with at(DUE + SECOND):
        strike_due()

    assert Article.objects.get(pk=article.pk).live
    assert not Held.objects.exists()


def fails(subject: Subject) -> Iterator[Found]:
    yield Found("title", str(1 // len(subject.language[:0])))


@pytest.mark.parametrize("way", WAYS)
def test_a_check_that_fails_stops_neither_the_clock_nor_the_other_checks(
    way: Callable[..., Article],
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    article, _details = with_a_picture(way, editor)
    fine = way(editor, "The ferry is back")
    broken = Check("headline", CHECKS[0].label, Level.ERROR, fails)
    monkeypatch.setattr(when_due, "CHECKS", (broken, *CHECKS))

    with at(DUE + SECOND):
        strike_due()

    assert label_of(article) == "held by a check"
    assert Article.objects.get(pk=fine.pk).live
    assert "failed" in caplog.text


@pytest.mark.parametrize("way", WAYS)
def test_a_crash_while_it_is_held_leaves_it_as_it_was_and_the_next_look_holds_it(
    way: Callable[..., Article], editor: User, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    article, _details = with_a_picture(way, editor)
    before = (Article.objects.get(pk=article.pk).live, Change.objects.count())

    def crash(*_what: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with at(DUE + SECOND):
        with monkeypatch.context() as broken:
            broken.setattr(hold, "write_into_the_trail", crash)
            with pytest.raises(KeyboardInterrupt):
                strike_due()
        assert (Article.objects.get(pk=article.pk).live, Change.objects.count()) == before
        assert not Held.objects.exists()
        strike_due()
        assert label_of(article) == "held by a check"
        assert "School roofs" not in reader.get("/").text


def again(editor: User, headline: str = "School roofs", **fields: Any) -> Article:
    """A piece that was out, was withdrawn, and has an hour."""
    article = unpublish(factories.article(headline, **fields), Unasked.COMMAND)
    article.public_since = DUE
    return publish(article, editor)


@pytest.mark.parametrize("way", [public_since, embargo, again])
def test_nothing_shows_a_piece_before_the_worker_has_seen_its_hour(
    way: Callable[..., Article], editor: User, reader: Reader
) -> None:
    """The worker was away over that hour: what a check may hold waits until it is asked."""
    factories.article("The ferry")
    article = way(editor)
    day = f"/all-news/{DUE:%Y/%m/%d}/"
    pages = ("/", "/harbour/", day, "/-/latest/en.json", "/sitemap-news.xml", "/feed.json")
    card = f"/-/card/{article.pk}.png"

    with at(DUE + HOUR):
        assert [path for path in pages if "School roofs" in reader.get(path).text] == []
        assert reader.status(card) == 404
        if article.public_path:
            assert reader.status(article.public_path) == 404
        strike_due()
        assert [path for path in pages if "School roofs" not in reader.get(path).text] == []
        assert reader.status(card) == 200
        assert reader.status(str(Article.objects.get(pk=article.pk).public_path)) == 200


def test_what_was_out_before_is_held_without_having_been_seen(editor: User, reader: Reader) -> None:
    article, _details = with_a_picture(again, editor)

    with at(DUE + HOUR):
        assert "School roofs" not in reader.get("/").text
        strike_due()
        assert label_of(article) == "held by a check"
        assert "School roofs" not in reader.get("/").text
        assert reader.status(str(article.public_path)) == 404


def test_it_is_held_before_the_second_in_which_readers_would_see_it(editor: User) -> None:
    article, _details = with_a_picture(embargo, editor)

    with at(DUE - SECOND):
        strike_due()
        assert label_of(article) == "held by a check"
    assert not Change.objects.filter(kind=Change.Kind.ARTICLE, object_id=article.pk).exists()


def test_another_version_is_held_and_readers_keep_the_one_they_have(
    editor: User, desk: Client, reader: Reader
) -> None:
    def another(editor: User, **fields: Any) -> Article:
        article = factories.article("The roofs", **fields)
        article.title = "School roofs"
        return schedule(article, DUE, editor)

    article, _details = with_a_picture(another, editor)

    with at(DUE + SECOND):
        strike_due()
        reader.get("/")
        assert label_of(article) == "out, another version is held by a check"
        assert "School roofs" not in reader.get(str(article.public_path)).text
        assert "is held" in line_of(desk)


def test_no_query_of_today_nor_of_the_clock_walks_through_the_archive(
    editor: User, desk: Client
) -> None:
    def walked(do: Callable[[], object]) -> list[str]:
        # That index has drafts alone.
        return [walk for walk in walks_of(do) if "newsroom_page_drafts" not in walk]

    with_a_picture(version, editor)
    assert walked(lambda: desk.get("/")) == []
    with at(DUE + SECOND):
        assert walked(strike_due) == []
        assert walked(lambda: desk.get("/")) == []
        assert walked(tell_of_checks) == []


def test_what_is_held_may_stay_a_draft(editor: User, desk: Client) -> None:
    article, _details = with_a_picture(version, editor)
    with at(DUE + SECOND):
        strike_due()
        assert "Keep as a draft" in shown(desk, article)

        desk.post(reverse("desk_cancel_schedule", args=[article.pk]), secure=True)

        assert label_of(article) == "draft"
        assert "need-held" not in desk.get("/").text


def test_what_cannot_be_published_at_its_hour_is_held_as_well(editor: User, desk: Client) -> None:
    article = version(editor)
    for one in Revision.objects.filter(object_id=str(article.pk)):
        Revision.objects.filter(pk=one.pk).update(content=one.content | {"title": " "})

    with at(DUE + SECOND):
        strike_due()
        assert label_of(article) == "held by a check"
        assert "The piece has no headline." in line_of(desk)
        cancel_schedule(Article.objects.get(pk=article.pk), Unasked.COMMAND)
    assert not Held.objects.exists()
