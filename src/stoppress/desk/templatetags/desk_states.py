"""The true state of a page, for templates of the desk that would show Wagtail's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page

from stoppress.newsroom.models import Article
from stoppress.newsroom.states import Kind, State, state_of

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
    """The state of the page that is being edited; None for a new one and for what has no state.

    The editor holds the latest version, whose dates may not be those that readers are shown by.
    """
    if not isinstance(page, Page) or page.pk is None or page.is_root():
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
    if page.live:
        state = State(Kind.OUT, changes=page.has_unpublished_changes)
        return Shown(state.label, page.full_url)
    return Shown(State(Kind.DRAFT).label, None)
