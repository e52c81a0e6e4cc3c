"""The edge's own error pages: any reader, and any program that reads aloud, can use them."""

from __future__ import annotations

import pytest
from lxml import html

from stoppress.edge.core.builtin import builtin_page

STATUSES = [400, 404, 405, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_a_page_says_its_language_and_what_is_wrong(status: int) -> None:
    page = builtin_page(status)
    tree = html.document_fromstring(page.body.decode())

    assert dict(page.headers)["content-language"] == "en"
    assert tree.get("lang") == "en"
    assert tree.findtext("head/title") == tree.xpath("string(//main/h1)")
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("string(//main/p)").endswith(".")
    assert str(status) in tree.xpath("string(//main)")


@pytest.mark.parametrize("status", STATUSES)
def test_a_page_fits_a_telephone_and_a_dark_room(status: int) -> None:
    tree = html.document_fromstring(builtin_page(status).body.decode())
    named = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}

    assert named["viewport"] == "width=device-width, initial-scale=1"
    assert named["color-scheme"] == "light dark"
    assert named["robots"] == "noindex"


@pytest.mark.parametrize("status", STATUSES)
def test_head_answers_with_the_same_headers_and_no_body(status: int) -> None:
    assert builtin_page(status, "HEAD").headers == builtin_page(status).headers
    assert not builtin_page(status, "HEAD").body
