"""A feed of invented items of natural length, to measure an import with."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_WORDS = [
    "harbour",
    "council",
    "boat",
    "morning",
    "wall",
    "ferry",
    "school",
    "roof",
    "market",
    "water",
    "budget",
    "driver",
    "winter",
    "street",
    "meeting",
    "vote",
    "line",
    "price",
    "storm",
    "library",
    "road",
    "harvest",
    "engine",
    "bridge",
    "letter",
    "town",
    "clerk",
    "crossing",
    "timetable",
    "orchard",
    "figure",
    "contract",
    "north",
    "shore",
    "lamp",
    "tide",
    "evening",
    "room",
]
_SECTIONS = ("News", "Town hall", "Harbour", "Culture", "Sport", "Opinion", "Analysis")
_NAMES = [
    f"{first} {last}"
    for first in ("Ada", "Bela", "Cora", "Dan", "Edo", "Fay", "Gil", "Ida", "Jon", "Kai")
    for last in ("Arden", "Brook", "Carrow", "Dell", "Eyre", "Fenn")
]


def write_feed(file: Path, count: int, *, seed: int = 7) -> None:
    """Write ``count`` ninjs 3.1 items, one a line, dated over the last ten years."""
    with file.open("w", encoding="utf-8") as out:
        for item in _items(count, random.Random(seed)):
            out.write(json.dumps(item, ensure_ascii=False) + "\n")


def _items(count: int, dice: random.Random) -> Iterator[dict[str, object]]:
    now = datetime.now(UTC).replace(microsecond=0)
    for number in range(count):
        at = now - timedelta(days=1, minutes=dice.randrange(10 * 365 * 24 * 60))
        paragraphs = "".join(f"<p>{_sentences(dice, 4)}</p>" for _ in range(dice.randint(4, 12)))
        yield {
            "standard": {"name": "ninjs", "version": "3.1"},
            "uri": f"tag:bench.example,2026:{number}",
            "type": "text",
            "version": "1",
            "language": "en",
            "firstCreated": at.isoformat(),
            "versionCreated": at.isoformat(),
            "headlines": [{"role": "main", "value": f"{_phrase(dice, 7)} {number}"}],
            "by": f"By {dice.choice(_NAMES)}",
            "subjects": [{"rel": "section", "name": dice.choice(_SECTIONS)}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": paragraphs}],
        }


def _sentences(dice: random.Random, count: int) -> str:
    return " ".join(f"{_phrase(dice, dice.randint(8, 18))}." for _ in range(count))


def _phrase(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS, k=words)).capitalize()
