"""What the newsroom adds to Wagtail: operations on pictures."""

from __future__ import annotations

from wagtail import hooks
from wagtail.images.image_operations import FilterOperation

from stoppress.newsroom.pictures.published import BARE, BareOperation


@hooks.register("register_image_operations")
def image_operations() -> list[tuple[str, type[FilterOperation]]]:
    """Published copies of pictures carry no metadata."""
    return [(BARE, BareOperation)]
