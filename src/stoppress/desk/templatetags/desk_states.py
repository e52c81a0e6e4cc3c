"""The true state of a page, for templates of the desk that would show Wagtail's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext
from wagtail.models import Page

from stoppress.newsroom.models import Article
from stoppress.newsroom.states import state_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as templates show it; ``url`` is where readers find the page, if they do."""

    label: str
    url: str | None


@register.simple_tag
def state_in_list(page: Any) -> Shown:
    """The state of a page as a list has it."""
    return _shown(page.specific)


@register.simple_tag
def state_in_editor(page: Any) -> Shown | None:
    """The state of the page that is being edited; None for a new one, and for what is no page.

    The editor holds the latest version, whose dates may not be those that readers are shown by.
    """
    if not isinstance(page, Page) or page.pk is None:
        return None
    if not isinstance(page, Article):
        return _shown(page)
    # It stands in several places of the page: looked up once, and kept with the version in hand.
    if "shown_in_editor" not in page.__dict__:
        row = Article.objects.select_related("section").get(pk=page.pk)
        page.__dict__["shown_in_editor"] = _shown(row)
    found: Shown = page.__dict__["shown_in_editor"]
    return found


def _shown(page: Any) -> Shown:
    if isinstance(page, Article):
        state = state_of(page)
        return Shown(state.label, page.full_url if state.public else None)
    words = [gettext("out") if page.live else gettext("draft")]
    if page.live and page.has_unpublished_changes:
        words.append(gettext("unpublished changes"))
    return Shown(", ".join(words), page.full_url if page.live else None)
