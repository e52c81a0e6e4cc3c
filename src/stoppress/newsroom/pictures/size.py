"""Width and height of a picture as readers see it, and which files are read as pictures.

A camera that was held upright writes the picture lying down and notes in EXIF how to turn it.
Renditions are turned; the width and height that pages, Open Graph and crops are made with have to
be those of the turned picture.
"""

from __future__ import annotations

from typing import Any

from PIL import ExifTags, Image
from wagtail.images import get_image_model
from wagtail.images.models import WagtailImageFieldFile
from willow.image import INITIAL_IMAGE_CLASSES, PNGImageFile

#: Values of EXIF's Orientation that exchange width and height (CIPA DC-008, section 4.6.5.1.6).
_ON_ITS_SIDE = range(5, 9)


class UprightFile(WagtailImageFieldFile):
    """The file of a picture, with the size that it has when it is turned upright."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height in pixels, turned as EXIF says."""
        width, height = super().get_image_dimensions()
        return (height, width) if self._lies_on_its_side() else (width, height)

    def _lies_on_its_side(self) -> bool:
        was_closed = self.closed
        self.open()
        try:
            image = Image.open(self)  # not closed: that would close the file
            return image.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE
        except (OSError, SyntaxError, ValueError):  # a drawing, or damaged EXIF: as it lies
            return False
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


def measure_upright() -> None:
    """Let the picture model measure its files with ``UprightFile``."""
    field: Any = get_image_model()._meta.get_field("file")  # noqa: SLF001 - Django's documented API
    field.attr_class = UprightFile


def read_moving_png() -> None:
    """Let Willow read a PNG with several frames as the PNG that it is, with its first frame.

    Willow knows no such format and refuses the file, where a GIF or WebP that moves is read.
    """
    INITIAL_IMAGE_CLASSES["apng"] = PNGImageFile
