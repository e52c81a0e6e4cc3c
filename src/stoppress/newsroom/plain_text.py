"""Plain text made from markup: for descriptions, cards, feeds, JSON-LD and search.

The one place where markup becomes plain text. Entities become letters, breaks and blocks become
line ends, and lines are joined as CSS joins them (CSS Text Module Level 3, section 4.1.3): with a
space, but without one between letters of Chinese and Japanese, which are written without spaces.
Figures that are raised or lowered become the signs that are so themselves: 10⁶, not 106.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from stoppress.newsroom.superscripts import figures_raised

#: Elements whose beginning and end part lines (HTML Living Standard, section 15.3.3, and cells).
_PARTING = re.compile(
    "address|article|aside|blockquote|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|summary"
    "|table|tbody|td|tfoot|th|thead|tr|ul"
)
#: Elements whose content is not text, and the words in which are no longer meant.
_UNREAD = re.compile("del|iframe|noscript|object|s|script|strike|style|svg|template|title")
#: Those of them without which a text goes on: where their end is missing, it was forgotten.
_STRUCK = frozenset({"del", "s", "strike"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_EDGES = " \t\n\r\f\u00a0"
#: As many tags that never end are left to the parser.
_OPEN = 20


def plain_text(markup: str) -> str:
    """Give the words of ``markup`` in lines, one for each block or part between breaks.

    ``markup`` is HTML, also a fragment or a damaged one. Empty lines are left out.
    """
    reader = _Words()
    reader.feed(_without_open_tags(figures_raised(markup)))
    reader.close()
    lines = (_SPACES.sub(" ", line).strip(_EDGES) for line in "".join(reader.words).split("\v"))
    return "\n".join(line for line in lines if line)


def _without_open_tags(markup: str) -> str:
    """``markup`` with what no tag can be, behind its last ``>``, as words.

    As words it is read anyway; but ``HTMLParser`` looks for the end again from each ``<`` of a long
    row (CVE-2025-6069, in Python before 3.11.14 and 3.13.6).
    """
    head, last, tail = markup.rpartition(">")
    return f"{head}{last}{tail.replace('<', '&lt;')}" if tail.count("<") > _OPEN else markup


def plain_line(markup: str) -> str:
    """Give the words of ``markup`` on one line."""
    return joined(plain_text(markup).split("\n"))


def joined(lines: list[str]) -> str:
    """Join lines into one, with a space between them where their script has spaces."""
    text = ""
    for line in lines:
        close = not text or not line or (_has_no_spaces(text[-1]) and _has_no_spaces(line[0]))
        text += line if close else f" {line}"
    return text


def shortened(text: str, longest: int) -> str:
    """Give ``text``, or what of it fits into ``longest`` characters, with an ellipsis at its end.

    It is cut between words. A text without spaces is cut between letters, never before a vowel
    sign or accent that belongs to the letter before it.
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head, space, _rest = cut.rpartition(" ")
    if text[longest - 1] != " ":
        if space and len(head) > longest // 2:
            cut = head
        else:
            end = longest - 1
            while end > 1 and unicodedata.category(text[end]).startswith("M"):
                end -= 1
            cut = text[:end]
    return cut.rstrip(_EDGES + ",;:–—-،؛、，") + "…"


def _has_no_spaces(letter: str) -> bool:
    """Whether lines that meet at ``letter`` are joined without a space."""
    wide = unicodedata.east_asian_width(letter) in "FWH"
    return wide and not unicodedata.name(letter, "").startswith(("HANGUL", "HALFWIDTH HANGUL"))


class _Words(HTMLParser):
    """Collects text; a vertical tab stands where a line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        #: Elements that are open whose words are not meant, each with where those begin.
        self._unread: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _UNREAD.fullmatch(tag):
            self._unread.append((tag, len(self.words)))
        elif _PARTING.fullmatch(tag):
            self.words.append("\v")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _PARTING.fullmatch(tag):
            self.words.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _at in self._unread):
            self._forget(tag)
        elif _PARTING.fullmatch(tag):
            self.words.append("\v")

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\v", " "))

    def close(self) -> None:
        """Take the rest. What was struck out and never ended so strikes nothing out."""
        super().close()
        for tag, at in reversed(self._unread):
            if tag not in _STRUCK:
                del self.words[at:]

    def _forget(self, tag: str) -> None:
        """Drop the words since the last ``tag`` was opened, and what was opened within."""
        opened, at = self._unread.pop()
        while opened != tag:
            opened, at = self._unread.pop()
        del self.words[at:]
