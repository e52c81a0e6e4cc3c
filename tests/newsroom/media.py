"""Pictures and documents for tests."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

_numbers = count(1)


def image(title: str = "Quay") -> Any:
    """A small picture in the newsroom's library; no two are alike."""
    number = next(_numbers)
    file = BytesIO()
    Drawing.new("RGB", (400, 300), (number % 256, 90, 120)).save(file, "PNG")
    return get_image_model().objects.create(
        title=title, file=ContentFile(file.getvalue(), name=f"quay-{number}.png")
    )


def document(title: str = "Timetable", text: str = "08:00, 12:00") -> Any:
    """A text file in the newsroom's library."""
    file = ContentFile(text.encode(), name=f"timetable-{next(_numbers)}.txt")
    return get_document_model().objects.create(title=title, file=file)
