"""The form of a picture: what may be uploaded, and what is kept of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm

from stoppress.desk.pictures.field import PictureField
from stoppress.newsroom.models import PictureDetails

#: What is kept beside the picture, in the order of the form.
DETAILS = ("caption", "credit", "photographer", "rights", "usable_until")
_HELP = {
    "caption": _("Shown below the picture, unless a piece has its own."),
    "credit": _("Shown behind the caption, unless a piece has its own."),
    "rights": _("Who may use it, and how. Readers are not shown this."),
    "usable_until": _("The last day. From then on no piece goes out with this picture."),
}
_ORDER = ("title", "file", "description", *DETAILS)


class PictureForm(BaseImageForm):
    """Wagtail's form, with the picture's words and rights as if they were columns of its own.

    A picture that moves is refused: readers would see it stand still.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_new = self.instance.pk is None
        self.fields.update(_fields_of_details())
        self.order_fields(_ORDER)
        own = PictureDetails.objects.filter(pk=self.instance.pk).first()
        for name in DETAILS if own is not None else ():
            self.initial.setdefault(name, getattr(own, name))
        if "description" in self.fields:
            self.fields["description"].label = _("Description for those who cannot see it")
        if "file" in self.fields:  # else it has just been uploaded, among many
            self.fields["file"] = PictureField.instead_of(self.fields["file"])
            if self._is_new:
                field = self.fields["file"]
                filled = gettext("Fields that you leave empty are filled with what the file says.")
                field.help_text = f"{field.help_text} {filled}"

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

    def save(self, commit: bool = True) -> Any:
        """Save the picture, and with it what was written about it."""
        image = super().save(commit=commit)
        if commit:
            self._save_details(image)
        return image

    def _save_details(self, image: Any) -> None:
        """Write what was sent; what was left empty of a new picture stays as its file says."""
        sent = {
            name: self.cleaned_data[name] for name in DETAILS if self.add_prefix(name) in self.data
        }
        if self._is_new:
            sent = {name: value for name, value in sent.items() if value}
        own = PictureDetails.objects.filter(pk=image.pk).first() or PictureDetails(image=image)
        if any(getattr(own, name) != value for name, value in sent.items()):
            for name, value in sent.items():
                setattr(own, name, value)
            own.save()


def _fields_of_details() -> dict[str, Any]:
    fields: dict[str, Any] = fields_for_model(
        PictureDetails,
        fields=DETAILS,
        widgets={
            "caption": AdminAutoHeightTextInput(),
            "rights": AdminAutoHeightTextInput(),
            "usable_until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        },
    )
    for name, words in _HELP.items():
        fields[name].help_text = words
    return fields


def _moves(file: Any) -> bool:
    """Whether a file that Wagtail's field took has more than one frame."""
    file.seek(0)
    try:
        return bool(getattr(Image.open(file), "is_animated", False))
    finally:
        file.seek(0)
