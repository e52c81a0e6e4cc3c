"""What is taken out of texts, sign by sign, and what stays because it has a meaning."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.intake.text import clean, one_line, plain_line, plain_name, running_line
from stoppress.intake.text.signs import SIGNS

LRM, RLM, LRE, RLE, PDF, LRO, RLO = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
ZWSP, ZWNJ, ZWJ, WJ, BOM = "\u200b\u200c\u200d\u2060\ufeff"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        # C1 controls are Windows-1252
        ("2010\u00962015", "2010–2015"),
        ("\u0093Yes\u0094, it\u0092s \u008080\u0085", "“Yes”, it’s €80…"),
        ("a\u0081\u008d\u008f\u0090\u009db", "ab"),
        # line ends
        ("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        ("tab\tstays\n", "tab\tstays\n"),
        # what shows nothing
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufdd0b\uffffc\U0001fffed\U0010ffffe", "abcde"),
        (f"{BOM}word{BOM}word", "wordword"),
        (f"in{WJ}visible\u2063", "invisible"),
        ("old\u206amarks\u206f", "oldmarks"),
        ("\ufff9a\ufffab\ufffb\ufffc", "ab"),
        # zero-width spaces
        (f"pass{ZWSP}word", "password"),
        (f"ข่าว{ZWSP}ด่วน", f"ข่าว{ZWSP}ด่วน"),
        (f"ព័ត៌មាន{ZWSP}ថ្មី", f"ព័ត៌មាន{ZWSP}ថ្មី"),
        (f"{ZWSP}ข่าว{ZWSP}", "ข่าว"),
        # joiners
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        (f"ه{ZWJ} ق", f"ه{ZWJ} ق"),
        (f"क्{ZWJ}ष अर्थात्{ZWNJ}", f"क्{ZWJ}ष अर्थात्{ZWNJ}"),
        (f"র{ZWJ}্য", f"র{ZWJ}্য"),
        (f"ශ්{ZWJ}රී", f"ශ්{ZWJ}රී"),
        (f"👩{ZWJ}🔬 🏳️{ZWJ}🌈 ❤️{ZWJ}🔥", f"👩{ZWJ}🔬 🏳️{ZWJ}🌈 ❤️{ZWJ}🔥"),
        (f"pass{ZWNJ}word pay{ZWJ}pal", "password paypal"),
        # flags
        (f"{WALES} win", f"{WALES} win"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("\U0001f3f4\U000e0068 no flag", "\U0001f3f4 no flag"),
        # Mongolian
        ("ᠨ\u180eᠠ a\u180eb", "ᠨ\u180eᠠ ab"),
        # direction
        (f"ferry{RLO}yrref", "ferryyrref"),
        (f"عبّارة{RLO}x{PDF}", "عبّارةx"),
        (f"Latin {LRM}only{RLM} {LRI}here{PDI}", "Latin only here"),
        (f"لغة C++{RLM}", f"لغة C++{RLM}"),
        (f"الهاتف {LRE}+994 12 345{PDF}", f"الهاتف {LRE}+994 12 345{PDF}"),
        (f"الهاتف {LRI}+994{PDI} و{FSI}x{PDI}", f"الهاتف {LRI}+994{PDI} و{FSI}x{PDI}"),
        (f"الهاتف {LRE}+994", "الهاتف +994"),
        (f"الهاتف {LRI}+994{PDF} {PDI}", "الهاتف +994 "),
        (f"الهاتف {RLI * 11}x{PDI * 11}", "الهاتف x"),
        (f"سطر {LRE}\nآخر {PDF}", "سطر \nآخر "),
        # what stays
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("mot\u00a0: «\u202fmot\u202f»", "mot\u00a0: «\u202fmot\u202f»"),
        ("❤\ufe0f ❤\ufe0e 葛\U000e0100", "❤\ufe0f ❤\ufe0e 葛\U000e0100"),
        ("lost \ufffd sign", "lost \ufffd sign"),
        ("private \ue000", "private \ue000"),
        # composing
        ("e\u0301 o\u0308", "é ö"),
        ("\ufa19谷 e\u0301", "\ufa19谷 é"),
    ],
)
def test_signs(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_every_sign_has_its_reason() -> None:
    for sign in SIGNS:
        assert sign.what
        assert sign.codes.startswith("U+")
        assert len(sign.reason) > 20, sign.what


def test_headlines_keep_what_decides_on_which_side_a_sign_stands() -> None:
    assert plain_line(f"<b>لغة C++{RLM}</b>") == f"لغة C++{RLM}"
    assert plain_line(f"Long\u00adword {RLM}") == "Longword"


def test_names_that_read_alike_are_the_same() -> None:
    assert plain_name(f"علي{RLM}") == one_line(f"{RLE}علي{PDF}") == "علي"
    assert plain_name("Donau\u00addampf") == "Donaudampf"


def test_running_text_keeps_its_soft_hyphens() -> None:
    assert running_line(" Donau\u00addampf \n schiff") == "Donau\u00addampf schiff"


def test_deleted_words_are_not_in_a_headline() -> None:
    assert plain_line("<del>45</del> <ins>54</ins> rescued <s>today</s>") == "54 rescued"


@given(st.text())
def test_law_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.text())
def test_law_letters_and_digits_stay(text: str) -> None:
    def letters(of: str) -> str:
        kept = (c for c in of if unicodedata.category(c)[0] in "LN" and ord(c) > 0x9F)
        return unicodedata.normalize("NFC", "".join(kept))

    shown = "".join(c for c in clean(text) if c not in "ƒŠŒŽšœžŸˆ")
    before = "".join(c for c in text if c not in "ƒŠŒŽšœžŸˆ")
    assert letters(shown) == letters(before)
