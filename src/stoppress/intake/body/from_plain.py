"""Plain text becomes paragraphs and lists."""

from __future__ import annotations

import re

from stoppress.intake.body.elements import paragraph
from stoppress.intake.body.runs import Run, inline_html, tidied
from stoppress.intake.item import Block
from stoppress.intake.text import clean, without_markup

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")
_INDENT = re.compile(r"(?:\t| {2,}|\u00a0{2,}|\u3000)\S")
_BULLET = re.compile(r"\s*[•*▪●‣-]\s+(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
#: Lines of a wire that are all about this long were broken by width, not by meaning.
_WRAPPED = range(45, 101)


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs of ``text``: parted by empty lines, else by indents, else by line ends."""
    text = clean(without_markup(text)).strip("\n")
    if _EMPTY_LINES.search(text):
        parts = [part.split("\n") for part in _EMPTY_LINES.split(text)]
    else:
        lines = text.split("\n")
        indented = sum(1 for line in lines if _INDENT.match(line))
        if 0 < indented < len(lines):
            parts = []
            for line in lines:
                if not parts or _INDENT.match(line):
                    parts.append([])
                parts[-1].append(line)
        elif _was_wrapped(lines):
            parts = [lines]
        else:
            parts = _by_line(lines)
    return [block for part in parts for block in _blocks_of_lines(part)]


def _by_line(lines: list[str]) -> list[list[str]]:
    """A paragraph a line; lines of one list stay together."""
    parts: list[list[str]] = []
    for line in lines:
        mark = _mark(line)
        if mark and parts and _mark(parts[-1][0]) is mark:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _blocks_of_lines(lines: list[str]) -> list[Block]:
    lines = [line for line in lines if line.strip(" \t\u00a0")]
    if not lines:
        return []
    mark = _mark(lines[0])
    if mark and len(lines) > 1 and all(_mark(line) is mark for line in lines):
        items = [inline_html(tidied([Run(mark.sub("", line, count=1))])) for line in lines]
        return [Block("list", {"ordered": mark is _NUMBER, "items": items})]
    if not mark and len(lines) > 2 and len({*map(_mark, lines[1:])} - {None}) == 1:
        first, *others = lines  # a line that says what the list is of
        if all(map(_mark, others)):
            return [*_blocks_of_lines([first]), *_blocks_of_lines(others)]
    joint = " " if _was_wrapped(lines) else "\n"
    text = joint.join(line.strip(" \t") for line in lines)
    runs = tidied([Run(re.sub(r"[ \t]+", " ", text))])
    return [paragraph(runs)] if runs else []


def _mark(line: str) -> re.Pattern[str] | None:
    if _BULLET.match(line):
        return _BULLET
    return _NUMBER if _NUMBER.match(line) else None


def _was_wrapped(lines: list[str]) -> bool:
    return (
        len(lines) > 1
        and all(len(line.strip()) in _WRAPPED for line in lines[:-1])
        and (len(lines[-1].strip()) < _WRAPPED.stop)
        and sum(line.rstrip().endswith((".", "!", "?", "…", ":")) for line in lines[:-1]) * 2
        < len(lines)
    )
