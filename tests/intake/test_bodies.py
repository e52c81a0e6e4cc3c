"""Bodies of any form become typed blocks."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from typing import Any

import pytest

from stoppress.intake.item import Picture
from tests.intake.blocks import bullets, p, quote
from tests.intake.items import body_of, plain_item, read


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
