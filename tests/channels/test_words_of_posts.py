"""Posts keep to Telegram's limits, as it counts them, and no cut breaks them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stoppress.channels.kinds.telegram.units import cut, units
from stoppress.channels.kinds.telegram.words import PLACES, TEMPLATE, filled
from tests.channels import bot_api

texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from(" &<>\"'😀👍🏽‍🇦🇿́ə̃ا"),
    ),
    max_size=120,
)
templates = st.lists(
    st.one_of(st.sampled_from([f"{{{place}}}" for place in PLACES]), st.just("\n"), texts),
    max_size=8,
).map("".join)


@given(texts, st.integers(0, 80))
def test_a_cut_text_fits_and_begins_as_the_whole_does(text: str, most: int) -> None:
    short = cut(text, most)
    assert units(short) <= most
    assert units(text) == bot_api.units(text)
    if units(text) <= most:
        assert short == text
    elif short:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_it_is_cut_between_words_and_leaves_signs_whole() -> None:
    assert cut("The ferry is late again", 17) == "The ferry is…"
    assert cut("The ferry is late again", 18) == "The ferry is late…"
    assert cut("ab👍🏽cd", 5) == "ab…"  # not without its tone
    assert cut("a🇦🇿🇹🇷", 6) == "a🇦🇿…"
    assert cut("cafe\u0301s", 5) == "caf…"
    assert cut("👨‍👩‍👧 home", 8) == "…"


@given(templates, st.fixed_dictionaries(dict.fromkeys(PLACES, texts)), st.integers(60, 200))
def test_a_filled_template_fits_and_its_markup_is_whole(
    template: str, values: dict[str, str], most: int
) -> None:
    values["link"] = values["link"][:20]
    html = filled(template, values, 'https://x.example/?a=1&b="<', most)
    assert bot_api.units(bot_api.visible(html)) <= most


def test_lines_without_words_are_left_out() -> None:
    values = {"headline": "A & B", "deck": "", "link": "x.example", "topics": ""}
    assert filled(TEMPLATE, values, "https://x.example/?a&b", 100) == (
        '<b>A &amp; B</b>\n\n<a href="https://x.example/?a&amp;b">x.example</a>'
    )


def test_the_deck_gives_way_before_the_headline() -> None:
    values = {"headline": "The ferry is late", "deck": "word " * 30, "link": "x.example"}
    html = filled(TEMPLATE, values, "https://x.example/", 60)
    assert html.startswith("<b>The ferry is late</b>\n\nword word")
    assert "…\n\n<a " in html
