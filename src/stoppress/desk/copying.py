"""Copying at the desk: a copy is an article of its own, which goes on by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.forms.pages import CopyForm

from stoppress.desk.slugs import SlugFormField
from stoppress.newsroom.models import Article


class CopyPieceForm(CopyForm):
    """Wagtail's form, without its offers to publish a copy, and to keep it as its original is.

    What goes out is checked in the Publish dialog. An alias would be the same article at two
    addresses, and corrected at one of them only for those who know.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields.pop("publish_copies", None)
        slug = self.fields["new_slug"]
        self.fields["new_slug"] = SlugFormField(initial=slug.initial, label=slug.label)


def open_the_copy(_request: HttpRequest, _page: Any, copy: Any) -> HttpResponse | None:
    """Lead to the sheet of a piece that is a copy, and not to the tree of sections."""
    return redirect("wagtailadmin_pages:edit", copy.pk) if isinstance(copy, Article) else None
