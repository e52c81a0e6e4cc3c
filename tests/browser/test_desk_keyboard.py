"""A day at the desk with the keyboard alone: nothing here touches the mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.world.chromium import OpenPage
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.running import RunningNewsroom
from tests.world.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

HEADLINE, DECK = "The lighthouse keeps its keeper", "The council votes nine to two."
TEXT = "He has wound the clock for thirty years."
WAS, NOW = "It said ten to one.", "It was nine to two."
LINE = "The keeper stays at the lighthouse"
REASON = "The vote is taken again on Monday."
#: Presses of a key within which everything on a page is reached.
FARTHEST = 150

#: The accessible name of what has the focus, as far as the desk gives names.
NAME = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const words = (id) => document.getElementById(id)?.textContent ?? "";
  const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").map(words).join(" ").trim();
  const labels = [...(one.labels ?? [])].map((label) => label.textContent).join(" ");
  const name = one.getAttribute("aria-label") || by || labels || one.textContent;
  return (name || one.placeholder || "").replace(/\\s+/g, " ").trim();
}"""
#: Whether what has the focus is seen: in the window, and with nothing over its middle.
SEEN = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const down = Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + down);
  return Boolean(top) && (one.contains(top) || top.contains(one));
}"""


@dataclass
class Keys:
    """Somebody at the desk who has a keyboard and no mouse."""

    page: Page

    def to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until what is called ``name``, or begins so, has the focus; it is seen then."""
        passed = []
        for _ in range(FARTHEST):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            passed.append(str(self.page.evaluate(NAME)))
            if passed[-1].startswith(name):
                assert self.page.evaluate(SEEN), f"“{name}” has the focus and is not seen"
                return
        raise AssertionError(f"no Tab leads to “{name}”; passed: {passed}")

    def press(self, name: str, *, back: bool = False) -> None:
        """Go to what is called ``name`` and press Enter."""
        self.to(name, back=back)
        self.page.keyboard.press("Enter")

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)


def test_a_whole_day_is_worked_without_a_mouse(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    page = open_page(f"{desk_newsroom.desk}/").page
    keys = Keys(page)

    sign_in(keys)
    write(keys)
    publish(keys)
    address = address_of(page)
    until(lambda: read(desk_newsroom.url(address)).status_code == 200, "the piece is out")
    correct(keys)
    until(lambda: NOW in read(desk_newsroom.url(address)).text, "the correction is out")
    lead_the_front(keys)
    until(lambda: HEADLINE in lead_of(desk_newsroom.url("/")), "it leads the front")
    put_on_air(keys)
    until(lambda: LINE in read(desk_newsroom.url("/")).text, "the line is on air")
    end_now(keys)
    until(lambda: LINE not in read(desk_newsroom.url("/")).text, "the line is off")
    take_down(keys)
    until(lambda: read(desk_newsroom.url(address)).status_code == 410, "the piece is down")


def sign_in(keys: Keys) -> None:
    """Sign in at the door, which puts the cursor into the first field."""
    expect(keys.page.get_by_label("E-mail")).to_be_focused()
    keys.type(EDITOR)
    keys.to("Password")
    keys.type(PASSWORD)
    keys.page.keyboard.press("Enter")
    expect(keys.page.get_by_role("link", name="New piece")).to_be_visible()


def write(keys: Keys) -> None:
    """Begin a piece with one key; Enter leads from headline to deck to text."""
    page = keys.page
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Headline")).to_be_focused()
    keys.type(HEADLINE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Deck")).to_be_focused()
    keys.type(DECK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_focused()
    keys.type(TEXT)
    expect(page.locator("input[name='body-0-value']")).to_have_value(re.compile(re.escape(TEXT)))


def publish(keys: Keys) -> None:
    """Publish from the sheet, which takes the focus while it is open."""
    keys.press("Publish…", back=True)
    expect(keys.page.get_by_role("button", name="Publish now")).to_be_visible()
    with keys.page.expect_navigation():
        keys.press("Publish now")
    expect(keys.page.locator(".messages .success")).to_be_visible()


def correct(keys: Keys) -> None:
    """Say what was wrong and what is right."""
    keys.press("Correct…")
    expect(keys.page.get_by_label("What was wrong")).to_be_visible()
    if str(keys.page.evaluate(NAME)) != "What was wrong":
        keys.to("What was wrong")
    keys.type(WAS)
    keys.to("What is right")
    keys.type(NOW)
    with keys.page.expect_navigation():
        keys.press("Publish the correction")
    expect(keys.page.locator(".messages .success")).to_be_visible()


def lead_the_front(keys: Keys) -> None:
    """Place the piece on top of the front, move it down and up again, and show readers."""
    page = keys.page
    keys.press("Front")
    expect(page.get_by_role("heading", name="Front", exact=True)).to_be_visible()
    keys.press(f"Lead: place “{HEADLINE}” on top")
    first = page.locator(".front-slot h3").first
    expect(first).to_have_text(HEADLINE)
    keys.press(f"Move “{HEADLINE}” down")
    expect(first).not_to_have_text(HEADLINE)
    keys.press(f"Move “{HEADLINE}” up", back=True)
    expect(first).to_have_text(HEADLINE)
    keys.press("Show readers", back=True)
    expect(page.locator(".desk-message")).to_contain_text("Readers see")


def put_on_air(keys: Keys) -> None:
    """Put a line on air."""
    keys.press("Breaking", back=True)
    expect(keys.page.get_by_role("heading", name="Breaking", exact=True)).to_be_visible()
    keys.to("Line")
    keys.type(LINE)
    keys.press("Put on air")
    expect(keys.page.get_by_role("button", name=f"End now: {LINE}").first).to_be_visible()


def end_now(keys: Keys) -> None:
    """Take the line off the air."""
    keys.press(f"End now: {LINE}")
    expect(keys.page.get_by_role("region", name="On air").get_by_text("Nothing")).to_be_visible()


def take_down(keys: Keys) -> None:
    """Find the piece with one key, and take it down for a reason that readers see."""
    page = keys.page
    page.keyboard.press("/")
    keys.type(HEADLINE)
    found = page.locator(".desk-found").get_by_role("link", name=HEADLINE).first
    expect(found).to_be_visible()
    page.keyboard.press("Tab")
    keys.page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/edit/"))
    keys.press("Take down…")
    expect(page.get_by_role("textbox", name="Reason")).to_be_visible()
    if str(page.evaluate(NAME)) != "Reason":
        keys.to("Reason")
    keys.type(REASON)
    keys.press("Take it down")
    expect(page.locator(".messages .success")).to_be_visible()


def address_of(page: Page) -> str:
    """Where readers find the piece that is open."""
    link = page.locator("#desk-state a").first
    return re.sub(r"^https?://[^/]+", "", str(link.get_attribute("href")))


def read(address: str) -> httpx.Response:
    """What readers get."""
    return httpx.get(address, timeout=60)


def lead_of(front: str) -> str:
    """The markup of a front up to the headline of its lead."""
    return read(front).text.partition("<main")[2].partition("</h2>")[0]
