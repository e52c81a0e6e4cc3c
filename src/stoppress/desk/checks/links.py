"""Checks of links: addresses that are none, and pages that are not there any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.desk.checks.dead_links import is_dead
from stoppress.newsroom.addresses import WEB, link_address, web_address

#: Fields of blocks that hold the address of a page.
_ADDRESSES = frozenset({"url", "source_url"})
#: A host that the web has: two names at least, none of them empty.
_HOST = re.compile(r"[^\s.]+(?:\.[^\s.]+)+\.?")


def web_addresses(subject: Subject) -> list[str]:
    """Addresses on the web that the text of ``subject`` leads to, each once, in their order."""
    links = (web_address(link) for link in _links(subject))
    return list(dict.fromkeys(filter(None, links)))


def _malformed(subject: Subject) -> Iterator[Found]:
    for link in dict.fromkeys(_links(subject)):
        if not _is_address(link):
            words = gettext("A link is no address: “%(link)s”")
            yield Found("body", words % {"link": link}, link)


def _dead(subject: Subject) -> Iterator[Found]:
    for address in web_addresses(subject):
        if is_dead(address):
            words = gettext("A link leads nowhere: %(address)s")
            yield Found("body", words % {"address": address}, address)


def _is_address(link: str) -> bool:
    """Whether a link may lead anywhere.

    Without a scheme it would lead to a path beside the piece: ``www.example.org`` is one.
    """
    address = link_address(link)
    scheme, colon, rest = address.partition(":")
    if not colon or re.search("[/?#]", scheme):
        return address.startswith(("/", "#", "?"))
    if scheme.lower() not in WEB:
        return scheme.lower() != "mailto" or "@" in rest
    parts = urlsplit(address)
    try:
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return False
    return (port is None or port > 0) and (":" in host or bool(_HOST.fullmatch(host)))


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
