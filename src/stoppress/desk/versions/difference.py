"""What differs between two texts, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

#: Before what is said of the words in front of it, and is no word of the text: their form, such as
#: bold, and what they lead to; and behind it. Unicode leaves these letters to each program.
FORM, LINK, SAID = "\ue000", "\ue001", "\ue002"
#: A word, or what is said of some, with the space before it; letters of scripts without spaces are
#: words of their own. It begins where a row of spaces does, never within one.
_WORD = re.compile(
    rf"(?:(?<!\s)\s+)?(?:[{FORM}{LINK}][^{FORM}-{SAID}]*{SAID}"
    rf"|[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff{FORM}-{SAID}]+)"
)
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
    """Words that share their fate; ``said`` where it is said of the words before it."""

    fate: Fate
    text: str
    said: bool = False


#: A line of both texts, laid over each other.
Line = list[Run]


def lines_of_both(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """The lines of both texts: those that are in one only, and those whose words changed."""
    lines: list[Line] = []
    for tag, i, j, k, m in _matched(before, after):
        if tag == "equal":
            lines += [_whole(Fate.KEPT, line) for line in after[k:m]]
        elif tag == "replace":
            lines += _changed(before[i:j], after[k:m])
        else:
            lines += [_whole(Fate.REMOVED, line) for line in before[i:j]]
            lines += [_whole(Fate.ADDED, line) for line in after[k:m]]
    return lines


def words_changed(lines: Sequence[Line]) -> tuple[int, int]:
    """How many words were added, and how many removed."""
    counted = {Fate.ADDED: 0, Fate.REMOVED: 0, Fate.KEPT: 0}
    for line in lines:
        for run in line:
            counted[run.fate] += 0 if run.said else len(_WORD.findall(run.text))
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
    return sum(len(word) for word in words if not _is_said(word))


def _whole(fate: Fate, line: str) -> Line:
    laid: list[Line] = [[]]
    _lay(laid, fate, _words([line]))
    return laid[0]


def _lay(lines: list[Line], fate: Fate, words: Sequence[str]) -> None:
    """Lay words behind those that are there.

    What is said of words that stay as they are is left out, and their form where they are new: who
    reads the change sees what is different, and that.
    """
    text = ""
    alone = all(_is_said(word) for word in words)
    for word in words:
        if word == _END:
            if text:
                lines[-1].append(Run(fate, text))
            lines.append([])
            text = ""
        elif not _is_said(word):
            text += word
        elif fate is not Fate.KEPT and (alone or word.lstrip()[0] == LINK):
            if text:
                lines[-1].append(Run(fate, text))
            lines[-1].append(Run(fate, f" {word.strip().strip(FORM + LINK + SAID)}", said=True))
            text = ""
    if text:
        lines[-1].append(Run(fate, text))


def _is_said(word: str) -> bool:
    """Whether it is no word of the text."""
    return word.lstrip()[:1] in {FORM, LINK}


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
