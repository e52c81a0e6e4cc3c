"""What is pasted into a text: clipboards of the programs that people write with become blocks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.users.models import UserProfile

from stoppress.desk.writing.pasted import LONGEST, MOST_MARKS, MOST_PARTS
from stoppress.newsroom.models.body import INLINE
from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CLIPBOARDS = sorted(
    path for path in (Path(__file__).parent / "clipboards").iterdir() if path.suffix != ".json"
)


@pytest.fixture(scope="module")
def rich() -> ContentstateConverter:
    """What makes HTML of a text of the editor."""
    return ContentstateConverter(INLINE)


@pytest.fixture
def desk() -> Client:
    """A reporter's desk, in a newsroom with one section."""
    factories.section()
    return desk_of("reporter")


def paste(desk: Client, **clipboard: str) -> Any:
    """What the desk answers to a clipboard, its ``html`` or its ``text``."""
    return desk.post(reverse("desk_pasted"), clipboard, secure=True)


def as_written(block: dict[str, Any], rich: ContentstateConverter) -> list[Any]:
    """A block's type, and its value as it would be stored; what is empty in it left out."""
    value = block["value"]
    if block["type"] == "paragraph":
        return ["paragraph", _html(value, rich)]
    if block["type"] == "list":
        return ["list", value["ordered"], *(_html(one["value"], rich) for one in value["items"])]
    if block["type"] == "table":
        return ["table", value["table_header_choice"], *value["data"]]
    return [block["type"], {name: text for name, text in value.items() if text}]


def _html(content: str, rich: ContentstateConverter) -> str:
    html = rich.to_database_format(content).replace("&#x27;", "'")
    return re.sub(r' data-block-key="\w*"', "", html)


@pytest.mark.parametrize("clipboard", CLIPBOARDS, ids=lambda path: path.stem)
def test_a_clipboard_becomes_blocks(
    clipboard: Path, desk: Client, rich: ContentstateConverter
) -> None:
    kind = "html" if clipboard.suffix == ".html" else "text"
    answer = paste(desk, **{kind: clipboard.read_text(encoding="utf-8")}).json()
    found = {
        "blocks": [as_written(block, rich) for block in answer["blocks"]],
        "left_out": answer["left_out"],
    }
    assert found == json.loads(clipboard.with_suffix(".json").read_text(encoding="utf-8"))


def test_only_who_may_write_has_a_clipboard_read(desk: Client) -> None:
    clipboard = {"text": "One.\n\nTwo."}

    assert paste(desk, **clipboard).status_code == 200
    desk.logout()
    assert paste(desk, **clipboard).status_code == 302


def test_what_cannot_be_read_is_left_to_the_browser(desk: Client) -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>'

    assert paste(desk, html=bomb).status_code == 422


@pytest.mark.parametrize(
    "clipboard",
    [
        pytest.param({"html": "a" * (LONGEST + 1)}, id="letters"),
        pytest.param({"html": "<p>a" * (MOST_PARTS + 1)}, id="paragraphs"),
        pytest.param({"html": "<table><tr>" + "<TD>a" * (MOST_PARTS + 1)}, id="cells"),
        pytest.param({"html": "<p>" + "<b>a</b> " * (MOST_MARKS + 1)}, id="bold words"),
        pytest.param({"text": "a\n\n" * MOST_PARTS}, id="lines"),
        pytest.param({"text": "a\n" * MOST_PARTS * 2, "line": ""}, id="into a line"),
        pytest.param({"html": "ა" * LONGEST}, id="more bytes than Django takes"),
    ],
)
def test_what_is_too_long_for_one_paste_is_refused_and_said(
    clipboard: dict[str, str], desk: Client
) -> None:
    assert paste(desk, **clipboard).status_code == 413
    sheet = desk.get(reverse("desk_new_piece"), secure=True, follow=True).content.decode()
    assert 'data-too-long="That is too long for one paste, and nothing was pasted.' in sheet


def test_the_longest_paste_is_read_whole(desk: Client, rich: ContentstateConverter) -> None:
    [text] = paste(desk, html="<p>a" * MOST_PARTS).json()["blocks"]

    assert _html(text["value"], rich).count("<p>a</p>") == MOST_PARTS


def test_marks_are_those_of_the_edition(desk: Client, rich: ContentstateConverter) -> None:
    english = str(factories.edition().locale_id)
    russian = str(factories.edition("ru").locale_id)
    clipboard = {"html": '<p>"A" - <a href="https://a.example/it\'s">b</a></p><h2>"C"</h2>'}

    for edition, printed in ((english, ("“A” –", "“C”")), (russian, ("«A»\u00a0—", "«C»"))):
        answer = paste(desk, edition=edition, **clipboard).json()
        assert [as_written(block, rich) for block in answer["blocks"]] == [
            ["paragraph", f'<p>{printed[0]} <a href="https://a.example/it\'s">b</a></p>'],
            ["subhead", {"text": printed[1]}],
        ]
    line = paste(desk, edition=russian, text='"A"\n- "B"', line="").json()
    assert line == {"line": "«A»\u00a0— «B»"}


def test_markup_that_nests_without_end_is_left_to_the_browser(desk: Client) -> None:
    for tag in ("<div>", "<span class='a/b'>", "<x-y>"):
        answer = paste(desk, html=tag * 80_000 + "deep")

        assert answer.status_code == 422


MIXED = (
    '<h2>Piers</h2><p>Four <b>"old"</b> ones</p><ul><li>oak</li><li>stone</li></ul>'
    "<table><tr><td>a</td><td>b</td></tr></table>"
)


def test_inside_a_list_every_paragraph_and_item_is_an_item(
    desk: Client, rich: ContentstateConverter
) -> None:
    answer = paste(desk, html=MIXED, within="items").json()

    items = ["Piers", "Four <b>“old”</b> ones", "oak", "stone", "a | b"]
    assert answer["markup"] == items
    assert [_html(state, rich) for state in answer["states"]] == [f"<p>{one}</p>" for one in items]


def test_inside_a_box_lists_stay_lists_and_everything_else_is_a_paragraph(desk: Client) -> None:
    [markup] = paste(desk, html=MIXED, within="text").json()["markup"]

    assert markup == (
        "<p>Piers</p><p>Four <b>“old”</b> ones</p><ul><li>oak</li><li>stone</li></ul><p>a | b</p>"
    )


def test_what_was_left_out_is_said_in_the_language_of_the_desk(desk: Client) -> None:
    user = get_user_model().objects.get()
    UserProfile.objects.create(user=user, preferred_language="az")

    [sentence] = paste(desk, html='<h2><a href="https://a.example/">Liman</a></h2>').json()[
        "left_out"
    ]

    assert "Liman" in sentence
    assert "https://a.example/" in sentence
    assert not sentence.startswith("A link")
