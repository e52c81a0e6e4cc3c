"""Pictures dropped and pasted on the sheet, in Chromium."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.newsroom.described import alternatives, jpeg
from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

#: Milliseconds for what has to come on a machine that is ten times slower.
IN_TIME = 60_000
#: What a browser does when files are let go above an element, near its lower edge, or pasted there.
GIVE_FILES = """(where, [kind, name, type, base64]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  data.items.add(new File([bytes], name, { type }));
  const { x, bottom } = where.getBoundingClientRect();
  const options = { bubbles: true, cancelable: true, clientX: x + 5, clientY: bottom - 2 };
  where.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent(kind, { ...options, clipboardData: data })
      : new DragEvent(kind, { ...options, dataTransfer: data }),
  );
}"""


def give(where: Locator, kind: str, name: str, data: bytes, media_type: str = "image/jpeg") -> None:
    where.evaluate(GIVE_FILES, [kind, name, media_type, base64.b64encode(data).decode()])


def kinds_of_blocks(page: Page) -> list[str]:
    """The blocks of the text, in their order."""
    kinds: list[str] = page.evaluate(
        "document.getElementById('body-root').rootBlock.children.map((one) => one.type)"
    )
    return kinds


def test_a_picture_dropped_or_pasted_stands_between_the_paragraphs_with_its_words(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD).page
    page.get_by_role("link", name="New piece").click()
    headline = page.get_by_role("textbox", name="Headline")
    expect(headline).to_be_focused(timeout=IN_TIME)
    headline.fill("The Aurora sails again")
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_visible(timeout=IN_TIME)
    text.click()
    page.keyboard.type("She left at noon.")
    page.keyboard.press("Enter")
    page.keyboard.type("She is back at six.")

    xmp = (
        alternatives("dc:description", x_default="The ferry Aurora leaves the harbour.")
        + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A white ferry")
        + "<photoshop:Credit>Harbour Pictures</photoshop:Credit>"
    )
    paragraph = page.locator("[data-block='true']", has_text="She left at noon.").last
    give(paragraph, "drop", "aurora.jpg", jpeg(xmp=xmp))
    credit = page.get_by_role("textbox", name="Credit").and_(
        page.locator("[name^='body-'][name$='-credit']")
    )
    expect(credit).to_have_value("Harbour Pictures", timeout=IN_TIME)
    assert kinds_of_blocks(page) == ["paragraph", "image", "paragraph"]
    for name, words in (
        ("caption", "The ferry Aurora leaves the harbour."),
        ("alt", "A white ferry"),
    ):
        expect(page.locator(f"[name^='body-'][name$='-{name}']")).to_have_value(words)

    said = page.locator("[data-desk-dropped]")
    last = page.locator("[data-block='true']", has_text="She is back at six.").last
    give(last, "drop", "notes.jpg", b"no picture at all")
    expect(said).to_have_text(re.compile("^notes.jpg: This is no picture"), timeout=IN_TIME)
    assert kinds_of_blocks(page) == ["paragraph", "image", "paragraph"], "the text is as it was"

    last.click()
    page.keyboard.press("End")
    give(last, "paste", "image.png", jpeg(xmp=xmp))  # as a clipboard names it; the same bytes
    expect(credit).to_have_count(2, timeout=IN_TIME)
    assert kinds_of_blocks(page) == ["paragraph", "image", "paragraph", "image"]
    ids = page.locator("[name^='body-'][name$='-image']")
    assert ids.nth(0).input_value() == ids.nth(1).input_value(), "kept once"
    expect(page.locator("[name$='-value'][name^='body-']").first).to_have_value(
        re.compile("She left at noon.")
    )
