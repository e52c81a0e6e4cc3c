"""Paragraphs of nothing never reach readers, and those of one block are parted in descriptions."""

from __future__ import annotations

import json

import pytest
from lxml import html

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOTHING = [
    "<p></p>",
    "<p> </p>",
    "<p>&nbsp;</p>",
    "<p>\u00a0</p>",
    "<p><br/></p>",
    "<p><b> </b></p>",
]


def with_body(*blocks: tuple[str, object]) -> Article:
    article = factories.draft("The ferry is back")
    article.body = list(blocks)
    return publish(article, Unasked.COMMAND)


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.slow
def test_a_paragraph_of_nothing_is_left_out_everywhere(nothing: str, reader: Reader) -> None:
    article = with_body(
        ("paragraph", f"<p>First words.</p>{nothing}<p>More <b>words</b>.</p>"),
        ("paragraph", nothing),
        ("list", {"ordered": False, "items": ["<p>One</p>", nothing]}),
        ("fact_box", {"title": "Facts", "text": f"<p>Sixty metres.</p>{nothing}"}),
    )

    for path in (str(article.public_path), "/feed.json"):
        text = reader.get(path).text
        if path == "/feed.json":
            text = f"<main>{json.loads(text)['items'][0]['content_html']}</main>"
        tree = html.fromstring(text)
        shown = tree.xpath("//main//p | //main//li")
        assert [words.text_content() for words in shown if "words" in words.text_content()]
        assert [
            html.tostring(one)
            for one in shown
            if not one.text_content().strip("\u00a0 \n") and not one.xpath(".//img | .//a[@href]")
        ] == []


def test_paragraphs_of_one_block_are_not_glued_in_descriptions(reader: Reader) -> None:
    article = with_body(("paragraph", "<p>The ferry is back.</p><p>It crosses at noon.</p>"))

    page = html.fromstring(reader.get(str(article.public_path)).text)

    [description] = page.xpath("//meta[@name='description']/@content")
    assert description == "The ferry is back. It crosses at noon."
