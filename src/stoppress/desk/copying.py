"""Copying at the desk: a copy is an article of its own, which goes on by itself."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import CopyForm

from stoppress.desk.slugs import SlugFormField


class CopyPieceForm(CopyForm):
    """Wagtail's form, without its offers to publish a copy, and to keep it as its original is.

    What goes out is checked in the publish sheet. An alias would be the same article at two
    addresses, and corrected at one of them only for those who know.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields.pop("publish_copies", None)
        slug = self.fields["new_slug"]
        self.fields["new_slug"] = SlugFormField(initial=slug.initial, label=slug.label)
