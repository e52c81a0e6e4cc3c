"""Plain text made from markup."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.newsroom.plain_text import plain_line, plain_text, shortened


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p>She runs Smith &amp; Sons.</p>", "She runs Smith & Sons."),
        ("<p>Smith &amp;amp; Sons</p>", "Smith &amp; Sons"),
        ("5 &lt; 6 &amp;&#38; a &#x2014; b", "5 < 6 && a — b"),
        ("One line<br>next line", "One line next line"),
        ("One line<br/>next line", "One line next line"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<ul><li>tea</li><li>salt</li></ul>", "tea salt"),
        ("<table><tr><td>Team</td><td>4</td></tr></table>", "Team 4"),
        ("half<b>way</b> there, <i>now</i>", "halfway there, now"),
        ("<p>第一行<br>第二行。</p><p>次の段落</p>", "第一行第二行。次の段落"),
        ("<p>서울<br>부산</p>", "서울 부산"),
        ("<p>第一行<br>Apple</p>", "第一行 Apple"),
        ("<p>ข่าววันนี้</p><p>ข่าวเมื่อวาน</p>", "ข่าววันนี้ ข่าวเมื่อวาน"),
        ("<p>one</p><script>alert(1)</script><style>p{}</style><p>two</p>", "one two"),
        ("<p>a<!-- secret -->b</p>", "ab"),
        ("<p>at <del>nine</del> <ins>ten</ins>, <s>or <b>so</b></s> sharp</p>", "at ten, sharp"),
        ("<del><p>gone</p></del><p>here</p>", "here"),
        ("<p>One <s>two</p><p>three</p>", "One two three"),
        ("<p><del>One</p><p><s>two</s> three</p>", "One three"),
        ("<p>One</s> two</del></p>", "One two"),
        ("<p>One</p><script>two", "One"),
        ("  <p> spaced \n out </p>  ", "spaced out"),
        ("<p>12&nbsp;000 boats</p>", "12\u00a0000 boats"),
        ("<p>&nbsp;</p><p></p>", ""),
        ("<p>10<sup>6</sup> of CO<sub>2</sub>, the 1<sup>st</sup></p>", "10⁶ of CO₂, the 1st"),
        ("", ""),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_markup_is_read_as_a_browser_reads_it(markup: str, line: str) -> None:
    assert plain_line(markup) == line


def test_blocks_and_breaks_part_lines() -> None:
    assert plain_text("<p>One<br>two</p><p> </p><p>three</p>") == "One\ntwo\nthree"


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_what_was_escaped_comes_back_as_it_was(text: str) -> None:
    assert plain_line(f"<p>{escape(text)}</p>") == text


@given(st.text(max_size=200), st.integers(10, 80))
def test_what_is_shortened_fits_and_begins_as_the_whole(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_it_is_cut_between_words_and_never_before_a_vowel_sign() -> None:
    assert shortened("The ferry is late again today", 20) == "The ferry is late…"
    thai = "ที่นี่ที่นั่น" * 10
    short = shortened(thai, 30)
    assert short.endswith("…")
    assert not thai[len(short) - 1 :].startswith(("่", "ี", "ั"))
