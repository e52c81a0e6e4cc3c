"""Styles and scripts of a desk that runs, while its files change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SCRIPT = "/static/sheet.js"


@pytest.mark.parametrize("now", ["export const short = 1;", "// longer\n" * 100, ""])
def test_a_file_that_changes_below_a_desk_that_runs_stays_whole(
    now: str, tmp_path: Path, settings: Any
) -> None:
    file = tmp_path / "sheet.js"
    file.write_text(before := "export const sheet = 'as it was when the desk started';\n")
    settings.STATICFILES_DIRS = [tmp_path]
    desk = Client(headers={"host": "desk.news.example"})
    first = desk.get(SCRIPT, secure=True)
    assert first.getvalue() == before.encode()

    file.write_text(now)
    second = desk.get(SCRIPT, secure=True)
    part = desk.get(SCRIPT, secure=True, headers={"range": "bytes=0-9"})
    known = desk.get(SCRIPT, secure=True, headers={"if-none-match": first["ETag"]})
    head = desk.head(SCRIPT, secure=True)
    file.unlink()
    third = desk.get(SCRIPT, secure=True)

    for answer in (second, part, third):
        assert (answer.status_code, answer.getvalue()) == (200, before.encode())
    for answer in (first, second, third, head):
        assert answer["Content-Length"] == str(len(before))
        assert answer["ETag"] == first["ETag"]
    assert (known.status_code, head.getvalue()) == (304, b"")
    assert desk.post(SCRIPT, secure=True).status_code == 405
