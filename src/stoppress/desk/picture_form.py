"""What an editor may upload as a picture."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from PIL import Image
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form, which refuses a picture that moves: readers would see it stand still."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:  # of a picture that has just been uploaded among many
            return
        say_what_is_too_large(self.fields["file"])

    def clean_file(self) -> Any:
        """Give the file back; raise ValidationError for one with more than one frame."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and _moves(file):
            raise ValidationError(
                gettext(
                    "This picture moves (it has several frames), and readers would see only its"
                    " first. Upload it as a video, or save the frame that matters as a JPEG or"
                    " PNG."
                ),
                code="moving_picture",
            )
        return file


def say_what_is_too_large(field: Any) -> None:
    """Give a field for pictures words for those with too many pixels, with a remedy."""
    field.error_messages["file_too_many_pixels"] = gettext(
        "This picture is too large to be worked on: it has %(num_pixels)s pixels, and"
        " %(max_pixels_count)s is the most. Save it smaller, for example with 6,000 pixels on"
        " its longer side, and upload that."
    )


def _moves(file: Any) -> bool:
    """Whether a file that Wagtail's field took has more than one frame."""
    file.seek(0)
    try:
        return bool(getattr(Image.open(file), "is_animated", False))
    finally:
        file.seek(0)
