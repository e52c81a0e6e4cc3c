"""Blocks of a body, as the importers are expected to give them."""

from __future__ import annotations

from typing import Any


def quote(text: str, speaker: str = "", url: str = "") -> tuple[str, Any]:
    empty = {"role": "", "occasion": "", "source_title": ""}
    return "quote", {"text": text, "speaker": speaker, "source_url": url, **empty}


def bullets(*items: str, ordered: bool = False) -> tuple[str, Any]:
    return "list", {"ordered": ordered, "items": list(items)}


def p(*texts: str) -> list[tuple[str, Any]]:
    return [("paragraph", f"<p>{text}</p>") for text in texts]
