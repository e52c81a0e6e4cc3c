"""Where two versions that were written at the same time differ, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stoppress.desk.versions.difference import Fate, Line, Run, lines_of_both
from stoppress.desk.versions.written import Part

#: Stands for lines that nobody changed.
_SAME = [Run(Fate.KEPT, "…")]


@dataclass(frozen=True, slots=True)
class Beside:
    """A part in which two versions differ: the changed lines of each, if it has any."""

    label: str
    theirs: list[Line]
    mine: list[Line]


def beside(
    base: Sequence[Part] | None, theirs: Sequence[Part], mine: Sequence[Part]
) -> list[Beside]:
    """The parts in which ``theirs`` and ``mine`` differ, with what each changed since ``base``.

    Without a version that both began with, each shows what differs from the other.
    """
    begun = [part.lines for part in base] if base else None
    found = []
    for at, (one, other) in enumerate(zip(theirs, mine, strict=True)):
        if one.lines != other.lines:
            before, after = (begun[at], begun[at]) if begun else (other.lines, one.lines)
            found.append(
                Beside(
                    one.label,
                    _changed(lines_of_both(before, one.lines)),
                    _changed(lines_of_both(after, other.lines)),
                )
            )
    return found


def _changed(lines: list[Line]) -> list[Line]:
    """Lines with changed words, and a sign for those between them; none when no word changed."""
    if not any(_is_changed(line) for line in lines):
        return []
    kept: list[Line] = []
    for line in lines:
        if _is_changed(line):
            kept.append(line)
        elif not kept or kept[-1] is not _SAME:
            kept.append(_SAME)
    return kept


def _is_changed(line: Line) -> bool:
    return any(run.fate is not Fate.KEPT for run in line)
