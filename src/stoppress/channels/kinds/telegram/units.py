"""Lengths as Telegram counts them: in units of UTF-16."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
#: What belongs to the letter or sign before it, besides marks: joiners and skin tones.
_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_EDGES = " \t\n\u00a0,;:–—-،؛、，"


def units(text: str) -> int:
    """How many units of UTF-16 a text has."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, most: int) -> str:
    """``text``, or what of it fits into ``most`` units, with an ellipsis at its end.

    It is cut between words; in the middle of a word only where that would leave less than half.
    What is one sign to a reader stays whole: a letter with its accents, a flag, a family.
    """
    if units(text) <= most:
        return text
    if most < 1:
        return ""
    end = _fitting(text, most - 1)
    head = text[:end]
    if not text[end].isspace():
        before = max(head.rfind(" "), head.rfind("\n"))
        if before > end // 2:
            head = head[:before]
        else:
            while end > 0 and _is_inside(text, end):
                end -= 1
            head = text[:end]
    return head.rstrip(_EDGES) + "…"


def _fitting(text: str, most: int) -> int:
    """How many letters from its beginning fit into ``most`` units."""
    used = 0
    for place, letter in enumerate(text):
        used += 2 if letter > "\uffff" else 1
        if used > most:
            return place
    return len(text)


def _is_inside(text: str, place: int) -> bool:
    """Whether a cut before ``text[place]`` would part what is one sign."""
    before, after = text[place - 1], text[place]
    if unicodedata.category(after).startswith("M") or after == _JOINER or before == _JOINER:
        return True
    if ord(after) in _TONES:
        return True
    if ord(after) in _REGIONAL and ord(before) in _REGIONAL:
        start = place
        while start > 0 and ord(text[start - 1]) in _REGIONAL:
            start -= 1
        return (place - start) % 2 == 1
    return False
