"""The trail as a file: CSV (RFC 4180) or JSON (RFC 8259), written while it is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from stoppress.desk.trail.entries import Entry

#: Columns of the file, by their names in ``Entry``.
COLUMNS = ("at", "who", "did", "action", "kind", "number", "what", "why")
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(entries: Iterator[Entry]) -> Iterator[str]:
    """A line of names, then one for each entry. No cell is a formula to a spreadsheet."""
    writer: Any = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([_cell(value) for value in _row(entry).values()])


def as_json(entries: Iterator[Entry]) -> Iterator[str]:
    """A list of objects, one a line."""
    before = "[\n"
    for entry in entries:
        yield before + json.dumps(_row(entry), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


#: The forms there are: the content type and the writer of each.
FORMS: dict[str, tuple[str, Callable[[Iterator[Entry]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}


def _row(entry: Entry) -> dict[str, str]:
    values = asdict(entry) | {"at": entry.at.isoformat()}
    return {name: str(values[name]) for name in COLUMNS}


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
