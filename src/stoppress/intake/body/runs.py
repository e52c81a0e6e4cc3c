"""Inline text while it is being read: runs of letters that share bold, italics and link."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from stoppress.intake.text import running_line, subscript, superscript

#: The inline elements a paragraph may hold, by the element they are written as.
WRITTEN_AS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "sub": "sub",
    "sup": "sup",
}
#: Spaces that do not stand at the edge of a line. They are stripped, not matched: a pattern that
#: ends at a line's end is tried again from each space of a long row.
_EDGES = " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_SPACE = re.compile("[ \t\n\r\f]{2,}|[\t\n\r\f]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text, and the opening tags it stands in, outermost first. A line feed is a break."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Runs:
    """The runs of a stretch of text."""

    found: list[Run] = field(default_factory=list)

    def add(self, text: str, tags: tuple[str, ...]) -> None:
        """Add text as it stands in a document, where any white space is one space."""
        if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACE.sub(" ", text)
        self.found.append(Run(text, tags))

    def add_lines(self, text: str, tags: tuple[str, ...]) -> None:
        """Add text whose line ends count."""
        self.found.append(Run(text, tags))

    def end_line(self) -> None:
        """Break the line, unless nothing stands on it."""
        if self.found and not self.found[-1].text.endswith("\n"):
            self.found.append(Run("\n"))

    def take(self) -> list[Run]:
        """The runs so far, as they were added; and begin anew."""
        found, self.found = self.found, []
        return found

    def __bool__(self) -> bool:
        return any(run.text.strip() for run in self.found)


def tidied(runs: list[Run]) -> list[Run]:
    """``runs`` with single spaces, none at the edges and around breaks; empty runs gone."""
    whole: list[Run] = []
    before = "\n"
    for run in runs:
        text = _without_spaces_at_breaks(run.text)
        if before in " \n" and text[:1] == " ":
            text = text.lstrip(" ")
        if text.startswith("\n") and whole and before == " ":
            _cut(whole, _EDGES)
        if text:
            whole.append(run if text == run.text else Run(text, run.tags))
            before = text[-1]
    _cut(whole, f"{_EDGES}\n")
    while whole:
        text = whole[0].text.lstrip(f"{_EDGES}\n")
        if text:
            whole[0] = Run(text, whole[0].tags)
            break
        del whole[0]
    return whole


def _without_spaces_at_breaks(text: str) -> str:
    first, *others = text.split("\n")
    if not others:
        return text
    *between, last = others
    stripped = (line.strip(_EDGES) for line in between)
    return "\n".join([first.rstrip(_EDGES), *stripped, last.lstrip(_EDGES)])


def _cut(whole: list[Run], signs: str) -> None:
    while whole:
        text = whole[-1].text.rstrip(signs)
        if text:
            if text != whole[-1].text:
                whole[-1] = Run(text, whole[-1].tags)
            return
        whole.pop()


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """``runs`` parted where two breaks follow each other."""
    if not runs:
        return []
    if not any("\n" in run.text for run in runs):
        whole = tidied(runs)
        return [whole] if whole else []
    parts: list[list[Run]] = [[]]
    before = ""
    for run in tidied(runs):
        stretches = re.split("(\n+)", run.text)
        for stretch in stretches:
            if not stretch:
                continue
            if stretch.startswith("\n"):
                before += stretch
                continue
            if before:
                if len(before) > 1:
                    parts.append([])
                else:
                    parts[-1].append(Run("\n"))
                before = ""
            parts[-1].append(Run(stretch, run.tags))
    return [part for part in (tidied(part) for part in parts) if part]


def inline_html(runs: list[Run]) -> str:
    """``runs`` as the inline HTML of rich text; breaks as ``<br/>``."""
    if len(runs) == 1 and not runs[0].tags:
        return html.escape(runs[0].text, quote=False).replace("\n", "<br/>")
    out: list[str] = []
    standing: tuple[str, ...] = ()
    for run in runs:
        if run.tags == standing:
            out.append(html.escape(run.text, quote=False).replace("\n", "<br/>"))
            continue
        common = 0
        for have, want in zip(standing, run.tags, strict=False):
            if have != want:
                break
            common += 1
        out.extend(f"</{tag.split(' ')[0]}>" for tag in reversed(standing[common:]))
        out.extend(f"<{tag}>" for tag in run.tags[common:])
        standing = run.tags
        out.append(html.escape(run.text, quote=False).replace("\n", "<br/>"))
    out.extend(f"</{tag.split(' ')[0]}>" for tag in reversed(standing))
    return "".join(out)


def plain(runs: list[Run], between: str = " ") -> str:
    """The text of ``runs`` alone; ``between`` stands for breaks.

    Figures that are raised or lowered become the signs that are so themselves: 10⁶, CO₂.
    """
    lines = "".join(_raised(run) for run in runs).split("\n")
    return between.join(line for line in (running_line(line) for line in lines) if line)


def _raised(run: Run) -> str:
    if "sup" in run.tags:
        return superscript(run.text)
    return subscript(run.text) if "sub" in run.tags else run.text


def links_in(runs: list[Run]) -> dict[str, str]:
    """The links in ``runs``: the address of each, and the words that were linked."""
    found: dict[str, str] = {}
    for run in runs:
        for tag in run.tags:
            if tag.startswith('a href="'):
                address = html.unescape(tag[len('a href="') : -1])
                found[address] = found.get(address, "") + run.text
    return {address: running_line(text) for address, text in found.items()}
