"""Marks, dashes and spaces by language: what is right stays, letters and digits always."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.newsroom.typography import TYPOGRAPHY, typeset, typeset_markup

H, N = "\u00a0", "\u202f"

SET = [
    ("en", '"Not now," she said, "or \'never\'."', "“Not now,” she said, “or ‘never’.”"),
    ("en", "It's the '90s - don't ask...", "It’s the ’90s – don’t ask…"),
    ("en", "a word--and 2019-2024, not 555-1234", "a word—and 2019–2024, not 555-1234"),
    ("en", 'a 12" pipe of 5\'10", 40 km off', f'a 12" pipe of 5\'10", 40{H}km off'),
    (
        "en",
        'see https://a.example/it\'s--so?x="1" - now',
        'see https://a.example/it\'s--so?x="1" – now',
    ),
    ("az", '"Xəzər" - gəmisi Bakı\'dan', "“Xəzər” – gəmisi Bakı’dan"),
    ("tr", '"Gemi" İstanbul\'da', "“Gemi” İstanbul’da"),
    (
        "de",
        "\"Er sagte 'nein'\", z. B. gestern - und heute",
        f"„Er sagte ‚nein‘“, z.{N}B. gestern – und heute",
    ),
    ("ru", 'Газета "Труд" - "это "наш" выбор"', f"Газета «Труд»{H}— «это „наш“ выбор»"),
    ("ru", "- Да, 5 млн, А. Орлов", f"— Да, 5{H}млн, А.{H}Орлов"),
    ("uk", '"М\'яч" - 12 500 разів', f"«М’яч»{H}— 12{H}500 разів"),
    ("fr", 'Il dit: "Quoi?" Non !', f"Il dit{H}: «{N}Quoi{N}?{N}» Non{N}!"),
    (
        "fr",
        "« Oui » à 12:30; voir http://a.example/?x",
        f"«{N}Oui{N}» à 12:30{N}; voir http://a.example/?x",
    ),
    ("es", '"Sí" dijo', "«Sí» dijo"),
    ("ar", 'قال "نعم" - ثم', "قال «نعم» – ثم"),
    ("fa", 'گفت "نه"', "گفت «نه»"),
    ("ka", '"კი" - თქვა', "„კი“ – თქვა"),
    ("hy", '"Այո" - ասաց', "«Այո» – ասաց"),
    ("xx", '"So"', "“So”"),
]


@pytest.mark.parametrize(("language", "typed", "printed"), SET)
def test_a_text_is_set_as_its_language_prints_it(language: str, typed: str, printed: str) -> None:
    assert typeset(typed, language) == printed
    assert typeset(printed, language) == printed


def test_what_stands_in_tags_is_left_alone() -> None:
    markup = '<p>"It\'s <b>"so"</b>" - <a href="https://a.example/it\'s--x">it\'s</a> &amp; ...</p>'

    assert typeset_markup(markup, "ru") == (
        f'<p>«It’s <b>„so“</b>»{H}— <a href="https://a.example/it\'s--x">it’s</a> &amp; …</p>'
    )


PARTS = [*"\"'“”„«»‘’‚-–—. :;!?…/@№\n\u00a0\u202f(aBяО5", "20", "1999", " - ", "...", "km"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=20).map("".join)
LANGUAGES = st.sampled_from([*TYPOGRAPHY, "xx"])


@given(TEXTS, LANGUAGES)
def test_letters_and_digits_stay_and_a_set_text_is_not_set_again(text: str, language: str) -> None:
    printed = typeset(text, language)

    assert re.findall(r"\w", printed) == re.findall(r"\w", text)
    assert typeset(printed, language) == printed


@given(TEXTS, TEXTS, TEXTS, LANGUAGES)
def test_tags_change_nothing_of_how_a_text_is_set(
    first: str, second: str, third: str, language: str
) -> None:
    markup = f"<p>{first}<b>{second}</b>{third}</p>".replace("\n", "<br/>")

    assert typeset_markup(markup, language) == typeset_markup(
        typeset_markup(markup, language), language
    )
    plain = re.sub(r"<br/>", "\n", typeset_markup(markup, language))
    assert re.sub(r"<[^<>]*>", "", plain) == typeset(first + second + third, language)
