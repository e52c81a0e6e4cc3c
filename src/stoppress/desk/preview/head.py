"""What a page says of itself to search engines and to sites that show links to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit


@dataclass(slots=True)
class Head:
    """The head of a page, as a machine reads it.

    ``card`` holds the ``og:`` properties (ogp.me), ``og:image:alt`` as ``image_alt``.
    """

    language: str = ""
    direction: str = ""
    title: str = ""
    description: str = ""
    address: str = ""
    icon: str = ""
    card: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The name of the site in its address."""
        return urlsplit(self.address).netloc

    @property
    def steps(self) -> list[str]:
        """The parts of the path, without the last, which search engines leave out."""
        return [unquote(step) for step in urlsplit(self.address).path.split("/") if step][:-1]


def head_of(markup: str) -> Head:
    """The head that ``markup`` begins with, from ``<html>`` on."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.head


class _Reader(HTMLParser):
    """Reads elements of a head one by one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "html":
            self.head.language, self.head.direction = said.get("lang", ""), said.get("dir", "")
        elif tag == "link" and said.get("rel") == "canonical":
            self.head.address = said.get("href", "")
        elif tag == "link" and said.get("rel") == "icon":
            self.head.icon = said.get("href", "")
        elif tag == "meta" and said.get("name") == "description":
            self.head.description = said.get("content", "")
        elif tag == "meta" and said.get("property", "").startswith("og:"):
            name = said["property"].removeprefix("og:").replace(":", "_")
            self.head.card[name] = said.get("content", "")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.head.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
