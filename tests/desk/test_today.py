"""Today: what needs somebody, the day as a line of hours, the board by state."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from stoppress.desk.notices.stopped import tell_of_checks
from stoppress.desk.today import board
from stoppress.desk.today.hours import hours_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, FrontPick, Notice, PageViews, PictureDetails
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories, media
from tests.newsroom.reader import NOON, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Versions of another test's pieces have the same numbers, and other words."""
    cache.clear()


COLUMNS = ("drafts", "reading", "coming", "out")


def desk_as(user: User) -> Client:
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(user)
    return client


def own(article: Article, user: User) -> Article:
    """``article``, begun by ``user``."""
    article.owner = user
    article.save(update_fields=["owner"])
    return article


def page_of(desk: Client, query: str = "") -> Any:
    return html.fromstring(desk.get(f"/{query}").content)


def headlines(page: Any) -> dict[str, list[str]]:
    return {key: page.xpath(f"//section[@id='column-{key}']//h3/a/text()") for key in COLUMNS}


def needs(page: Any) -> dict[str, str]:
    """What the page says needs somebody, without what it says of the worker, which tests lack."""
    lines = page.xpath("//section[@id='today-needs-box']//li")
    return {
        line.xpath("span[1]/text()")[0]: " ".join(line.xpath("span[2]")[0].text_content().split())
        for line in lines
        if line.get("id") != "need-health"
    }


def scheduled(headline: str, at: datetime) -> Article:
    article = factories.draft(headline)
    article.go_live_at = at
    return publish(article, Unasked.COMMAND)


def test_the_desk_begins_with_the_day() -> None:
    page = page_of(desk_of("reporter"))

    assert page.xpath("//h1")[0].text_content().strip() == "Saturday, 30 May 2026"


def test_each_piece_stands_in_the_column_of_its_state() -> None:
    factories.draft("A draft")
    read = factories.draft("To be read")
    send_to_editor(own(read, user_of("reporter")), read.owner)
    scheduled("At one", NOON + HOUR)
    factories.article("At two", public_since=NOON + 2 * HOUR)
    factories.article("At three", embargo_until=NOON + 3 * HOUR)
    factories.article("Of today")
    factories.article("Of yesterday", published_at=NOON - 24 * HOUR)

    found = headlines(page_of(desk_of("editor")))

    assert found == {
        "drafts": ["A draft"],
        "reading": ["To be read"],
        "coming": ["At one", "At two", "At three"],
        "out": ["Of today"],
    }


def test_a_column_that_shows_not_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "_DRAFTS", 2)
    desk = desk_of("editor")
    for number, counted in enumerate(("1", "2", "2+"), start=1):
        factories.draft(f"Draft {number}")
        page = page_of(desk)
        assert page.xpath("//h2[@id='name-drafts']/span/text()") == [counted]
        assert len(headlines(page)["drafts"]) == min(number, 2)


def test_a_card_says_who_has_it_and_how_long_it_is(reader: Reader) -> None:
    front = factories.edition()
    article = factories.article(
        "The ferry", by=(factories.person("Mara Ellwood"),), text="One two."
    )
    FrontPick.objects.create(page=front, article=article, sort_order=0)
    PageViews.objects.create(article=article, hour=NOON, count=1204)
    reader.get("/")  # the press follows at the end of a transaction, which a test never comes to

    card = page_of(desk_of("editor")).xpath(f"//article[@id='piece-{article.pk}']")[0]

    said = [part.text_content() for part in card.xpath(".//li")]
    assert said == ["Mara Ellwood", "Harbour", "2 words", "1204 page views", "front lead"]


def test_an_editor_is_asked_to_read_and_a_reporter_is_told_what_to_change() -> None:
    reporter = user_of("reporter")
    article = own(factories.draft("The slip is dry", text="One two three."), reporter)
    send_to_editor(article, reporter)
    editor = user_of("editor")

    asked = needs(page_of(desk_as(editor)))
    assert asked == {"For you": "reporter@news.example asks you to read The slip is dry, 3 words."}
    assert needs(page_of(desk_as(reporter))) == {}

    task = article.current_workflow_state.current_task_state.specific
    task.reject(user=editor, comment="Who says so?")

    assert needs(page_of(desk_as(reporter))) == {
        "Changes": "editor@news.example wants The slip is dry changed. “Who says so?”"
    }
    assert headlines(page_of(desk_as(reporter)))["drafts"] == ["The slip is dry"]


def test_an_embargo_that_ends_within_the_hour_and_a_missed_hour_need_somebody() -> None:
    factories.article("The report", embargo_until=NOON + 1.5 * HOUR)
    scheduled("The boat", NOON + 0.5 * HOUR)
    desk = desk_of("editor")
    assert needs(page_of(desk)) == {}

    with clock.set_clock(NOON + HOUR):
        page = page_of(desk)

    assert {tag: text.replace("\xa0", " ") for tag, text in needs(page).items()} == {
        "Embargo": "The report goes out by itself at 13:30, in 30 minutes.",
        "Missed hour": "The boat was to go out at 12:30, 30 minutes ago, and is not out.",
    }


def test_a_check_that_stops_what_goes_out_soon_is_told_on_today_and_at_the_bell_alike() -> None:
    reporter, editor, other = (
        user_of("reporter"),
        user_of("editor"),
        User.objects.create(username="other@news.example"),
    )
    picture = media.image("Roof")
    details = PictureDetails.objects.create(image=picture, usable_until=clock.day_of(NOON))
    article = factories.draft("School roofs", lead_image=picture)
    article.owner = reporter
    article.go_live_at = NOON + 3 * HOUR
    publish(article, Unasked.COMMAND)
    factories.article("The report", lead_image=picture, embargo_until=NOON + 30 * HOUR)

    def told() -> dict[str, str]:
        tell_of_checks()
        bell = dict.fromkeys(
            Notice.objects.filter(seen=False).values_list("user__username", "words")
        )
        page = {
            user.username: needs(page_of(desk_as(user))).get("Check", "")
            for user in (reporter, editor)
        }
        assert {name for name, line in page.items() if line} == {name for name, _words in bell}
        assert all(words in page[name] for name, words in bell)
        return page

    assert other.username not in told()
    assert set(told().values()) == {""}
    details.usable_until = clock.day_of(NOON) - timedelta(days=1)
    details.save()
    cache.clear()  # what a check found is kept for a minute

    said = told()
    line = said[reporter.username].replace("\xa0", " ")
    assert line.startswith("School roofs goes out at 15:00, in 3 hours. A check speaks against it:")
    assert "Roof" in line
    assert said[editor.username] == said[reporter.username]
    assert told() == said
    assert Notice.objects.count() == 2, "once of each version"

    article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    article.lead_image = None
    publish(article, Unasked.COMMAND)
    assert set(told().values()) == {""}
    with clock.set_clock(NOON + 29 * HOUR):
        assert "The report goes out" in told()[editor.username]


def test_a_piece_that_is_out_with_a_picture_whose_rights_have_ended_needs_its_people() -> None:
    picture = media.image("Roof")
    yesterday = clock.day_of(NOON) - timedelta(days=1)
    details = PictureDetails.objects.create(image=picture, usable_until=yesterday)
    factories.article("School roofs", lead_image=picture)
    factories.draft("Not out", lead_image=picture)
    reporter, editor = desk_of("reporter"), desk_of("editor")

    assert needs(page_of(editor)) == {
        "Rights": "School roofs shows “Roof”, which might be used until 29 May 2026."
    }
    assert needs(page_of(reporter)) == {}
    details.usable_until = clock.day_of(NOON)
    details.save()
    assert needs(page_of(editor)) == {}


def test_a_reporter_reads_what_only_others_may_edit() -> None:
    article = factories.draft("Of somebody else", text="The boat came in at noon.")
    address = reverse("desk_piece", args=[article.pk])

    read = desk_of("reporter").get(address)
    assert read.status_code == 200
    assert "The boat came in at noon." in read.text

    led = desk_of("editor").get(address)
    assert led.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_a_card_moves_by_its_menu_for_those_whose_it_is() -> None:
    reporter = user_of("reporter")
    mine = own(factories.draft("Mine"), reporter)
    factories.draft("Of somebody else")
    desk = desk_as(reporter)

    page = page_of(desk)
    buttons = page.xpath("//article//button/@formaction")
    assert buttons == [reverse("desk_send_to_editor", args=[mine.pk])]

    desk.post(buttons[0])
    page = page_of(desk)
    assert headlines(page)["reading"] == ["Mine"]

    [back] = page.xpath("//section[@id='column-reading']//button/@formaction")
    desk.post(back)
    assert "Mine" in headlines(page_of(desk))["drafts"]


@pytest.mark.parametrize("verb", ["desk_send_to_editor", "desk_back_to_draft"])
def test_who_may_not_move_a_card_is_told_so(verb: str) -> None:
    article = factories.draft("Of somebody else")

    said = desk_of("reporter").post(reverse(verb, args=[article.pk]), follow=True)

    assert "was moved by somebody else, or is not yours to move" in said.text
    assert article.current_workflow_state is None


def test_one_looks_at_one_edition_or_at_ones_own() -> None:
    editor = user_of("editor")
    own(factories.draft("Mine"), editor)
    signed = factories.person("Mara Ellwood")
    signed.account = editor
    signed.save()
    factories.article("Signed", by=(signed,))
    factories.article("Of somebody else")
    there = factories.section("Liman", of=factories.edition("az", "Kelmora Kuryeri"))
    factories.article("Bərə qayıdıb", into=there)
    desk = desk_as(editor)

    assert headlines(page_of(desk, "?edition=az"))["out"] == ["Bərə qayıdıb"]
    assert headlines(page_of(desk))["out"] == ["Bərə qayıdıb"]  # the menu's link leads back to it
    all_of_mine = headlines(page_of(desk, "?edition=&mine=1"))
    assert (all_of_mine["drafts"], all_of_mine["out"]) == (["Mine"], ["Signed"])


def test_a_card_gets_its_hour_from_who_may_publish_it_and_the_checks_are_asked() -> None:
    article, bare = factories.draft("The slip is dry"), factories.draft("The tide")
    bare.lead_image = media.image("Quay")  # without words for who cannot see it
    bare.save_revision()
    desk = desk_of("editor")
    [when] = page_of(desk).xpath(f"//*[@id='when-{article.pk}']")
    assert when.get("data-to") == "column-coming"
    alone = desk.get(when.get("href"), headers={"x-requested-with": "XMLHttpRequest"})
    assert alone.content.decode().lstrip().startswith("<form")
    [field] = html.fromstring(desk.get(when.get("href")).content).xpath("//input[@name='at']")
    assert field.get("value") == f"{clock.local(NOON + HOUR):%Y-%m-%dT%H:00}"

    late = desk.post(when.get("href"), {"at": f"{clock.local(NOON):%Y-%m-%dT%H:%M}"})
    assert "This hour is over." in late.content.decode()
    at_one = {"at": f"{clock.local(NOON + HOUR):%Y-%m-%dT%H:%M}"}
    done = desk.post(when.get("href"), at_one, follow=True).content.decode()
    assert "“The slip is dry” goes out on" in done
    stopped = desk.post(when.get("href").replace(str(article.pk), str(bare.pk)), at_one)

    assert "“The tide” did not go out." in stopped.content.decode()
    page = page_of(desk)
    assert headlines(page)["coming"] == ["The slip is dry"]
    assert headlines(page)["drafts"] == ["The tide"]
    reporter = user_of("reporter")
    mine = own(factories.draft("Mine"), reporter)
    board = page_of(desk_as(reporter))
    assert headlines(board)["drafts"].count("Mine") == 1
    assert not board.xpath("//*[@data-to='column-coming']")
    [coming] = board.xpath("//*[@id='column-coming']")
    assert "from somebody who may publish it" in coming.get("data-refused")
    assert desk_as(reporter).post(reverse("desk_when", args=[mine.pk]), at_one).status_code != 200
    assert headlines(page_of(desk))["coming"] == ["The slip is dry"]


def test_what_is_open_in_many_tabs_is_made_once_for_each_person() -> None:
    factories.draft("A draft")
    editor, other = desk_of("editor"), desk_of("owner")
    asked = "/today/?edition="
    for desk in (editor, other):
        desk.get(asked)
    with CaptureQueriesContext(connection) as again:
        first = editor.get(asked)
    with CaptureQueriesContext(connection) as of_another_scope:
        editor.get(f"{asked}&mine=1")
    assert len(again) < len(of_another_scope) / 2
    assert b"A draft" in first.content
    factories.draft("Another draft")
    assert b"Another draft" in editor.get(asked).content
    assert b"Another draft" in other.get(asked).content


def test_what_is_open_is_asked_for_again_only_when_something_was_done() -> None:
    article = factories.draft("A draft")
    owner = User.objects.create_superuser("owner@news.example", password="quiet harbour")
    desk = desk_of("editor")
    address = html.fromstring(desk.get("/").content).xpath("//desk-today")[0]

    def again(version: str) -> Any:
        return desk.get(address.get("data-again"), headers={"if-none-match": version})

    version = address.get("data-version")
    assert again(version).status_code == 304

    for do in (
        article.save_revision,
        lambda: send_to_editor(article, owner),
        lambda: Notice.objects.create(
            user=owner, kind=Notice.Kind.ASKED, article=article, at=NOON, words=""
        ),
        lambda: factories.article("Out"),
    ):
        do()
        answer = again(version)
        assert answer.status_code == 200
        version = answer.headers["ETag"]
        assert again(version).status_code == 304
    assert headlines(html.fromstring(answer.content)) == {
        "drafts": [],
        "reading": ["A draft"],
        "coming": [],
        "out": ["Out"],
    }


def test_a_page_comes_compressed_to_who_takes_that_and_asking_again_works_all_the_same() -> None:
    desk = desk_of("editor")
    plain = desk.get("/today/")
    told = {"accept-encoding": "gzip"}

    small = desk.get("/today/", headers=told)

    assert small.headers["Content-Encoding"] == "gzip"
    assert 'id="today-board"' in gzip.decompress(small.content).decode()
    assert small.headers["ETag"] == "W/" + plain.headers["ETag"]
    again = desk.get("/today/", headers=told | {"if-none-match": plain.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Encoding" not in desk.get("/today/stream/", headers=told).headers


def test_queries_stay_the_same_with_more_pieces() -> None:
    reporter, editor = user_of("reporter"), user_of("editor")
    desk = desk_as(editor)

    def more(number: int) -> None:
        for of_all in range(number):
            person = factories.person(f"Person {of_all}")
            factories.draft(by=(person,))
            send_to_editor(own(factories.draft(by=(person,)), reporter), reporter)
            scheduled(f"At {of_all}", NOON + HOUR)
            factories.article(embargo_until=NOON + 0.5 * HOUR, by=(person,))
            factories.article(by=(person,))

    def asked() -> int:
        desk.get("/")
        with CaptureQueriesContext(connection) as queries:
            page_of(desk)
        return len(queries)

    more(1)
    of_five = asked()
    more(4)

    assert asked() <= of_five + 2  # one more for each piece would be twenty


def test_the_line_of_hours_is_a_day_long_and_begins_on_the_right_in_arabic() -> None:
    day = date(2026, 5, 30)
    start = clock.start_of_day(day).astimezone(UTC)
    hours = hours_of(
        day, start + 12 * HOUR, [start + 6 * HOUR], [start + 18 * HOUR], start + 6 * HOUR
    )

    assert [mark.x for mark in hours.out] == ["25.00%"]
    assert [mark.x for mark in hours.to_come] == ["75.00%"]
    assert (hours.now.x, hours.anchor, hours.top) == ("50.00%", "middle", 24)
    assert hours.now.label.replace("\xa0", " ") == "now · last piece 6 hours ago"
    assert hours.said == "1 piece out today, 1 to come"
    with override("ar"):
        mirrored = hours_of(day, start + 6 * HOUR, [], [], None)
    assert (mirrored.now.x, mirrored.anchor, mirrored.dx) == ("75.00%", "start", -6)
