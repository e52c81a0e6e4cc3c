"""How well bylines are read, in twelve languages, with floors.

The rules were written with the 360 of ``bylines.tsv`` at hand. Those of
``bylines_unseen.tsv`` were written afterwards: they say how others will be read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from stoppress.intake.bylines import read_byline
from stoppress.intake.item import Role

_ROLES = {"^": Role.PHOTOGRAPHER, "~": Role.TRANSLATOR, "=": Role.AGENCY}
Named = set[tuple[str, Role]]


@dataclass(frozen=True)
class Case:
    """One byline, and the names in it."""

    language: str
    byline: str
    names: Named


def cases(file: str) -> list[Case]:
    found = []
    for line in (Path(__file__).parent / "data" / file).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, byline, names = line.split("\t")
            found.append(Case(language, byline, {named(n.strip()) for n in names.split(";")}))
    return found


def named(written: str) -> tuple[str, Role]:
    role = _ROLES.get(written[0])
    return (written[1:], role) if role else (written, Role.AUTHOR)


@pytest.mark.parametrize(
    ("file", "count", "floor"), [("bylines.tsv", 360, 0.97), ("bylines_unseen.tsv", 36, 0.85)]
)
def test_precision_and_recall(
    file: str, count: int, floor: float, capsys: pytest.CaptureFixture[str]
) -> None:
    right: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    expected: dict[str, int] = defaultdict(int)
    wrong = []
    for case in cases(file):
        names = {(name.name, name.role) for name in read_byline(case.byline, case.language)}
        for key in (case.language, "all"):
            right[key] += len(names & case.names)
            found[key] += len(names)
            expected[key] += len(case.names)
        if names != case.names:
            wrong.append(f"{case.language}  {case.byline}  ->  {sorted(n for n, _r in names)}")
    with capsys.disabled():
        print(f"\n{file}  precision  recall")
        for key, names_there in expected.items():
            precision, recall = right[key] / found[key], right[key] / names_there
            print(f"{key:<{len(file)}}  {precision:>9.3f}  {recall:>6.3f}")
        print("\n".join(wrong))
    assert len(cases(file)) == count
    assert len({case.language for case in cases(file)}) == 12
    assert right["all"] / found["all"] >= floor
    assert right["all"] / expected["all"] >= floor
