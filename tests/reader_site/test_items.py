"""Items of lists keep their markup only while everything it follows from is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from stoppress.site.date_words import voice
from stoppress.site.teasers import Place, Teaser
from stoppress.site.templatetags.press_items import list_item

ITEM = Teaser(
    id=7,
    url="/harbour/2026/05/30/ferry/",
    headline="Ferry late again",
    deck="",
    kicker="",
    section=Place("Harbour", "/harbour/"),
    published=datetime(2026, 5, 30, 8, 0, tzinfo=UTC),
    updated=None,
)


def test_an_item_that_says_something_else_looks_otherwise() -> None:
    with voice("en", ""):
        before = list_item("lists/teaser.html", ITEM)
        after = list_item("lists/teaser.html", replace(ITEM, headline="Ferry <early>"))

    assert "Ferry late again" in before
    assert "Ferry &lt;early&gt;" in after


def test_options_language_format_and_zone_make_it_another_item() -> None:
    later = replace(ITEM, published=ITEM.published.astimezone(timezone(timedelta(hours=4))))
    assert later == ITEM, "the same moment"
    with voice("en", ""):
        plain = list_item("lists/story.html", ITEM)
        labelled = list_item("lists/story.html", ITEM, label=True)
        eastern = list_item("lists/story.html", later)
    with voice("de", ""):
        german = list_item("lists/story.html", ITEM)
    with voice("en", "Y"):
        yearly = list_item("lists/story.html", ITEM)

    assert "08:00" in plain
    assert "Harbour" in labelled
    assert "12:00" in eastern
    assert "Mai" in german
    assert len({plain, labelled, eastern, german, yearly}) == 5
