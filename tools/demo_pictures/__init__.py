"""The prints of the demo paper, drawn by a program: two or three inks on warm paper."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .press import Print

#: Every print's name; each has a module below ``prints`` with a function of the same name.
PRINTS = (
    "ferry",
    "harbour",
    "lighthouse",
    "storm",
    "seawall",
    "rowing",
    "fish",
    "roofs",
    "tram",
    "bus",
    "train",
    "hospital-night",
    "market",
    "orchard",
    "allotments",
    "choir",
    "library",
    "council",
    "school",
    "bridge-plan",
    "portrait-a",
    "portrait-b",
    "landing",
)


def draw(name: str) -> Print:
    """Cut the plates of one print."""
    word = name.replace("-", "_")
    module = import_module(f"{__name__}.prints.{word}")
    plates: Print = getattr(module, word)()
    return plates


def save(name: str, folder: Path) -> Path:
    """Draw one print and write it as WebP."""
    path = folder / f"{name}.webp"
    draw(name).pull().save(path, "WEBP", quality=84, method=6)
    return path
