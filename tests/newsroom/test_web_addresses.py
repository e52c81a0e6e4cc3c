"""The rule for addresses, in every spelling that browsers forgive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.newsroom.addresses import LINKS, link_address, web_address

PAGES = [
    "https://example.org/a?b=1#c",
    "http://example.org",
    "HTTPS://example.org/",
    " https://a.b ",
]
SCRIPTS = [
    *("javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "\x01javascript:x"),
    *("java\nscript:alert(1)", "j\ta\rv\nascript:x", "data:text/html,x", "vbscript:x"),
    *("blob:https://example.org/x", "file:///etc/passwd", "view-source:https://example.org"),
]


@pytest.mark.parametrize("address", PAGES)
def test_addresses_of_pages_are_taken(address: str) -> None:
    assert web_address(address) == address.strip()
    assert link_address(address) == address.strip()


@pytest.mark.parametrize("address", [*SCRIPTS, "https://", "https://[", "ftp://example.org/", ""])
def test_all_else_is_none(address: str) -> None:
    assert web_address(address) == ""
    assert link_address(address) == ""


@pytest.mark.parametrize(
    "address",
    ["mailto:desk@news.example", "tel:+994501234567", "/about/", "#top", "about/us", "?q=a:b"],
)
def test_a_text_may_also_link_to_mail_telephones_and_places_of_the_site(address: str) -> None:
    assert link_address(address) == address
    assert web_address(address) == ""


@pytest.mark.parametrize("address", ["//evil.example/", "/\\evil.example", "\\\\evil.example"])
def test_another_host_is_named_with_its_scheme(address: str) -> None:
    assert link_address(address) == ""


@given(st.text(alphabet="javscriptJAVSCRIPT:/?#\t\n\r \x00\x1f\xa0&;@.mailto", max_size=30))
def test_what_is_left_has_a_scheme_that_is_allowed_or_none(text: str) -> None:
    found = link_address(text)
    scheme, colon, _rest = found.partition(":")
    if colon and not set(scheme) & set("/?#"):
        assert scheme.lower() in LINKS
    assert not found.startswith(tuple(map(chr, range(0x21))))
