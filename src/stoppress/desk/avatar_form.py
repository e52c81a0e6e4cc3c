"""What somebody at the desk may upload as a picture of themselves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from stoppress.desk.pictures.field import PictureField
from stoppress.newsroom.pictures.large import in_turn_when_large


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's form, with the limits that pictures of articles have: it has none of its own."""

    avatar = PictureField(label=_("Upload a profile picture"), required=False)

    def clean_avatar(self) -> Any:
        """Make the picture small, as Wagtail does, and large ones one at a time."""
        file = self.cleaned_data.get("avatar")
        width, height = file.image.get_size() if hasattr(file, "image") else (0, 0)
        with in_turn_when_large(width * height):
            return super().clean_avatar()


def limit_avatars() -> None:
    """Put the form in the place of Wagtail's own, whose panel says nothing of what is refused."""
    AvatarSettingsPanel.form_class = AvatarForm
    AvatarSettingsPanel.template_name = "desk/avatar.html"
