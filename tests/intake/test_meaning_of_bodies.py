"""What changes the sense of a body is kept, or it is said that it was left out."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from typing import Any

import pytest

from stoppress.intake.item import Picture
from tests.intake.blocks import bullets, p, quote
from tests.intake.items import body_of, plain_item, read

LINK = '<a href="https://a.example/x?a=1&amp;b=2">the <b>report</b></a>'
SAID = "“the report” (https://a.example/x?a=1&b=2)."


@pytest.mark.parametrize(
    ("markup", "blocks", "left_out"),
    [
        # deleted words go, and are said
        ("<p><del>45</del> <ins>54</ins> rescued</p>", p("54 rescued"), ["45"]),
        ("<p><s>45</s> <strike>46</strike> 54</p>", p("54"), ["45", "46"]),
        ('<p><span style="text-decoration: line-through">45</span> 54</p>', p("54"), ["45"]),
        ("<del><p>Old <b>text</b></p></del><p>New</p>", p("New"), ["Old text"]),
        ("<ul><li><del>a</del> b</li></ul>", [bullets("b")], ["a"]),
        ("<blockquote>We are <del>45</del> 54</blockquote>", [quote("We are 54")], ["45"]),
        # links where blocks hold none
        (f"<blockquote>See {LINK}</blockquote>", [quote("See the report")], [f"a quotation was left out: {SAID}"]),
        (f"<h2>See {LINK}</h2>", [("subhead", {"text": "See the report"})], [f"a subhead was left out: {SAID}"]),
        (f"<p>t</p><figure><img src=x.jpg><figcaption>See {LINK}</figcaption></figure>",
         [*p("t"), ("image", Picture(("x.jpg",), caption="See the report"))],
         [f"a caption was left out: {SAID}"]),
        (f"<ul><li>{LINK}</li></ul>",
         [bullets('<a href="https://a.example/x?a=1&amp;b=2">the <b>report</b></a>')], []),
        # a link around who said it is the source
        (f"<blockquote>W<footer>{LINK}</footer></blockquote>",
         [quote("W", "the report", "https://a.example/x?a=1&b=2")], []),
        # figures
        ("<h2>CO<sub>2</sub> at 10<sup>−6</sup> on the 1<sup>st</sup></h2>",
         [("subhead", {"text": "CO₂ at 10⁻⁶ on the 1st"})], []),
        ("<blockquote>5 m<sup>2</sup></blockquote>", [quote("5 m²")], []),
        ("<p>5 m<sup>2</sup></p>", p("5 m<sup>2</sup>"), []),
        # paragraphs and breaks of a quotation
        ("<blockquote><p>One.</p><p>Two<br>three.</p></blockquote>", [quote("One.\n\nTwo\nthree.")], []),
        # lists
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", [bullets("a", "b")], ["levels of a list were made one, at “a”"]),
        ("<ol start=4><li>a</li></ol>", [bullets("a", ordered=True)], ["numbered from 4 is numbered from 1"]),
        ("<ol><li value=7>a</li></ol>", [bullets("a", ordered=True)], ["numbered from 7"]),
        ("<ol reversed><li>a</li></ol>", [bullets("a", ordered=True)], ["counts down"]),
        ("<ol start=1><li>a</li></ol>", [bullets("a", ordered=True)], []),
        # how letters are read
        ("<p><ruby>漢字<rp>[</rp><rt>かんじ</rt><rp>]</rp></ruby>だ</p>", p("漢字(かんじ)だ"), []),
        ("<p>E is <math><mi>m</mi></math></p>", p("E is"), ["A math element was left out"]),
    ],
)  # fmt: skip
def test_what_changes_the_sense_is_kept_or_said(
    markup: str, blocks: list[tuple[str, Any]], left_out: list[str]
) -> None:
    item = read(plain_item(bodies=[{"value": markup}]))
    assert [(block.type, block.value) for block in item.blocks] == blocks
    assert len(item.warnings) == len(left_out), item.warnings
    for sentence, words in zip(item.warnings, left_out, strict=True):
        assert words in sentence


def test_links_in_a_table_are_said() -> None:
    cells = f"<tr><td>a<td>{LINK}<tr><td>H<sub>2</sub>O<td>b"
    item = read(plain_item(bodies=[{"value": f"<table><caption>{LINK}</caption>{cells}</table>"}]))
    assert item.blocks[0].value["data"] == [["a", "the report"], ["H₂O", "b"]]
    assert item.warnings == (
        f"A link in the caption of a table was left out: {SAID}",
        f"A link in a table was left out: {SAID}",
    )


def test_a_fraction_of_nitf_is_no_whole_number() -> None:
    half = "<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac>"
    whole = "<frac><frac-num>1</frac-num><frac-sep>/</frac-sep><frac-den>4</frac-den></frac>"
    text = f"<nitf><body><body.content><p>{half} or {whole}</p></body.content></body></nitf>"
    assert body_of(text) == p("1/2 or 1/4")


def test_figures_of_a_headline_stay_raised() -> None:
    assert read(
        plain_item(headlines=[{"value": "10<sup>6</sup> t of CO<sub>2</sub>"}])
    ).headline == ("10⁶ t of CO₂")
