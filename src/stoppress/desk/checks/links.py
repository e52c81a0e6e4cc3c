"""Checks of links: addresses that are none, and pages that are not there any more."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.desk.checks.dead_links import is_dead
from stoppress.newsroom.addresses import link_address, web_address

#: Fields of blocks that hold the address of a page.
_ADDRESSES = frozenset({"url", "source_url"})


def web_addresses(subject: Subject) -> list[str]:
    """Addresses on the web that the text of ``subject`` leads to, each once, in their order."""
    links = (web_address(link) for link in _links(subject))
    return list(dict.fromkeys(filter(None, links)))


def _malformed(subject: Subject) -> Iterator[Found]:
    for link in dict.fromkeys(_links(subject)):
        if not link_address(link):
            words = gettext("A link is no address: “%(link)s”")
            yield Found("body", words % {"link": link}, link)


def _dead(subject: Subject) -> Iterator[Found]:
    for address in web_addresses(subject):
        if is_dead(address):
            words = gettext("A link leads nowhere: %(address)s")
            yield Found("body", words % {"address": address}, address)


def _links(subject: Subject) -> Iterator[str]:
    return _in(subject.article.body.get_prep_value(), "")


def _in(part: Any, name: str) -> Iterator[str]:
    if isinstance(part, str):
        if name in _ADDRESSES:
            yield from filter(None, [part.strip()])
        elif "<a" in part:
            reader = _Links()
            reader.feed(part)
            reader.close()
            yield from reader.found
    elif isinstance(part, list):
        for one in part:
            yield from _in(one, name)
    elif isinstance(part, dict):
        for key, one in part.items():
            yield from _in(one, key)


class _Links(HTMLParser):
    """Collects what links of a text lead to; those to our own pages have no address there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value or "" for name, value in attrs if name == "href"]


CHECKS = (
    Check("link", _("Links are addresses"), Level.ERROR, _malformed),
    Check("dead-link", _("Links lead somewhere"), Level.WARNING, _dead),
)
