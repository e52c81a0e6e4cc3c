"""Figures and tables, and how they are written."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


class NotMeasured(Exception):
    """Something cannot be measured here; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be, as the project promises it."""

    at_least: float | None = None
    below: float | None = None

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"{self.at_least:g} or more"
        return f"below {self.below:g}" if self.below else "none"

    def reached(self, value: float) -> bool:
        """Whether ``value`` is as promised."""
        if self.at_least is not None:
            return value >= self.at_least
        return value < (self.below or 0.5)  # counts: none means none


#: A count that must be nought.
NONE = Goal(below=0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table that ``make bench`` prints."""

    #: Which promise: a letter and a number, such as A1.
    item: str
    what: str
    #: One of each round.
    values: Sequence[float]
    unit: str = ""
    #: To what it is compared with, within each round.
    ratios: Sequence[float] = ()
    #: For the ratio when there is one, else for the value.
    goal: Goal | None = None

    def row(self) -> list[str]:
        """The cells, in the order of ``HEAD``."""
        judged = statistics.median(self.ratios or self.values)
        verdict = ""
        if self.goal is not None:
            verdict = "yes" if self.goal.reached(judged) else "**no**"
        return [
            self.item,
            self.what,
            f"{number(statistics.median(self.values))} {self.unit}".strip(),
            spread(self.values),
            ratio(statistics.median(self.ratios)) if self.ratios else "",
            spread(self.ratios, ratio),
            "" if self.goal is None else str(self.goal),
            verdict,
        ]

    def plain(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "item": self.item,
            "what": self.what,
            "unit": self.unit,
            "values": list(self.values),
            "ratios": list(self.ratios),
            "goal": None if self.goal is None else str(self.goal),
        }


HEAD = ["", "what", "median", "spread", "ratio", "spread", "goal", "reached"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head, with a title."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        lines = [self.title, ""] if self.title else []
        lines += [_line(self.head), "|" + "---|" * len(self.head), *map(_line, self.rows)]
        return "\n".join(lines)


@dataclass(slots=True)
class Report:
    """What one bench found."""

    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    #: Sentences: what was absent, what was done otherwise.
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [str(table) for table in self.tables]
        if self.figures:
            parts.append(str(Table("", HEAD, [figure.row() for figure in self.figures])))
        parts += self.notes
        return "\n\n".join(parts)

    def in_order(self) -> list[Figure]:
        """The figures by what is promised, in its order."""
        return sorted(self.figures, key=lambda figure: (figure.item[:1], int(figure.item[1:])))

    def add(self, other: Report) -> None:
        """Take in another report."""
        self.figures += other.figures
        self.tables += other.tables
        self.notes += other.notes


def number(value: float) -> str:
    """A number for a person: no more digits than say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}".removesuffix(".00")


def ratio(value: float) -> str:
    """A ratio for a person: two places, or one digit that says something."""
    return f"{value:.2f}" if value >= 0.01 else f"{value:.1g}"


def spread(values: Sequence[float], form: Callable[[float], str] = number) -> str:
    """The smallest and the largest; nothing when there is but one."""
    return f"{form(min(values))} to {form(max(values))}" if len(values) > 1 else ""


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent are not above; of few values the largest."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
