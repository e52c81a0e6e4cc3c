"""Pieces of an agency's feed (ninjs 2.1) with good defaults, and their way into a newsroom."""

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.world.running import RunningNewsroom

_numbers = itertools.count(1)

Piece = dict[str, Any]


def piece(
    headline: str | None = None,
    *,
    uri: str | None = None,
    version: int = 1,
    language: str = "en",
    section: str = "Town",
    deck: str = "The deck says in one line why it matters.",
    author: str = "Nora Vale",
    paragraphs: Iterable[str] = ("The first paragraph says it all.", "The second one explains."),
    at: datetime | None = None,
    **fields: Any,
) -> Piece:
    """Return one item of a feed; every field of ninjs can be given by name."""
    number = next(_numbers)
    when = (at or datetime.now(UTC)).isoformat(timespec="seconds")
    headlines = [{"role": "main", "value": headline or f"The council votes on plan {number}"}]
    if deck:
        headlines.append({"role": "subheadline", "value": deck})
    return {
        "uri": uri or f"urn:test:{uuid4()}",
        "standard": {"name": "ninjs", "version": "2.1"},
        "type": "text",
        "version": str(version),
        "pubStatus": "usable",
        "language": language,
        "firstCreated": when,
        "versionCreated": when,
        "headlines": headlines,
        "by": author,
        "subjects": [{"name": section, "rel": "section"}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "value": "".join(f"<p>{text}</p>" for text in paragraphs),
            }
        ],
        **fields,
    }


def changed(old: Piece, **fields: Any) -> Piece:
    """Return the next version of a piece with some fields changed."""
    later = datetime.now(UTC).isoformat(timespec="seconds")
    return {**old, "version": str(int(old["version"]) + 1), "versionCreated": later, **fields}


def with_headline(old: Piece, headline: str) -> Piece:
    """Return the next version of a piece under another headline."""
    others = [line for line in old["headlines"] if line["role"] != "main"]
    return changed(old, headlines=[{"role": "main", "value": headline}, *others])


def cancelled(old: Piece, reason: str) -> Piece:
    """Return the item that takes a piece down, with the reason that readers see."""
    return changed(old, pubStatus="canceled", edNote=reason)


@dataclass(frozen=True)
class Outcome:
    """One line that `stoppress import` prints."""

    outcome: str
    path: str
    uri: str


def outcomes(printed: str) -> list[Outcome]:
    """Read what `stoppress import` printed."""
    rows = [line.split("\t") for line in printed.splitlines() if line]
    return [Outcome(*row[:3]) for row in rows]


def import_pieces(newsroom: RunningNewsroom, *pieces: Piece) -> list[Outcome]:
    """Import pieces in another process, as an agency's feed comes in while the site serves."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in pieces)
    return outcomes(newsroom.stoppress("import", "-", given=lines))
