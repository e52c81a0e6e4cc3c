"""The desk's own pages in Chromium: on a desk and in a hand, with the mouse and with keys."""

from __future__ import annotations

import pytest
from django.utils import translation
from playwright.sync_api import expect
from tools.words.catalogs import LANGUAGES

from stoppress.desk.frame.menu import PLACES
from tests.world.chromium import OpenPage, Visit
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/front/", "/breaking/", "/corrections/", "/find/?q=ferry")
#: Puts other words into the bar at the lower edge, and gives those that are not on one line, reach
#: beyond the screen, or lie over others.
NOT_WHOLE = """([words, direction]) => {
  document.documentElement.dir = direction;
  const bar = document.querySelector(".desk-menu");
  const places = [...bar.querySelectorAll(":scope > .desk-places a, summary")];
  const shown = places.filter((one) => one.checkVisibility());
  if (shown.length !== words.length) return [`${shown.length} places`];
  shown.forEach((one, at) => { one.textContent = words[at]; });
  const boxes = [...shown, bar.querySelector(".desk-new")].map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
    const inside = one.matches(".desk-new") ? one : range;
    return { word: one.textContent, lines: lines.size, box: inside.getBoundingClientRect() };
  });
  const apart = (a, b) => a === b || a.box.right <= b.box.left || b.box.right <= a.box.left;
  return boxes.filter((one) => one.lines > 1 || one.box.left < 0 || one.box.right > innerWidth
    || !boxes.every((other) => apart(one, other))).map((one) => one.word);
}"""
HEADLINES = ("The ferry is back", "The quay is swept", "The ferry is late")


@pytest.fixture(scope="module")
def filled(desk_newsroom: RunningNewsroom) -> RunningNewsroom:
    """The newsroom with three pieces."""
    import_pieces(desk_newsroom, *(piece(headline) for headline in HEADLINES))
    return desk_newsroom


@pytest.fixture
def visit(filled: RunningNewsroom, open_page: OpenPage) -> Visit:
    """A tab of an editor who has signed in."""
    visit = open_page(f"{filled.desk}/", bypass_csp=True)
    Editor.sign_in(visit.page, filled.desk, EDITOR, PASSWORD)
    return visit


@pytest.mark.long
def test_nothing_is_wider_than_a_telephone(filled: RunningNewsroom, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    widths = {}
    for path in PAGES:
        visit.page.goto(filled.desk + path)
        widths[path] = visit.page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > 390} == {}


@pytest.mark.long
def test_the_bar_on_a_telephone_holds_its_words_in_every_language(
    filled: RunningNewsroom, visit: Visit
) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.goto(f"{filled.desk}/corrections/")
    not_whole = {}
    for language in ("en", *LANGUAGES):
        with translation.override(language):
            words = [*(str(place.label) for place in PLACES[:3]), translation.gettext("More")]
            asked = [words, "rtl" if translation.get_language_bidi() else "ltr"]
        if found := visit.page.evaluate(NOT_WHOLE, asked):
            not_whole[language] = found

    assert not_whole == {}


def test_the_box_finds_from_the_keyboard_alone(filled: RunningNewsroom, visit: Visit) -> None:
    visit.page.goto(f"{filled.desk}/corrections/")

    visit.page.keyboard.press("/")
    visit.page.keyboard.type("quay")
    found = visit.page.get_by_role("link", name="The quay is swept")
    expect(found).to_be_visible(timeout=30_000)
    visit.page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    visit.page.keyboard.press("Enter")

    expect(visit.page.get_by_role("textbox", name="Headline")).to_have_value(
        "The quay is swept", timeout=30_000
    )


def test_the_front_is_arranged_with_the_mouse_and_with_keys(
    filled: RunningNewsroom, visit: Visit, open_page: OpenPage
) -> None:
    page = visit.page
    page.goto(f"{filled.desk}/front/")
    slots = page.locator(".front-slot h3")

    page.get_by_role("button", name="Lead: place “The quay is swept”").press("Enter")
    expect(slots.first).to_have_text("The quay is swept", timeout=30_000)
    page.locator("[data-article]", has_text="The ferry is late").drag_to(
        page.locator(".front-slot h3", has_text="The quay is swept")
    )
    expect(slots.first).to_have_text("The ferry is late", timeout=30_000)
    expect(slots.nth(1)).to_have_text("The quay is swept")
    slots.nth(1).drag_to(slots.first)
    expect(slots.first).to_have_text("The quay is swept", timeout=30_000)
    page.get_by_role("button", name="Move “The quay is swept” down").press("Enter")
    expect(slots.first).to_have_text("The ferry is late", timeout=30_000)
    page.get_by_role("button", name="Move “The ferry is late” down").press("Enter")
    expect(slots.first).to_have_text("The quay is swept", timeout=30_000)
    expect(slots.nth(1)).to_have_text("The ferry is late")
    expect(page.get_by_role("button", name="Move “The ferry is late” down")).to_be_focused()
    page.get_by_role("button", name="Beside: place “The ferry is back”").press("Enter")
    beside = page.get_by_role("list", name="Beside the lead")
    expect(beside.get_by_role("link", name="The ferry is back")).to_be_visible(timeout=30_000)
    page.locator(".front-only summary").first.press("Enter")
    headline = page.get_by_role("textbox", name="Headline").first
    headline.fill("Quay swept")
    headline.press("Enter")
    expect(slots.first).to_have_text("Quay swept", timeout=30_000)
    page.get_by_role("button", name="Show readers").click()
    expect(page.locator(".desk-message")).to_contain_text("Readers see", timeout=30_000)

    front = open_page(f"{filled.site}/").page
    expect(front.locator("main :is(h2, h3) a").first).to_have_text("Quay swept")
    expect(front.locator("main .beside a")).to_have_text("The ferry is back")

    page.get_by_text("Add a block", exact=True).first.press("Enter")
    page.get_by_label("Newest of a section, or most read").select_option("Most read")
    page.get_by_role("button", name="Add a block").press("Enter")
    blocks = page.locator(".front-rules b")
    expect(page.get_by_role("button", name="Take “Most read” off the front")).to_be_visible(
        timeout=30_000
    )
    *others, before, last = blocks.all_inner_texts()
    assert last == "Most read"
    blocks.last.drag_to(blocks.nth(len(others)))
    expect(blocks).to_have_text([*others, last, before], timeout=30_000)
    discard = page.get_by_role("button", name="Discard")
    discard.click()
    expect(discard).to_have_count(0, timeout=30_000)
