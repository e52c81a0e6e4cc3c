"""An open page gains new pieces, and nothing that is being read moves."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.looks.conftest import ShowPage

pytestmark = pytest.mark.browser


def item(number: int, headline: str, index: int = 0, day: str = "30 May 2026") -> dict[str, Any]:
    """One piece as the edge sends it."""
    html = (
        f'<li data-id="{number}"><strong role="heading" aria-level="3">'
        f'<a href="/p/{number}/">{headline}</a></strong>'
        f'<time datetime="2026-05-30T13:20+04:00"><span>{day} - </span>13:20</time></li>\n'
    )
    return {"id": str(number), "html": html, "index": index}


def publish(tab: Page, *added: dict[str, Any], **more: Any) -> None:
    """Let the edge send one change."""
    tab.evaluate("(change) => publish(change)", {"add": list(added), **more})


def ids(tab: Page) -> list[str]:
    """The pieces of the list, newest first."""
    return list(
        tab.eval_on_selector_all("live-list li[data-id]", "all => all.map(li => li.dataset.id)")
    )


def test_a_new_piece_comes_first_is_marked_and_announced(show: ShowPage) -> None:
    tab = show("article")

    publish(tab, item(2001, "Ferry stopped by fog"), item(2002, "Market opens", 1))

    assert ids(tab)[:2] == ["2001", "2002"]
    assert len(ids(tab)) == 40
    assert tab.locator("live-list li.new").count() == 2
    assert tab.locator("live-list [role=status]").text_content() == "2 new items"


def test_a_withdrawn_piece_goes_and_a_changed_one_stays_in_its_place(show: ShowPage) -> None:
    tab = show("article")
    second, third = ids(tab)[1:3]

    publish(tab, item(int(third), "A better headline", 1), remove=[second])

    assert ids(tab)[1] == third
    assert second not in ids(tab)
    assert tab.locator("live-list li.new").count() == 0
    assert tab.locator(f"li[data-id='{third}'] strong").text_content() == "A better headline"


def test_a_reset_brings_the_list_to_what_it_is_now(show: ShowPage) -> None:
    tab = show("article")

    publish(tab, item(3001, "One"), item(3002, "Two", 1), reset=True)

    assert ids(tab) == ["3001", "3002"]


def test_each_day_has_its_divider_once(show: ShowPage) -> None:
    tab = show("article")
    before = tab.locator("live-list .day").all_text_contents()

    publish(tab, item(2001, "After midnight", 0, "31 May 2026"))

    assert tab.locator("live-list .day").all_text_contents() == ["31 May 2026", *before]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_being_read_does_not_move(show: ShowPage, width: int) -> None:
    tab = show("article", width=width)
    watched = tab.locator("live-list li[data-id]").nth(12)
    watched.scroll_into_view_if_needed()
    watched.hover()
    before = watched.evaluate("one => one.getBoundingClientRect().top")
    name = watched.get_attribute("data-id")

    publish(tab, item(2001, "One"), item(2002, "Two", 1), item(2003, "Three", 2))
    tab.wait_for_timeout(100)

    after = tab.evaluate(
        "(id) => document.querySelector(`li[data-id='${id}']`).getBoundingClientRect().top", name
    )
    assert after == pytest.approx(before, abs=1)


def test_the_text_being_read_does_not_move(show: ShowPage) -> None:
    tab = show("blocks", width=390)
    tab.evaluate("scrollTo(0, 1500)")
    place = "[scrollY, document.querySelector('.body h2').getBoundingClientRect().top]"
    before = tab.evaluate(place)

    publish(tab, item(2001, "One"), item(2002, "Two", 1))
    tab.wait_for_timeout(100)

    assert tab.evaluate(place) == before


def test_focus_stays_on_a_piece_whose_headline_changes(show: ShowPage) -> None:
    tab = show("article")
    second = ids(tab)[1]
    tab.locator(f"li[data-id='{second}'] a").focus()

    publish(tab, item(int(second), "Changed", 1))

    assert tab.evaluate("document.activeElement.textContent") == "Changed"


def test_a_hidden_tab_closes_the_line_and_asks_from_where_it_was(show: ShowPage) -> None:
    tab = show("article")
    tab.evaluate("(change) => publish(change, '00ff')", {"add": [item(2001, "One")]})

    hide = """(value) => {
      Object.defineProperty(document, "hidden", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    tab.evaluate(hide, True)
    assert tab.evaluate("live.readyState") == 2
    tab.evaluate(hide, False)

    assert tab.evaluate("live.readyState") == 1
    assert tab.evaluate("live.url").endswith("?v=00ff")


def test_on_a_telephone_the_newest_line_rides_along(show: ShowPage) -> None:
    tab = show("blocks", width=390)
    tab.evaluate("scrollTo(0, 2500)")
    strip = tab.locator(".strip")
    box = strip.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(900, abs=1)

    publish(tab, item(2001, "Fog"))
    assert "1 new item" in str(strip.text_content())

    tab.get_by_role("link", name="Latest news", exact=True).click()
    tab.wait_for_timeout(200)
    first = tab.locator("live-list li[data-id]").first.bounding_box()
    assert first
    assert 0 <= first["y"] < 300


def test_without_scripts_the_list_stands_as_served(show: ShowPage) -> None:
    tab = show("article", java_script_enabled=False)

    assert tab.locator("live-list li[data-id]").count() == 40
    assert tab.locator(".latest .all").is_visible()
