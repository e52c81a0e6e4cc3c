"""Figures with a dash between them stay on one line, and nothing else of the text is touched."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.utils.safestring import mark_safe
from lxml import html

from stoppress.site.templatetags.press_text import whole
from tests.newsroom import factories
from tests.newsroom.reader import Reader


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Town 4–4 Pell", "Town [4–4] Pell"),
        ("between 2019–2024, a turn of 2.5–3.5 points", "between [2019–2024], a turn of [2.5–3.5]"),
        ("6–4–2 and 10–12", "[6–4–2] and [10–12]"),
        ("Kelmora – 4 goals", "Kelmora – 4 goals"),
        ("1–2–3–4–5", "1–2–3–4–5"),
        ("12345–12346", "12345–12346"),
        ("a < b & 3–1", "a &lt; b &amp; [3–1]"),
    ],
)
def test_figures_are_kept_together(text: str, marked: str) -> None:
    shown = whole(text).replace('<span class="whole">', "[").replace("</span>", "]")

    assert shown.startswith(marked)


def test_tags_and_their_attributes_stay_as_they_are() -> None:
    written = mark_safe('<a href="/4–4/" title="3–3 > 2–2">won 1–0</a>')

    assert whole(written) == (
        '<a href="/4–4/" title="3–3 > 2–2">won <span class="whole">1–0</span></a>'
    )


@pytest.mark.django_db
def test_readers_get_them_whole_everywhere_and_machines_as_they_were_written(
    noon: datetime, reader: Reader
) -> None:
    score = "Town 4–4 Pell"
    piece = factories.article(score, deck="It was 3–3 at noon.", text="They had 2–2 before.")
    factories.article("Another")
    path = str(piece.public_path)

    page = html.fromstring(reader.get(path).text)
    for place in ("//h1", "//*[@class='deck']", "//*[@class='body']/p", "//*[@id='latest']//li//a"):
        assert page.xpath(f"{place}//span[@class='whole']"), place
    for front in ("/", "/harbour/", "/all-news/"):
        shown = html.fromstring(reader.get(front).text)
        assert shown.xpath("//main//a/span[@class='whole']"), front
    [said] = page.xpath("//script[@type='application/ld+json']")
    assert score in json.dumps(json.loads(said.text), ensure_ascii=False)
    assert page.xpath("string(//head/title)").startswith(score)
    for feed in ("/feed.rss", "/feed.atom", "/feed.json"):
        assert score in reader.get(feed).text
        assert "whole" not in reader.get(feed).text
