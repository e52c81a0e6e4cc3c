"""Writing a piece: where it begins, who signs it, where it stands, how it goes out."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from stoppress.newsroom.models import Article, EditionPage, Person, SectionPage
from tests.desk.conftest import desk_of, user_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def new_piece(desk: Client) -> tuple[str, dict[str, str]]:
    """Where *New piece* leads to, and what a browser would send of it with a headline."""
    answer = desk.get(reverse("desk_new_piece"), secure=True, follow=True)
    address = answer.redirect_chain[-1][0]
    return address, form_of(answer.content.decode()) | {"title": "The ferry is back"}


def sent(desk: Client, address: str, data: dict[str, str]) -> Any:
    """What the desk shows after ``data`` was sent."""
    return desk.post(address, data, secure=True, follow=True)


def the_piece() -> Article:
    """The only piece with its headline."""
    return Article.objects.get(title="The ferry is back")


def test_the_sheet_looks_up_once_what_several_of_its_parts_show(desk: Client) -> None:
    article = factories.article("The ferry", text="It is back.")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    desk.get(address, secure=True)  # what is needed once is not counted

    with CaptureQueriesContext(connection) as queries:
        desk.get(address, secure=True)

    state = [one for one in queries if 'FROM "newsroom_correction"' in one["sql"]]
    assert len(state) <= 3, "its own rows, the sheet's state, and the state beside the headline"


def test_a_new_piece_begins_in_the_default_section_and_then_where_the_last_one_was(
    desk: Client,
) -> None:
    harbour, town = factories.section("Harbour"), factories.section("Town")
    EditionPage.objects.update(default_section=town)

    address, data = new_piece(desk)
    assert data["in_section"] == str(town.pk)
    assert f"/{town.pk}/" in address

    sent(desk, address, data | {"in_section": str(harbour.pk)})
    assert the_piece().section == harbour
    assert new_piece(desk)[1]["in_section"] == str(harbour.pk)


def test_who_may_write_nowhere_is_told_so(desk: Client) -> None:
    assert not SectionPage.objects.exists()

    page = desk.get(reverse("desk_new_piece"), secure=True, follow=True).content.decode()

    assert "There is no section in which you may write." in page


def test_ones_own_name_stands_in_the_byline(desk: Client) -> None:
    factories.section()
    editor = user_of("reporter")
    desk.force_login(editor)
    person = Person.objects.create(name="Mara Ellwood", account=editor)

    address, data = new_piece(desk)
    assert data["bylines-0-person"] == str(person.pk)

    sent(desk, address, data | {"bylines-0-id": ""})
    assert [one.person for one in the_piece().bylines.all()] == [person]


def test_a_draft_moves_when_it_is_saved(desk: Client) -> None:
    article, town = factories.draft("The ferry is back"), factories.section("Town")

    data = form_of(shown(desk, article)) | {"in_section": str(town.pk)}
    answer = desk.post(
        address_of(article), data, secure=True, headers={"accept": "application/json"}
    )

    assert json.loads(answer.content)["success"]
    assert the_piece().section == town


def test_a_piece_that_is_out_moves_with_its_update_and_its_address_leads_on(
    desk: Client, reader: Reader
) -> None:
    article, town = factories.article("The ferry is back"), factories.section("Town")
    before = str(article.public_path)
    data = form_of(shown(desk, article)) | {"in_section": str(town.pk)}

    sent(desk, address_of(article), data)
    assert the_piece().section == article.section

    sent(desk, address_of(article), data | PUBLISH)
    assert the_piece().section == town
    answer = reader.get(before)
    assert (answer.status, answer.location) == (301, the_piece().public_path)


def test_nobody_moves_a_piece_where_they_may_not_write(desk: Client) -> None:
    article = factories.draft("The ferry is back")

    page = sent(desk, address_of(article), form_of(shown(desk, article)) | {"in_section": "1"})

    assert "Select a valid choice" in page.content.decode()
    assert the_piece().section == article.section


def test_a_topic_of_the_edition_that_a_piece_leaves_is_refused(desk: Client) -> None:
    article = factories.draft("The ferry is back", about=(factories.topic(),))
    abroad = factories.section("Liman", factories.edition("az", "Kuryer"))

    page = sent(
        desk, address_of(article), form_of(shown(desk, article)) | {"in_section": str(abroad.pk)}
    )

    assert "belongs to another edition" in page.content.decode()
    assert the_piece().section == article.section


def test_paragraphs_in_which_nothing_is_written_are_not_published(desk: Client) -> None:
    factories.section()
    address, data = new_piece(desk)
    blocks = [
        ("paragraph", rich_text("<p></p>")),
        ("paragraph", rich_text("<p>At noon.</p>")),
        ("paragraph", rich_text("<p>&nbsp;</p><p></p>")),
    ]

    sent(desk, address, data | nested_form_data({"body": streamfield(blocks)}) | PUBLISH)

    [block] = the_piece().body
    assert "At noon." in block.value.source
    assert the_piece().live


def test_a_block_that_is_wrong_is_shown_where_it_stands_behind_an_empty_paragraph(
    desk: Client,
) -> None:
    article = factories.draft("The ferry is back")
    wrong = {"text": "At noon.", "source_url": "javascript:alert(1)"}
    wrong |= dict.fromkeys(("speaker", "role", "occasion", "source_title"), "")
    blocks = [("paragraph", rich_text("<p></p>")), ("quote", wrong)]
    data = form_of(shown(desk, article)) | nested_form_data({"body": streamfield(blocks)})

    page = sent(desk, address_of(article), data | PUBLISH).content.decode()

    [field] = html.fromstring(page).xpath("//*[@data-block]")
    arguments = json.loads(field.get("data-w-block-arguments-value"))
    assert list(arguments[1]["blockErrors"]) == ["1"]


@pytest.mark.parametrize(("way", "field"), [("at", "public_since"), ("embargo", "embargo_until")])
def test_a_piece_that_goes_out_later_says_when(way: str, field: str, desk: Client) -> None:
    article = factories.draft("The ferry is back")
    data = form_of(shown(desk, article)) | {"when": way} | PUBLISH

    assert "Say when." in sent(desk, address_of(article), data).content.decode()
    assert not the_piece().live

    sent(desk, address_of(article), data | {field: "2026-05-30T15:00"})
    assert getattr(the_piece(), field) == NOON + timedelta(hours=3)
    again = form_of(shown(desk, the_piece()))
    assert (again["when"], again[field]) == (way, "2026-05-30T15:00")


def test_a_correction_is_published_with_the_text_that_is_right(
    desk: Client, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    data = form_of(shown(desk, article)) | {"action-publish": "correct"}

    assert "Readers are told this." in sent(desk, address_of(article), data).content.decode()

    note = {"correct_was": "It said 60.", "correct_now": "It is 50.", "correct_serious": "on"}
    sent(desk, address_of(article), data | note)

    [correction] = the_piece().corrections.all()
    told = (correction.was, correction.now, correction.serious)
    assert told == ("It said 60.", "It is 50.", True)
    assert the_piece().changed_at == NOON
    assert "It is 50." in reader.get(str(article.public_path)).text


def test_one_stays_with_a_piece_that_was_published(desk: Client, reader: Reader) -> None:
    article = factories.draft("The ferry is back")

    answer = sent(desk, address_of(article), form_of(shown(desk, article)) | PUBLISH)
    assert answer.redirect_chain == [(address_of(article), 302)]

    reader.get("/")
    [since] = html.fromstring(shown(desk, article)).xpath("//*[@id='desk-since']//a")
    assert since.text_content() == "Out since 12:00:00"
    assert since.get("href").endswith(str(the_piece().public_path))


def test_a_reporter_sends_a_piece_to_an_editor_and_stays_with_it() -> None:
    factories.section()
    desk = desk_of("reporter")
    address, data = new_piece(desk)
    page = html.fromstring(desk.get(address, secure=True).content.decode())
    buttons = [one.text_content() for one in page.xpath("//dialog[@id='desk-publish']//button")]
    assert buttons == ["Send to an editor", "Close"]

    answer = sent(desk, address, data | {"action-submit": "action-submit"})

    assert answer.redirect_chain == [(address_of(the_piece()), 302)]
    [state] = html.fromstring(answer.content.decode()).xpath("//*[@id='desk-state']")
    assert "with an editor" in state.text_content()


def test_an_editor_publishes_what_was_sent_without_being_asked_again(desk: Client) -> None:
    factories.section()
    reporter = desk_of("reporter")
    address, data = new_piece(reporter)
    sent(reporter, address, data | {"action-submit": "action-submit"})
    address = address_of(the_piece())

    page = desk.get(address, secure=True).content.decode()
    assert "confirm-cancellation" not in page
    sent(desk, address, form_of(page) | PUBLISH)

    assert the_piece().live
    assert not the_piece().workflow_in_progress
