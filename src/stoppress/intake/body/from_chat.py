"""Messages copied from a chat become paragraphs: the hour before each is no part of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from stoppress.intake.body.elements import paragraph
from stoppress.intake.body.runs import Run, tidied
from stoppress.intake.item import Block
from stoppress.intake.left_out import LeftOut
from stoppress.intake.left_out import marked as _
from stoppress.intake.text import clean

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_HOUR = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f\u00a0]*[AaPp]\.?[Mm]\.?)?"
_STAMP = re.compile(
    rf"[\u200e\u200f]*(?:\[(?:{_DAY},? {_HOUR}|{_HOUR},? {_DAY})\]|{_DAY},? {_HOUR} [-–])"
    r" (?P<name>[^:\n]{1,80}): ?"
)
#: Telegram says who and when on a line of its own, then perhaps whom that answers.
_STAMP_LINE = re.compile(
    rf"[\u200e\u200f]*(?P<name>[^\n\[\]]{{1,80}}), \[{_DAY},? {_HOUR}\]:?[ \t]*(?:\r?\n|\Z)"
    r"(?:\[(?:In reply to|Forwarded from) [^\[\]\n]{1,80}\][ \t]*(?:\r?\n|\Z))*"
)
_OMITTED = re.compile(r"[\u200e\u200f]*(?:<[^<>\n]{3,40}>|[\w ]{3,40} omitted)\s*")
#: Telegram's line for a picture or a file, in the language of its reader, above what is said of it.
_FILE = re.compile(r"\[ [^\[\]\n]{3,80} \](?:\n+|\Z)")
_BOLD = re.compile(r"(?<!\w)\*(?=\S)([^*\n]+)(?<=\S)\*(?!\w)")
_SLANTED = re.compile(r"(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)")


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote in a chat."""

    name: str
    text: str


def is_chat(text: str) -> bool:
    """Whether ``text`` was copied from a chat: its first line says when, and who."""
    return _stamp_at(text.lstrip()) is not None


def blocks_of_chat(text: str) -> tuple[list[Block], list[LeftOut]]:
    """The messages as paragraphs, and what was left out, as sentences.

    Where several people write, each message begins with the name.
    """
    messages = [one for one in _messages(text) if one.text and not _OMITTED.fullmatch(one.text)]
    names = list(dict.fromkeys(one.name for one in messages))
    blocks, said = [], ""
    for message in messages:
        named = message.name if len(names) > 1 and message.name != said else ""
        said = message.name
        for line in message.text.split("\n"):
            runs = tidied(_runs(line))
            if runs:
                lead = [Run(named, ("b",)), Run(": ")] if named else []
                blocks.append(paragraph([*lead, *runs]))
                named = ""
    if len(names) == 1:
        words = _("The hours of the messages, and their name “%(name)s”, were left out.")
        return blocks, [LeftOut(words, name=names[0])]
    return blocks, [LeftOut(_("The hours of the messages were left out."))]


def _messages(text: str) -> list[Message]:
    # Signs of direction stand around names; they are cleaned away line by line.
    found: list[Message] = []
    starts = [*_starts(text), len(text)]
    for start, end in pairwise(starts):
        part = text[start:end]
        stamp = _stamp_at(part)
        if stamp is not None:
            said = _without_file(clean(part[stamp.end() :]).strip())
            found.append(Message(clean(stamp["name"]).strip("~ \u202f\u00a0"), said))
    return found


def _without_file(text: str) -> str:
    line = _FILE.match(text)
    return text[line.end() :] if line else text


def _starts(text: str) -> list[int]:
    """Where lines begin that have a stamp."""
    places = [0, *(found.end() for found in re.finditer(r"\r?\n", text))]
    return [place for place in places if _stamp_at(text, place)]


def _stamp_at(text: str, place: int = 0) -> re.Match[str] | None:
    return _STAMP.match(text, place) or _STAMP_LINE.match(text, place)


def _runs(line: str) -> list[Run]:
    """A line with what stands between asterisks in bold, between low lines in italics."""
    runs: list[Run] = []
    for place, part in enumerate(_BOLD.split(line)):
        tags = ("b",) if place % 2 else ()
        for inner, piece in enumerate(_SLANTED.split(part)):
            if piece:
                runs.append(Run(piece, (*tags, "i") if inner % 2 else tags))
    return runs
