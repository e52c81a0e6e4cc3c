"""What differs between two texts, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

#: A word with the space before it; letters of scripts without spaces are words of their own.
_WORD = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+)")
#: Stands between lines when the words of several are compared.
_END = "\n"
#: Comparing costs about the pairs of same words times the length of the shorter text. Texts above
#: this, which nobody writes, are told as replaced; a piece of 3,000 words is far below it.
_MOST_WORK = 50_000_000


class Fate(Enum):
    """What became of words on the way from one version to the other."""

    KEPT = "kept"
    ADDED = "ins"
    REMOVED = "del"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share their fate."""

    fate: Fate
    text: str


#: A line of both texts, laid over each other.
Line = list[Run]


def lines_of_both(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """The lines of both texts: those that are in one only, and those whose words changed."""
    lines: list[Line] = []
    for tag, i, j, k, m in _matched(before, after):
        if tag == "equal":
            lines += [[Run(Fate.KEPT, line)] for line in after[k:m]]
        elif tag == "replace":
            lines += _changed(before[i:j], after[k:m])
        else:
            lines += [[Run(Fate.REMOVED, line)] for line in before[i:j]]
            lines += [[Run(Fate.ADDED, line)] for line in after[k:m]]
    return lines


def words_changed(lines: Sequence[Line]) -> tuple[int, int]:
    """How many words were added, and how many removed."""
    counted = {Fate.ADDED: 0, Fate.REMOVED: 0, Fate.KEPT: 0}
    for line in lines:
        for run in line:
            counted[run.fate] += len(_WORD.findall(run.text))
    return counted[Fate.ADDED], counted[Fate.REMOVED]


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Lines that took each other's place, word by word."""
    old, new = _words(before), _words(after)
    lines: list[Line] = [[]]
    for kept, i, j, k, m in _readable(old, new):
        if kept:
            _lay(lines, Fate.KEPT, new[k:m])
        else:
            _lay(lines, Fate.REMOVED, old[i:j])
            _lay(lines, Fate.ADDED, new[k:m])
    return [line for line in lines if line]


def _readable(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Which words are kept, and which take each other's place.

    Words that two sentences share by chance are not kept: where fewer letters stay than change on
    either side, nobody can read what was there before, and what is there now.
    """
    stripped = ([word.strip(" ") for word in words] for words in (old, new))
    found = list(_matched(*stripped))
    changed: tuple[int, int, int, int] | None = None
    for at, (tag, i, j, k, m) in enumerate(found):
        by_chance = (
            tag == "equal"
            and 0 < at < len(found) - 1
            and _END not in new[k:m]
            and _letters(new[k:m]) <= min(_replaced(old, new, found[at + one]) for one in (-1, 1))
        )
        if tag != "equal" or by_chance:
            changed = (i, j, k, m) if changed is None else (changed[0], j, changed[2], m)
            continue
        if changed is not None:
            yield False, *changed
            changed = None
        yield True, i, j, k, m
    if changed is not None:
        yield False, *changed


def _replaced(old: Sequence[str], new: Sequence[str], found: tuple[str, int, int, int, int]) -> int:
    """The letters of a change, before or after it, whichever are more."""
    _tag, i, j, k, m = found
    return max(_letters(old[i:j]), _letters(new[k:m]))


def _letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _lay(lines: list[Line], fate: Fate, words: Sequence[str]) -> None:
    text = ""
    for word in words:
        if word == _END:
            if text:
                lines[-1].append(Run(fate, text))
            lines.append([])
            text = ""
        else:
            text += word
    if text:
        lines[-1].append(Run(fate, text))


def _words(lines: Sequence[str]) -> list[str]:
    words: list[str] = []
    for line in lines:
        words += [*_WORD.findall(line), _END]
    return words[:-1]


def _matched(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    first, second = Counter(before), Counter(after)
    # What ``SequenceMatcher`` leaves out of longer texts, being too common to tell a place.
    common = len(after) // 100 + 1 if len(after) >= 200 else len(after)
    pairs = sum(count * second[one] for one, count in first.items() if second[one] <= common)
    if pairs * min(len(before), len(after)) > _MOST_WORK:
        yield "replace", 0, len(before), 0, len(after)
    else:
        yield from SequenceMatcher(None, before, after).get_opcodes()
