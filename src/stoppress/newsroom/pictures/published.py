"""What a published copy of a picture carries besides the picture: its colour profile.

Cameras and agencies write where a picture was taken, by whom and of whom. Nothing of that leaves
the newsroom. The one thing that is written is what the newsroom chose in its settings.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from PIL import ExifTags, Image
from wagtail.images.image_operations import FilterOperation

from stoppress.newsroom.models import NewsroomSettings

#: The name of the operation in a rendition's specification.
BARE = "bare"


class BareOperation(FilterOperation):
    """Take away all metadata but the ICC profile; write the newsroom's rights notice.

    The notice becomes EXIF's Copyright (CIPA DC-008, section 4.6.5.4.4), in UTF-8, in forms of a
    picture that Pillow writes EXIF to by way of Wagtail: JPEG, which feeds, search engines and
    cards of other sites are given.
    """

    def construct(self, _notice: str = "") -> None:
        """Take the mark of the notice, which only keeps renditions with another one apart."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """Give the picture back with nothing in its metadata but what may be public."""
        picture = willow.image.copy()
        profile = picture.info.get("icc_profile")
        picture.info = {"icc_profile": profile} if profile else {}
        if notice := rights_notice():
            exif = Image.Exif()
            exif[ExifTags.Base.Copyright] = notice.encode()
            picture.info["exif"] = exif.tobytes()
        return type(willow)(picture)


def rights_notice() -> str:
    """What the newsroom writes into its pictures; empty for nothing."""
    # Not ``load``, which writes the row where there is none: readers' pictures are made by reading.
    rights = NewsroomSettings.objects.values_list("picture_rights", flat=True).first()
    return (rights or "").strip()


def bare_specification() -> str:
    """The part of a rendition's specification that makes it bare; another for another notice."""
    notice = rights_notice()
    return f"{BARE}-{blake2b(notice.encode(), digest_size=4).hexdigest()}" if notice else BARE
