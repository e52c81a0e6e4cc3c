"""Long work away from a terminal: a line every few seconds, and one at the end."""

import time

import pytest

from stoppress.progress import progress


def test_lines_are_few(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with progress("Rendering") as show:
        for done in range(1, 101):
            now += 0.125
            show(done, 100)
    assert capsys.readouterr().err.splitlines() == [
        "Rendering: 24 of 100",
        "Rendering: 48 of 100",
        "Rendering: 72 of 100",
        "Rendering: 96 of 100",
        "Rendering: 100 of 100",
    ]


def test_work_of_unknown_length_is_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    for quiet in (False, True):
        with progress("Items imported", quiet=quiet) as show:
            for done in range(1, 41):
                now += 0.125
                show(done)
    assert capsys.readouterr().err.splitlines() == ["Items imported: 24"]
