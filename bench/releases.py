"""Another release of Stoppress beside the one that is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import stoppress


def installed(at: Path) -> Path:
    """A copy of Stoppress below ``at``, to be run and changed; without the demo's pictures."""
    assert stoppress.__file__
    source = Path(stoppress.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__", "*.webp")
    return Path(shutil.copytree(source, at / "stoppress", ignore=ignored))


def sign(package: Path, templates: Iterable[str]) -> None:
    """Make another release of a copy: each of these templates writes its name on pages."""
    for name in templates:
        template = package / "site" / "templates" / name
        template.write_text(template.read_text("utf-8") + f"<!--new {name}-->\n", "utf-8")
