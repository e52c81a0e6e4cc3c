"""Bodies of any form become typed blocks: safe, and with all their text."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import html
from typing import Any

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.intake.body.document import texts_of
from stoppress.intake.body.from_html import blocks_of_html
from stoppress.intake.item import Block, Picture
from stoppress.intake.text import sameness
from tests.intake.items import body_of, plain_item, read


def quote(text: str, speaker: str = "", url: str = "") -> tuple[str, Any]:
    empty = {"role": "", "occasion": "", "source_title": ""}
    return "quote", {"text": text, "speaker": speaker, "source_url": url, **empty}


def bullets(*items: str, ordered: bool = False) -> tuple[str, Any]:
    return "list", {"ordered": ordered, "items": list(items)}


def p(*texts: str) -> list[tuple[str, Any]]:
    return [("paragraph", f"<p>{text}</p>") for text in texts]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        # paragraphs and inline elements
        ("<p>A <strong>b</strong> <em>c</em></p>", p("A <b>b</b> <i>c</i>")),
        ("<p>H<sub>2</sub>O x<sup>2</sup> <u>u</u> <span>s</span></p>",
         p("H<sub>2</sub>O x<sup>2</sup> u s")),
        ("<b><p>One</p><p>Two</p></b>", p("<b>One</b>", "<b>Two</b>")),
        ("loose<p>para</p>text", p("loose", "para", "text")),
        ("<div>a<section>b<div>c</div></section>d</div>", p("a", "b", "c", "d")),
        ("<p>a<br>b</p>", p("a<br/>b")),
        ("<p>a<br/><br/>b</p>", p("a", "b")),
        ("a<br><br>b<br>c", p("a", "b<br/>c")),
        ("<p>a</ br>b</p>", p("a<br/>b")),
        ("<p>&nbsp;</p><p></p><p>x</p>", p("x")),
        ("<p>a &amp; b &lt;i&gt; &copy;</p>", p("a &amp; b &lt;i&gt; ©")),
        ("<p>  many \n\n  spaces  </p>", p("many spaces")),
        ("<b>bold</b> start\n\nsecond", p("<b>bold</b> start", "second")),
        ("&lt;p&gt;Escaped&lt;/p&gt;&lt;p&gt;twice&lt;/p&gt;", p("Escaped", "twice")),
        ("<pre>a\n b</pre>", p("a<br/>b")),
        ("<dl><dt>T</dt><dd>D</dd></dl>", p("<b>T</b>", "D")),
        # links
        ('<p><a href="https://a.example/?x=1&y=2">l</a></p>',
         p('<a href="https://a.example/?x=1&amp;y=2">l</a>')),
        ('<p><a href="/local">l</a> <a href="mailto:a@b.example">m</a></p>',
         p('<a href="/local">l</a> <a href="mailto:a@b.example">m</a>')),
        ('<p><a href="//a.example/x">l</a></p>', p('<a href="https://a.example/x">l</a>')),
        ('<p><a href="#top">l</a></p>', p("l")),
        # headings
        ("<h1>A</h1><h4>B <i>c</i></h4>", [("subhead", {"text": "A"}), ("subhead", {"text": "B c"})]),
        # lists
        ("<ul><li>a</li><li><b>b</b></li></ul>", [bullets("a", "<b>b</b>")]),
        ("<ol><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>",
         [bullets("a", "b", "c<br/>d", ordered=True)]),
        ("<li>a</li>", [bullets("a")]),
        # quotations
        ("<blockquote>Words</blockquote>", [quote("Words")]),
        ("<blockquote cite='https://s.example'><p>W</p><p>X</p><cite>Ann</cite></blockquote>",
         [quote("W\n\nX", "Ann", "https://s.example")]),
        ("<blockquote><p>W.</p><p>— Ann Lee</p></blockquote>", [quote("W.", "Ann Lee")]),
        ("<figure><blockquote>W</blockquote><figcaption>Ann</figcaption></figure>",
         [quote("W", "Ann")]),
        ('<blockquote class="pullquote">W</blockquote>',
         [("pull_quote", {"text": "W", "attribution": ""})]),
        # pictures and embeds
        ('<p>a <img src="x.jpg" alt="A"> b</p>',
         [*p("a b"), ("image", Picture(("x.jpg",), alt="A"))]),
        ('<p>t</p><figure><img src="x.jpg"><figcaption>C</figcaption></figure>',
         [*p("t"), ("image", Picture(("x.jpg",), caption="C"))]),
        ('<iframe src="https://www.video.example/e/1" title="T"></iframe>',
         [("embed", {"url": "https://www.video.example/e/1", "title": "T",
                     "provider": "video.example"})]),
        ('<p>a</p><iframe src="http://video.example/e/1"></iframe>', p("a")),
        # whole documents, XHTML
        ("<!DOCTYPE html><html><head><title>T</title><style>x</style></head><body><p>a</p></body></html>",
         p("a")),
        ('<?xml version="1.0"?><html xmlns="x"><head><script src="s"/></head><body><p/><p>a</p></body></html>',
         p("a")),
        ("<p>a</p><![CDATA[<b>]]>", p("a", "&lt;b&gt;")),
        # plain text
        ("One.\n\nTwo\nlines.", p("One.", "Two<br/>lines.")),
        ("One.\nTwo.\nThree.", p("One.", "Two.", "Three.")),
        ("  One\ngoes on\n  Two", p("One<br/>goes on", "Two")),
        ("Here:\n\n- a\n- b\n\nEnd", [*p("Here:"), bullets("a", "b"), *p("End")]),
        ("1. a\n2. b", [bullets("a", "b", ordered=True)]),
        ("a & b < c &amp; d", p("a &amp; b &lt; c &amp; d")),
    ],
)  # fmt: skip
def test_markup_becomes_blocks(markup: str, blocks: list[tuple[str, Any]]) -> None:
    item = read(plain_item(bodies=[{"value": markup}]))
    found = [(block.type, block.value) for block in item.blocks]
    if item.pictures:  # a picture at the beginning leads
        found.insert(0, ("image", item.pictures[0]))
    assert found == blocks


def test_wire_text_broken_by_width_is_joined() -> None:
    text = (
        "GROSSETO, Italy (AP) -- The trial of the captain of the shipwrecked\n"
        "liner has begun in a theater converted into a courtroom in Tuscany\n"
        "to accommodate all the survivors.\n\nSecond paragraph."
    )
    first, second = body_of(text)
    assert "shipwrecked liner" in first[1]
    assert second == ("paragraph", "<p>Second paragraph.</p>")


@pytest.mark.parametrize(
    ("markup", "data", "first_row", "first_column", "caption"),
    [
        ("<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td>2</table>",
         [["a", "b"], ["1", "2"]], True, False, "C"),
        ("<table><thead><tr><td>a<td>b</thead><tr><td>1<td>2</table>",
         [["a", "b"], ["1", "2"]], True, False, ""),
        ("<table><tr><th>a<td>1<tr><th>b<td>2</table>", [["a", "1"], ["b", "2"]], False, True, ""),
        ("<table><tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3</table>",
         [["a", "", "b"], ["1", "2", "3"]], False, False, ""),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["", "c"]], False, False, ""),
        ("<figure><table><tr><td>a<td>b</table><figcaption>C</figcaption></figure>",
         [["a", "b"]], False, False, "C"),
    ],
)  # fmt: skip
def test_tables(
    markup: str, data: list[list[str]], first_row: bool, first_column: bool, caption: str
) -> None:
    ((kind, value),) = body_of(markup)
    assert kind == "table"
    assert value["data"] == data
    assert value["first_row_is_table_header"] is first_row
    assert value["first_col_is_header"] is first_column
    assert value["table_caption"] == caption


def test_a_table_that_only_places_text_is_text() -> None:
    assert body_of("<table><tr><td><p>a <b>b</b></p></td></tr></table>") == p("a <b>b</b>")


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.4/specification/dtd/nitf-3-4.dtd">
<nitf><head><title>Head</title></head><body>
<body.head><hedline><hl1>Ferry returns</hl1><hl2>At last</hl2></hedline>
<byline>By <person>Ann Lee</person></byline><dateline><location>Quay</location></dateline></body.head>
<body.content><block><p lede="true">It is &eacute; <em>back</em>, <org>Port</org> says.</p>
<hl2>More</hl2><bq><block><p>Good.</p></block><credit>Bo Ek</credit></bq>
<ul><li>one</li></ul>
<media media-type="image"><media-reference source="q.jpg"/><media-caption>Quay</media-caption></media>
</block></body.content><body.end><tagline>Ends</tagline></body.end></body></nitf>"""


def test_nitf() -> None:
    item = read(plain_item(bodies=None, body_nitf=NITF))
    assert [(b.type, b.value) for b in item.blocks] == [
        *p("It is é <i>back</i>, Port says."),
        ("subhead", {"text": "More"}),
        quote("Good.", "Bo Ek"),
        bullets("one"),
        ("image", Picture(("q.jpg",), caption="Quay")),
        *p("Ends"),
    ]
    assert [name.name for name in item.byline] == ["Ann Lee"]
    assert (item.dateline, item.deck) == ("Quay", "At last")


def test_the_best_body_is_taken() -> None:
    long = "<p>" + "Long text. " * 40 + "</p>"
    offers = [
        {"role": "main", "contentType": "text/plain", "value": "Plain " * 40},
        {"role": "summary", "contentType": "text/html", "value": "<p>Short</p>"},
        {"contentType": "made/up", "value": long},
    ]
    assert "Long text." in read(plain_item(bodies=offers)).blocks[0].value
    short = [{"value": "<p>Teaser</p>"}, {"value": "Plain " * 100}]
    assert "Plain" in read(plain_item(bodies=short)).blocks[0].value


@pytest.mark.parametrize(
    "beginning",
    [
        "<h1>Ferry returns</h1>",
        "<p><b>FERRY RETURNS.</b></p>",
        "<p><b>Ferry returns</b><br></p>",
        "<h1>Ferry returns</h1><p>By Ann Lee and Bo Ek</p>",
        "<p>Ann Lee, Bo Ek</p>",
        "<h2>The deck</h2>",
    ],
)
def test_leading_repeats_of_headline_deck_and_byline_are_dropped(beginning: str) -> None:
    item = read(
        plain_item(
            by="Ann Lee and Bo Ek",
            headlines=[{"value": "Ferry returns"}, {"role": "deck", "value": "The deck"}],
            bodies=[{"value": f"{beginning}<p>Text.</p><p>Ferry returns</p>"}],
        )
    )
    assert [b.value for b in item.blocks] == ["<p>Text.</p>", "<p>Ferry returns</p>"]


def test_a_first_line_that_repeats_the_headline_is_cut() -> None:
    body = [{"value": "<p><b>Ferry returns</b><br>Text.</p>"}]
    assert read(plain_item(bodies=body)).blocks[0].value == "<p>Text.</p>"


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


HOSTILE = [
    "<script>alert(1)</script><p>ok</p>",
    "<p onclick='alert(1)' style='x:expression(alert(1))'>ok</p>",
    '<p><a href="javascript:alert(1)">ok</a></p>',
    '<p><a href=" java\tscript:alert(1)">ok</a></p>',
    '<p><a href="&#106;avascript:alert(1)">ok</a></p>',
    '<p><a href="vbscript:alert(1)">ok</a></p>',
    '<p><a href="data:text/html,<script>alert(1)</script>">ok</a></p>',
    "<p>ok<img src=x onerror=alert(1)></p>",
    "<svg onload=alert(1)><p>ok</p></svg><p>ok</p>",
    "<math><mtext><script>alert(1)</script></mtext></math><p>ok</p>",
    "<object data=alert.swf></object><embed src=alert><p>ok</p>",
    "<style>@import 'alert'</style><p>ok</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>ok</p></noscript>",
    "<form action=javascript:alert(1)><p>ok</p><input name=alert></form>",
    "<template><script>alert(1)</script></template><p>ok</p>",
    "<p>ok</p><!-- alert --><?php alert ?>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><p>ok</p>",
    "<iframe src='javascript:alert(1)'></iframe><p>ok</p>",
    "<base href='https://alert'><p>ok</p>",
    "<meta http-equiv=refresh content='0;alert'><p>ok</p>",
    "<link rel=stylesheet href=alert><p>ok</p>",
    "<p>ok</p><scr<script>ipt>alert(1)</script>",
    "<p hidden>alert</p><p style='display: none'>alert</p><p>ok</p>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_markup_is_cleaned(markup: str) -> None:
    blocks = body_of(markup)
    shown = str(blocks)
    for word in ("<script", "alert(", "onerror", "onclick", "javascript", "expression", "srcdoc"):
        assert word not in shown.replace("ipt&gt;alert(1)", "")
    assert "ok" in shown


def test_text_direction_and_hidden_characters_are_cleaned() -> None:
    item = read(
        plain_item(
            headlines=[
                {"value": "\ufeffFerry\u202e snruter\u200b \u0007\x00 \u2066now\u2069\ud800"}
            ],
            bodies=[{"value": "<p>a\u202eb\x00c\u200bd&#8238;e&#0;f</p>"}],
        )
    )
    assert item.headline == "Ferry snruter now"
    assert not set(item.blocks[0].value) & set("\u202e\x00\u200b\ud800")


def test_joiners_that_shape_letters_stay() -> None:
    text = "می\u200cخواهم 👩\u200d🔬"
    assert read(plain_item(headlines=[{"value": text}])).headline == text


@pytest.mark.slow
def test_deep_nesting_and_long_texts_are_read() -> None:
    assert body_of("<div>" * 20_000 + "deep" + "</div>" * 20_000) == p("deep")
    assert body_of("<b>" * 3_000 + "deep") == p("<b>deep</b>")
    assert len(body_of("<p>word</p>" * 20_000)) == 20_000
    (quotation,) = body_of("<blockquote>" * 500 + "deep")
    assert quotation == quote("deep")


def test_a_headline_longer_than_a_headline_is_cut_and_said() -> None:
    item = read(plain_item(headlines=[{"value": "word " * 100}]))
    assert len(item.headline) <= 255
    assert item.headline.endswith("word…")
    assert "was cut" in item.warnings[0]


# The law: all visible text of harmless HTML stands in the blocks, in order, and all is safe.

_WORDS = st.text(alphabet="abcxyzäşğü&<> ", min_size=1, max_size=12)
_ESCAPED = _WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
_INLINE = st.recursive(
    _ESCAPED,
    lambda inner: st.tuples(
        st.sampled_from(
            ["b", "i", "em", "strong", "a href='https://x.example'", "span", "sub", "u"]
        ),
        st.lists(inner, min_size=1, max_size=3),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split(' ')[0]}>"),
    max_leaves=4,
)
_TEXT = st.lists(st.one_of(_INLINE, st.just("<br>")), min_size=1, max_size=4).map("".join)


def _in(*names: str) -> Any:
    return lambda inner: st.tuples(
        st.sampled_from(names), st.lists(inner, min_size=1, max_size=3).map("".join)
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")


_CELLS = st.lists(_in("td", "th")(_TEXT), min_size=1, max_size=3).map(
    lambda cells: f"<tr>{''.join(cells)}</tr>"
)
_FLOW = st.recursive(
    st.one_of(
        _in("p", "h1", "h3")(_TEXT),
        _TEXT,
        st.lists(_CELLS, min_size=1, max_size=3).map(
            lambda rows: f"<table>{''.join(rows)}</table>"
        ),
        _in("ul", "ol")(_in("li")(_TEXT)),
    ),
    lambda inner: st.one_of(
        _in("div", "section", "article", "blockquote", "aside", "figure", "details")(inner),
        _in("ul", "ol")(_in("li")(inner)),
    ),
    max_leaves=8,
)
_DOCUMENT = st.lists(_FLOW, min_size=1, max_size=5).map("".join)


def _visible(markup: str) -> str:
    return sameness(html.unescape(nh3.clean(markup, tags=set())))


def _shown(blocks: list[Block]) -> str:
    return sameness("".join(text for block in blocks for text in texts_of(block)))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(_DOCUMENT)
def test_law_no_visible_text_is_lost(markup: str) -> None:
    blocks, left_out = blocks_of_html(markup)
    assert sorted(_shown(blocks)) == sorted(_visible(markup))
    said = ("A link in ", "The levels of a list ")  # what our blocks cannot hold
    assert all(sentence.startswith(said) for sentence in left_out)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.one_of(_DOCUMENT, st.text(alphabet="<>/=\"' abpdivscriptonload:&;#xj\n", max_size=120)))
def test_law_rich_text_is_safe_and_whole(markup: str) -> None:
    blocks, _left_out = blocks_of_html(markup)
    for block in blocks:
        rich = [block.value] if block.type == "paragraph" else []
        rich += block.value["items"] if block.type == "list" else []
        for text in rich:
            assert text == nh3.clean(
                text.replace("<br/>", "<br>"),
                tags={"p", "b", "i", "a", "sub", "sup", "br"},
                attributes={"a": {"href"}},
                url_schemes={"http", "https", "mailto"},
                link_rel=None,
            ).replace("<br>", "<br/>")
