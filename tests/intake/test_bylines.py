"""How well bylines are read: three hundred of them in twelve languages, with a floor."""

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


def cases() -> list[Case]:
    file = Path(__file__).parent / "data" / "bylines.tsv"
    found = []
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, byline, names = line.split("\t")
            found.append(Case(language, byline, {named(n.strip()) for n in names.split(";")}))
    return found


def named(written: str) -> tuple[str, Role]:
    role = _ROLES.get(written[0])
    return (written[1:], role) if role else (written, Role.AUTHOR)


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    right: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    expected: dict[str, int] = defaultdict(int)
    wrong = []
    for case in cases():
        names = {(name.name, name.role) for name in read_byline(case.byline, case.language)}
        for key in (case.language, "all"):
            right[key] += len(names & case.names)
            found[key] += len(names)
            expected[key] += len(case.names)
        if names != case.names:
            wrong.append(f"{case.language}  {case.byline}  ->  {sorted(n for n, _r in names)}")
    with capsys.disabled():
        print("\nbylines  precision  recall")
        for key, names_there in expected.items():
            precision, recall = right[key] / found[key], right[key] / names_there
            print(f"{key:<7}  {precision:>9.3f}  {recall:>6.3f}")
        print("\n".join(wrong))
    assert len(cases()) == 300
    assert len({case.language for case in cases()}) == 12
    assert right["all"] / found["all"] >= 0.97
    assert right["all"] / expected["all"] >= 0.97
