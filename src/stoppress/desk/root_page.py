"""The page above all editions, which Wagtail calls “Root”, is called by what is below it."""

from __future__ import annotations

from django.utils.translation import gettext
from wagtail.models import Page

_own_title = Page.get_admin_display_title


def name_the_root() -> None:
    """Let lists, choosers and the headers of pages call it so."""
    Page.get_admin_display_title = _title


def _title(page: Page) -> str:
    return gettext("All editions") if page.is_root() else str(_own_title(page))
