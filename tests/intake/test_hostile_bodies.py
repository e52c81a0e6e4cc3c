"""Bodies that mean harm, or are out of all measure, become harmless blocks."""

from __future__ import annotations

import pytest

from tests.intake.blocks import p, quote
from tests.intake.items import body_of, plain_item, read

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
