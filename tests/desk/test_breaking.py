"""The page “Breaking” at the desk: on air, ended, and never two at once without a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html
from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import BreakingNews
from stoppress.newsroom.on_air import on_air
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def put_on_air(desk: Client, text: str, address: str = "/breaking/", **fields: object) -> str:
    """Send the form; the page that follows."""
    given = {"text": text, "lasts": 30, "editions": [factories.edition().locale_id]} | fields
    return desk.post(address, given, secure=True, follow=True).content.decode()


def test_a_line_is_on_every_page_until_it_is_ended(reader: Reader) -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")
    reader.get("/")

    page = put_on_air(desk, "The bridge is closed", f"/breaking/?piece={article.pk}")

    assert "On air." in page
    line = BreakingNews.objects.get()
    assert line.article == article
    assert line.until == clock.now() + timedelta(minutes=30)
    for path in ("/", str(article.public_path)):
        assert "The bridge is closed" in reader.get(path).text

    desk.post(f"/breaking/{line.pk}/end/", secure=True)

    for path in ("/", str(article.public_path)):
        assert "The bridge is closed" not in reader.get(path).text


def test_from_a_piece_the_form_begins_with_its_headline() -> None:
    article = factories.article("The ferry is back")

    page = desk_of("editor").get(f"/breaking/?piece={article.pk}", secure=True).content.decode()

    assert 'value="The ferry is back"' in page


def test_two_at_once_are_refused_and_one_takes_the_others_place_when_asked() -> None:
    factories.edition()
    desk = desk_of("editor")
    put_on_air(desk, "The bridge is closed")

    assert "“The bridge is closed” is on air." in put_on_air(desk, "The bridge is open")
    assert [line.text for line in on_air()] == ["The bridge is closed"]
    put_on_air(desk, "The bridge is open", instead="on")

    assert [line.text for line in on_air()] == ["The bridge is open"]


def test_a_line_for_another_time_is_refused_where_both_would_be_on_air() -> None:
    """“All lines” takes a beginning and an end; of two at once readers would see one."""
    edition = factories.edition().locale
    now = clock.now()

    def line(since: timedelta | None, until: timedelta, of: Locale = edition) -> BreakingNews:
        begins = None if since is None else now + since
        return BreakingNews(locale=of, text="The bridge", since=begins, until=now + until)

    def is_refused(line: BreakingNews) -> bool:
        try:
            line.full_clean()
        except ValidationError as error:
            return "The bridge" in str(error)
        return False

    hour = timedelta(hours=1)
    there = line(hour, 2 * hour)
    there.full_clean()
    there.save()
    there.full_clean()  # not beside itself

    assert is_refused(line(None, hour * 1.5))
    assert is_refused(line(hour * 1.5, hour * 3))
    assert not is_refused(line(None, hour))
    assert not is_refused(line(2 * hour, 3 * hour))
    assert not is_refused(line(None, 3 * hour, factories.edition("az", "Kuryer").locale))
    there.until = now
    there.since = None
    there.save()
    assert not is_refused(line(None, 3 * hour))


def test_a_piece_that_is_not_out_is_not_broken_first() -> None:
    held = factories.article("The mayor resigns", embargo_until=clock.now() + timedelta(hours=1))
    desk = desk_of("editor")

    for piece in (held, factories.draft("The mayor resigns")):
        page = put_on_air(desk, "The mayor resigns", f"/breaking/?piece={piece.pk}")
        assert "and the piece is not" in page
    assert not on_air()


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 161}, {"lasts": 7}, {"editions": []}]
)
def test_what_cannot_go_on_air_is_refused_beside_its_field(wrong: dict[str, object]) -> None:
    factories.edition()

    page = put_on_air(desk_of("editor"), **{"text": "The bridge is closed"} | wrong)  # type: ignore[arg-type]

    assert "errorlist" in page
    assert not on_air()


def test_a_reporter_puts_nothing_on_air() -> None:
    factories.edition()
    put_on_air(desk_of("editor"), "The bridge is closed")
    [line] = on_air()
    desk = desk_of("reporter")

    put_on_air(desk, "The bridge is open", instead="on")
    desk.post(f"/breaking/{line.pk}/end/", secure=True)

    assert [line.text for line in on_air()] == ["The bridge is closed"]


def test_what_is_on_air_is_seen_on_every_page_and_ended_from_there() -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")
    assert "The bridge is closed" not in desk.get("/corrections/", secure=True).content.decode()
    put_on_air(desk, "The bridge is closed")

    for path in ("/corrections/", f"/pages/{article.pk}/edit/", "/breaking/on-air/"):
        page = html.fromstring(desk.get(path, secure=True).content.decode())
        [line] = page.xpath("//*[@data-air]//a[text()='The bridge is closed']")
        assert line is not None
    [form] = page.xpath("//*[@data-air]//form")
    fields = {"next": "/corrections/"}
    assert desk.post(form.get("action"), fields, secure=True).headers["Location"] == "/corrections/"

    left = desk.post(
        form.get("action"), secure=True, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert "The bridge is closed" not in left.content.decode()
    away = desk.post(form.get("action"), {"next": "https://evil.example/"}, secure=True)
    assert away.headers["Location"] == "/breaking/"


def test_a_piece_fills_the_line_and_leads_to_its_translation_in_another_edition() -> None:
    away = factories.edition("az", "Kuryer")
    article = factories.article("The ferry is back")
    twin = factories.draft("Bərə qayıtdı", into=factories.section("Liman", away))
    twin.translation_key = article.translation_key
    publish(twin, Unasked.COMMAND)
    desk = desk_of("editor")
    piece = html.fromstring(desk.get(f"/pages/{article.pk}/edit/", secure=True).content.decode())

    [address] = piece.xpath("//a[normalize-space()='Breaking…']/@href")
    put_on_air(desk, "The ferry is back", address, editions=[article.locale_id, away.locale_id])

    leads = dict(BreakingNews.objects.values_list("locale", "article"))
    assert leads == {article.locale_id: article.pk, away.locale_id: twin.pk}
