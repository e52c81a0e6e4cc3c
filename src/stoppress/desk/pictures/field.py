"""The field for the file of a picture, which says of what it refuses why, and what to do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

NO_PICTURE = _("This is no picture that can be read. Take a JPEG, PNG, WebP, AVIF or GIF.")
_TOO_LARGE = _(
    "This picture is too large to be worked on: it has %(num_pixels)s pixels, and"
    " %(max_pixels_count)s is the most. Save it smaller, for example with 6,000 pixels on"
    " its longer side, and upload that."
)
#: Codes of what Django and Wagtail say of files that are no pictures.
_NO_PICTURE = ("invalid_image", "invalid_image_extension", "invalid_image_known_format")
#: Endings of files, by Pillow's name of what they hold.
_ENDINGS = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
#: What Pillow raises for limits' bytes.
_UNREADABLE = (OSError, SyntaxError, ValueError)


class PictureField(WagtailImageField):
    """Wagtail's field; it takes a picture whose name ends wrongly, and a torn one is no error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages |= dict.fromkeys(_NO_PICTURE, NO_PICTURE)
        self.error_messages["file_too_many_pixels"] = _TOO_LARGE

    @classmethod
    def instead_of(cls, field: Any) -> PictureField:
        """One in the place of Wagtail's own in a form."""
        return cls(
            label=field.label,
            required=field.required,
            widget=field.widget,
            max_length=field.max_length,
        )

    def to_python(self, data: Any) -> Any:
        """The file, with its picture. Raises ValidationError for what is none, or is too large."""
        if data:
            _name_by_its_form(data)
        try:
            return super().to_python(data)
        except _UNREADABLE as error:  # in its first bytes it was one
            raise ValidationError(NO_PICTURE, code="invalid_image") from error


def _name_by_its_form(file: Any) -> None:
    """Give a file the ending of what it is: many a WebP that came by a chat is called ``.jpg``."""
    with suppress(*_UNREADABLE, Image.DecompressionBombError):
        ending = _ENDINGS.get(Image.open(file).format or "")
        if ending:
            file.name = Path(file.name or "").stem + ending
    file.seek(0)
