"""The law: all visible text of harmless HTML stands in the blocks, in order, and all is safe."""

from __future__ import annotations

import html
from typing import Any

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.intake.body.document import texts_of
from stoppress.intake.body.from_html import blocks_of_html
from stoppress.intake.item import Block
from stoppress.intake.text import sameness

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
@pytest.mark.long
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
