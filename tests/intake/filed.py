"""What tests of filing look at."""

from __future__ import annotations

from pathlib import Path

from PIL import Image as PillowImage

from stoppress.newsroom.models import Article


def the_piece() -> Article:
    """The piece of ``plain_item()``."""
    return Article.objects.get(uri="urn:example:1")


def picture(file: Path, size: tuple[int, int] = (60, 40)) -> Path:
    """A picture written to ``file``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    PillowImage.new("RGB", size, (10, 90, 60)).save(file)
    return file
