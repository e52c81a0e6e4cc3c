"""Clicks and keys that the tasks of a day take at the desk, beside what they may take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_desk_writing import write
from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import PASSWORD
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

EMAIL = "mara@news.example"
#: Clicks and keys that each task may take; letters of what is written are not counted. Choosing
#: from a menu counts as two clicks, a drag as one.
MUST_BE = {
    "from home to a published piece": (3, 2),
    "another section": (2, 0),
    "one's own byline": (0, 0),
    "a picture by dropping it": (1, 0),
    "read also": (4, 0),
    "publish without the mouse": (0, 5),
    "goes out at a time": (4, 0),
    "another lead of the front": (3, 0),
    "a breaking line": (2, 0),
    "end the breaking line": (1, 0),
    "not on the front": (1, 0),
    "a correction": (2, 2),
    "take down": (3, 0),
    "find and open a piece": (0, 3),
}
#: A picture of one red dot.
PICTURE = """async () => {
  const canvas = new OffscreenCanvas(640, 480);
  canvas.getContext("2d").fillRect(9, 9, 300, 200);
  const given = new DataTransfer();
  const type = "image/png";
  given.items.add(new File([await canvas.convertToBlob({ type })], "the-slip.png", { type }));
  return given;
}"""


@dataclass
class Hand:
    """The hand of a person at the desk, whose clicks and keys are counted task by task."""

    page: Page
    took: dict[str, tuple[int, int]] = field(default_factory=dict)
    clicks: int = 0
    keys: int = 0

    @contextmanager
    def doing(self, task: str) -> Iterator[None]:
        """Count what is done inside the block as one task."""
        self.clicks = self.keys = 0
        yield
        self.took[task] = (self.clicks, self.keys)

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def choose(self, menu: Locator, label: str) -> None:
        self.clicks += 2
        menu.select_option(label=label)

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name, exact=True).first)


def test_no_task_takes_more_clicks_and_keys_than_it_must(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    desk_newsroom.stoppress(
        *("user", "add", EMAIL, "--role", "editor", "--name", "Mara Ellwood", "--password-stdin"),
        given=f"{PASSWORD}\n",
    )
    import_pieces(desk_newsroom, piece("The quay is swept"))
    page = Editor.sign_in(
        open_page(f"{desk_newsroom.desk}/").page, desk_newsroom.desk, EMAIL, PASSWORD
    ).page
    hand = Hand(page)

    with hand.doing("from home to a published piece"):
        hand.link("New piece")
        hand.keys += 2  # Enter after the headline and after the deck
        write(page, "Council finds money for four roofs")
        expect(page.locator("[data-desk-counted]")).to_have_text("4 words, 1 min")
        expect(page.locator(".desk-lengths")).to_contain_text("Search result 34/60")
        hand.button("Publish…")
        with page.expect_navigation():
            hand.button("Publish now")
    out = page.get_by_role("link", name=re.compile("^Out since "))
    expect(out).to_be_visible()
    assert re.search(r"/pages/\d+/edit/$", page.url)
    article, address = page.url, str(out.get_attribute("href"))
    for name in ("Update", "Correct…"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    with hand.doing("one's own byline"):
        read = open_page(address).text()
    for words in ("Council finds money for four roofs", "on Monday.", "Mara Ellwood"):
        assert words in read

    with hand.doing("a correction"):
        hand.button("Correct…")
        said = page.get_by_role("dialog", name="Correct")
        expect(said.get_by_label("What was wrong")).to_be_visible()
        hand.keys += 2  # to the first field and to the second
        said.get_by_label("What was wrong").fill("It said four roofs.")
        said.get_by_label("What is right").fill("There are five.")
        with page.expect_navigation():
            hand.button("Publish the correction")
    expect(out).to_be_visible()
    assert "There are five." in open_page(address).text()

    page.goto(f"{desk_newsroom.desk}/")
    with hand.doing("another lead of the front"):
        hand.link("Front")
        lead = "Lead: place “Council finds money for four roofs” on top"
        hand.button(lead)
        expect(page.locator(".front-slot h3").first).to_have_text(
            "Council finds money for four roofs"
        )
        hand.button("Show readers")
        expect(page.locator(".desk-message")).to_contain_text("Readers see")

    page.goto(f"{desk_newsroom.desk}/")
    with hand.doing("a breaking line"):
        hand.link("Breaking")
        page.get_by_label("Line").fill("The tide is over the quay")
        hand.button("Put on air")
    on_air = page.get_by_role("region", name="On air")
    end = on_air.get_by_role("button", name="End now: The tide is over the quay")
    expect(end).to_be_visible()
    with hand.doing("end the breaking line"):
        hand.click(end)
        expect(end).to_have_count(0)

    page.goto(f"{desk_newsroom.desk}/")
    with hand.doing("find and open a piece"):
        hand.press("/")
        page.keyboard.type("quay swept")
        found = page.locator(".desk-find").get_by_role("link", name="The quay is swept")
        expect(found).to_be_visible()
        hand.press("ArrowDown")
        expect(found).to_be_focused()
        hand.press("Enter")
        expect(page.get_by_role("textbox", name="Headline")).to_have_value("The quay is swept")

    page.goto(article)
    with hand.doing("take down"):
        hand.link("Take down…")
        reason = page.get_by_role("textbox", name="Reason")
        hand.click(reason)
        page.keyboard.type("The money was promised, not found.")
        hand.button("Take it down")
        expect(page.locator(".messages .success")).to_be_visible()

    page.goto(f"{desk_newsroom.desk}/pieces/new/")
    write(page, "The ferry sails again in spring")
    with hand.doing("another section"):
        hand.choose(page.get_by_role("combobox", name="Section"), "Analysis")
    with hand.doing("read also"):
        hand.click(page.locator("summary").filter(has_text="Read also"))
        hand.button("Add Piece")
        hand.button("Choose a piece (Piece)")
        chooser = page.locator(".modal-content")
        chooser.get_by_placeholder("Search…").fill("quay")
        hand.click(chooser.get_by_role("link", name="The quay is swept"))
        picked = page.locator(".desk-folded-picks [data-desk-names]")
        expect(picked).to_contain_text("The quay is swept")
    with hand.doing("not on the front"):
        off = page.get_by_role("checkbox", name="Not on the front")
        hand.click(off)
        expect(off).to_be_checked()
    with hand.doing("goes out at a time"):
        hand.button("Publish…")
        sheet = page.get_by_role("dialog", name="Publish")
        hand.choose(sheet.get_by_role("combobox", name="When"), "At a time")
        sheet.get_by_label("Goes out at").fill("2036-03-01T06:30")
        with page.expect_navigation():
            hand.click(sheet.get_by_role("button", name="Schedule", exact=True))
    expect(page.locator("#desk-state")).to_contain_text("goes out on 1 March 2036, 06:30")

    page.goto(f"{desk_newsroom.desk}/")
    with hand.doing("publish without the mouse"):
        hand.press("n")
        write(page, "The lamp is lit again")
        hand.keys += 2
        hand.press("Control+Shift+Enter")
        sheet = page.get_by_role("dialog", name="Publish")
        expect(sheet.get_by_text("The checks found nothing.")).to_be_visible()
        hand.press("Enter")
        expect(page.get_by_role("link", name=re.compile("^Out since "))).to_be_visible()

    # Last, for its checks ask for a description and a credit before the piece goes anywhere.
    page.goto(f"{desk_newsroom.desk}/pieces/new/")
    write(page, "The slip is dry")
    with hand.doing("a picture by dropping it"):
        hand.clicks += 1
        page.locator(".desk-sheet").dispatch_event(
            "drop", {"dataTransfer": page.evaluate_handle(PICTURE)}
        )
        expect(page.locator("[data-desk-dropped]")).not_to_be_empty()
        expect(page.locator(".desk-sheet img[src*='the-slip']").first).to_be_attached()

    print(f"\n{'task':34}{'clicks':>10}{'keys':>8}   may take")
    for task, (clicks, keys) in hand.took.items():
        print(f"{task:34}{clicks:>10}{keys:>8}   {MUST_BE[task][0]}, {MUST_BE[task][1]}")
    assert hand.took.keys() == MUST_BE.keys()
    worse = {
        task: took
        for task, took in hand.took.items()
        if took[0] > MUST_BE[task][0] or took[1] > MUST_BE[task][1]
    }
    assert worse == {}
