"""From an edit, a takedown, or the moment a scheduled article is due, until readers see it.

Looked at are the article, the front, and an old article with its list of what is newest.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import pagefiles
from bench.client import Client
from bench.processes import end, last_line, start
from bench.report import NotMeasured

EDITED, TAKEN_DOWN, DUE = "an edit", "a takedown", "a scheduled piece"
#: What is measured, and what ``bench.editor`` calls it.
CHANGES = {EDITED: "edit", TAKEN_DOWN: "take down", DUE: "schedule"}
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Changed:
    """What the editor tells of a change when it has returned."""

    path: str
    #: The headline that must be gone; empty for none.
    before: str
    #: The headline that must be there; empty when the article was taken down.
    after: str
    #: When the change began or was due, in seconds of the monotonic clock.
    begun: float


def edit_to_visible(
    home: Path, client: Client, old: str, log: Path, times: int
) -> dict[str, list[float]]:
    """Milliseconds until readers of a served home see each kind of change, ``times`` of each."""
    program = [sys.executable, "-m", "bench.editor", "--home", str(home)]
    editor = start(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, log=log)
    took: dict[str, list[float]] = {name: [] for name in CHANGES}
    try:
        _line(editor, log)
        for _time in range(times):
            for name, asked in CHANGES.items():
                assert editor.stdin
                editor.stdin.write(f"{asked}\n")
                editor.stdin.flush()
                changed = Changed(**json.loads(_line(editor, log)))
                for path in (changed.path, "/", old):
                    _see(client, path, changed)
                took[name].append((time.monotonic() - changed.begun) * 1e3)
    finally:
        end(editor)
    return took


def _line(editor: subprocess.Popen[str], log: Path) -> str:
    assert editor.stdout
    line = editor.stdout.readline()
    if not line:
        raise NotMeasured(f"Not measured: the editor failed. {last_line(log)}")
    return line


def _see(client: Client, path: str, changed: Changed) -> None:
    sent, until = pagefiles.sent(path), time.monotonic() + _PATIENCE
    while not _shows(client, sent, path, changed):
        if time.monotonic() > until:
            raise AssertionError(f"{path} does not show {changed} in {_PATIENCE} s.")


def _shows(client: Client, sent: str, path: str, changed: Changed) -> bool:
    reply = client.get(sent)
    if not changed.after and path == changed.path:
        return reply.status == 410
    if changed.after:
        return changed.after.encode() in reply.text()
    return changed.before.encode() not in reply.text()
