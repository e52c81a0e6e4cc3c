"""Reading a feed item by item in flat memory: one JSON object, an array, or one object a line.

The reader only finds where items begin and end; each is then decoded on its own. So an item that
is not JSON, not UTF-8 or longer than any news item is refused alone, and the others are read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from stoppress.intake.feed import FeedUnreadable, shown
from stoppress.intake.item import ItemRejected
from stoppress.intake.json_object import NotJson, decode

#: Bytes of JSON that one item may have.
LONGEST = 8 * 1024 * 1024

_CHUNK = 256 * 1024
_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"{\x00", b"[\x00", b"\x00{", b"\x00[")
_SPACE = re.compile(rb"[ \t\r\n]*+")
_BRACKET = re.compile(rb'["{}\[\]]')
_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SCALAR = re.compile(rb"[^,\]\s]*+")


@dataclass(frozen=True, slots=True)
class Read:
    """One item of a feed.

    :param number: its place in the feed, from 1.
    :param line: the line it begins on, from 1.
    :param properties: its JSON object, or why it was refused.
    :param size: bytes of its JSON.
    """

    number: int
    line: int
    properties: dict[str, Any] | ItemRejected
    size: int = 0


def begins_as_json(beginning: bytes) -> bool:
    """Whether a feed that begins like this is JSON: an object or an array.

    JSON in UTF-16 or UTF-32 counts, so that ``read_items`` can say what is wrong with it.
    """
    bare = beginning.removeprefix(_BOM).lstrip(b" \t\r\n")
    return bare[:1] in (b"{", b"[") or beginning.startswith(_OTHER_ENCODINGS)


def read_items(stream: IO[bytes], label: str) -> Iterator[Read]:
    """Read the items of an open feed; ``label`` names it in sentences.

    Raises FeedUnreadable when it is no JSON in UTF-8, or is cut off; what was read before is sound.
    """
    source = _Source(stream)
    source.fill(4096)
    if source.data.startswith(_OTHER_ENCODINGS):
        raise FeedUnreadable(f"{label} is not UTF-8. Convert it, for example with iconv.")
    if source.data.startswith(_BOM):
        source.at = len(_BOM)
    first = source.next_byte()
    if first == b"":
        raise FeedUnreadable(f"{label} is empty. Give a file that holds news items.")
    if first == b"[":
        yield from _array(source, label)
    elif first == b"{":
        yield from _objects(source, label)
    else:
        beginning = shown(source.data[source.at :])
        raise FeedUnreadable(
            f"{label} is not JSON: it begins with {beginning}."
            " Give one object, an array of them, or one object a line."
        )


class _Source:
    """The bytes of a feed around the place where reading is, and the number of that line."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.data = b""
        self.at = 0
        self.line = 1

    def fill(self, size: int = _CHUNK) -> bool:
        """Read on, dropping what was passed; false at the end of the feed."""
        more = self.stream.read(size)
        self.data = self.data[self.at :] + more
        self.at = 0
        return bool(more)

    def pass_to(self, position: int) -> bytes:
        """Go on to ``position`` of ``data``; gives the bytes passed."""
        passed = self.data[self.at : position]
        self.line += passed.count(b"\n")
        self.at = position
        return passed

    def next_byte(self) -> bytes:
        """The next byte that is not white space, not yet passed; empty at the end."""
        while True:
            self.pass_to(_end(_SPACE, self.data, self.at))
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.fill():
                return b""


class _Kept:
    """The bytes of one item, no more than an item may have."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self.size <= LONGEST:
            self.parts.append(part)
        else:
            self.parts.clear()

    def read(self, number: int, line: int) -> Read:
        if self.size > LONGEST:
            return Read(number, line, _too_long())
        try:
            return Read(number, line, decode(b"".join(self.parts)), self.size)
        except ItemRejected as refusal:
            return Read(number, line, refusal)


def _too_long() -> ItemRejected:
    return ItemRejected(
        "",
        f"is longer than {LONGEST // 1024 // 1024} MB",
        "Leave out what is no text; pictures are named by address, not held in the item.",
    )


def _array(source: _Source, label: str) -> Iterator[Read]:
    source.pass_to(source.at + 1)
    number = 0
    while True:
        byte = source.next_byte()
        if byte == b",":
            source.pass_to(source.at + 1)
        elif byte == b"]":
            source.pass_to(source.at + 1)
            break
        elif byte == b"":
            raise FeedUnreadable(
                f"{label}, after item {number}: the array does not end. The file is cut off; copy"
                " it again. Items already imported will be unchanged."
            )
        else:
            number += 1
            line = source.line
            kept = _Kept()
            if not _element(source, kept):
                raise FeedUnreadable(
                    f"{label}, item {number}, line {line}: the item does not end; a quotation mark"
                    " or a bracket is missing. Correct it, then import the file again: finished"
                    " items will be unchanged."
                )
            yield kept.read(number, line)
    if source.next_byte():
        yield _left_over(source, number + 1, "array", "Remove it, or put all items into one array.")


def _element(source: _Source, kept: _Kept) -> bool:
    """Pass one value of an array; false when the feed ends inside it."""
    if source.data[source.at : source.at + 1] not in b'{["':
        while True:
            end = _end(_SCALAR, source.data, source.at)
            at_end = end == len(source.data)
            kept.add(source.pass_to(end))
            if not at_end or not source.fill():
                return not at_end
    depth = 0
    while True:
        match = _BRACKET.search(source.data, source.at)
        if match is None:
            kept.add(source.pass_to(len(source.data)))
            if not source.fill():
                return False
            continue
        kept.add(source.pass_to(match.end()))
        mark = match[0]
        if mark == b'"':
            if not _string(source, kept):
                return False
        elif mark in b"{[":
            depth += 1
        else:
            depth -= 1
        if depth <= 0:
            return True


def _string(source: _Source, kept: _Kept) -> bool:
    """Pass the rest of a string and its closing mark; false when the feed ends inside it."""
    while True:
        end = _end(_STRING, source.data, source.at)
        if end < len(source.data) and source.data[end : end + 1] == b'"':
            kept.add(source.pass_to(end + 1))
            return True
        kept.add(source.pass_to(end))  # a backslash at the very end waits for what it escapes
        if not source.fill():
            return False


def _objects(source: _Source, label: str) -> Iterator[Read]:
    """Objects one after the other: each on a line of its own, or a single one on many lines."""
    number = 0
    while source.next_byte():
        number += 1
        line = source.line
        kept = _Kept()
        whole = _line(source, kept)
        several_lines = number == 1 and whole and not _stands_alone(kept, source)
        if several_lines:
            source.data = b"".join(kept.parts) + source.data[source.at :]
            source.at, source.line = 0, line
            kept = _Kept()
            _element(source, kept)
        read = kept.read(number, line)
        if number == 1 and isinstance(read.properties, NotJson) and not source.next_byte():
            refusal = read.properties
            raise FeedUnreadable(f"{label}, line {line}: {refusal.reason}. {refusal.remedy}")
        yield read
        if several_lines:
            yield from _more_objects(source, number)
            return


def _left_over(source: _Source, number: int, of: str, remedy: str) -> Read:
    reason = f"something follows the end of the {of}: {shown(source.data[source.at :])}"
    return Read(number, source.line, ItemRejected("", reason, remedy))


def _more_objects(source: _Source, number: int) -> Iterator[Read]:
    """What follows an object of several lines: more such objects, or what should not be there."""
    while source.next_byte() == b"{":
        number += 1
        line = source.line
        kept = _Kept()
        _element(source, kept)
        yield kept.read(number, line)
    if source.next_byte():
        yield _left_over(source, number + 1, "item", "Remove it.")


def _line(source: _Source, kept: _Kept) -> bool:
    """Pass one line; false when it is too long to keep."""
    while True:
        end = source.data.find(b"\n", source.at)
        if end >= 0:
            kept.add(source.pass_to(end + 1))
            break
        kept.add(source.pass_to(len(source.data)))
        if not source.fill():
            break
    return kept.size <= LONGEST


def _stands_alone(kept: _Kept, source: _Source) -> bool:
    """Whether the first line is an item of its own, and not the beginning of a longer one."""
    line = b"".join(kept.parts)
    probe = _Source(io.BytesIO())
    probe.data = line
    if _element(probe, _Kept()):
        return True
    # A broken first line of a feed with one object a line: the next begins an object too.
    if source.at >= len(source.data):
        source.fill()
    return source.data.startswith(b"{", source.at) and line.rstrip()[-1:] not in b"{[,:"


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where the longest match of ``pattern`` at ``at`` ends."""
    match = pattern.match(data, at)
    return match.end() if match else at
