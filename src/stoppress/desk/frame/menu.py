"""The desk's menu: the places where a newsroom works, and under “More” what is seldom needed.

A place is one line here; the order is the menu's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry


def everybody(_user: Any) -> bool:
    """Whoever may enter the desk."""
    return True


def may(*permissions: str) -> Callable[[Any], bool]:
    """Those who have one of ``permissions``."""
    return lambda user: any(user.has_perm(permission) for permission in permissions)


def may_somewhere(model: Callable[[], type[Model]], *actions: str) -> Callable[[Any], bool]:
    """Those whom Wagtail's policy for a model allows one of ``actions``, for one of its rows."""
    return lambda user: bool(
        policy_registry.get_by_type(model()).user_has_any_permission(user, actions)
    )


def _page() -> type[Model]:
    return Page


publishes_somewhere = may_somewhere(_page, "publish")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the menu: its words, the name and arguments of its address, who is shown it.

    ``also``: the beginning of other addresses that belong to it.
    """

    label: Promise
    view: str
    arguments: tuple[str, ...] = ()
    shown_to: Callable[[Any], bool] = everybody
    also: str | None = None


PLACES = (
    Place(_("Today"), "desk_today"),
    Place(_("Pieces"), "desk_pieces", also="/pages/"),
    Place(_("Front"), "desk_front", shown_to=publishes_somewhere),
    Place(
        _("Breaking"),
        "desk_breaking",
        shown_to=may("newsroom.add_breakingnews"),
        also="/snippets/newsroom/breakingnews/",
    ),
    Place(
        _("Pictures"),
        "wagtailimages:index",
        shown_to=may_somewhere(get_image_model, "add", "change", "delete"),
    ),
    Place(
        _("People"),
        "wagtailsnippets_newsroom_person:list",
        shown_to=may("newsroom.view_person", "newsroom.change_person"),
    ),
    Place(
        _("Topics"),
        "wagtailsnippets_newsroom_topic:list",
        shown_to=may("newsroom.view_topic", "newsroom.change_topic"),
    ),
    Place(_("Corrections"), "desk_corrections"),
    Place(_("Channels"), "desk_channels", shown_to=publishes_somewhere),
    Place(_("Health"), "stoppress_site_health"),
)
MORE = (
    Place(_("Sections"), "wagtailadmin_explore_root", shown_to=publishes_somewhere),
    Place(
        _("Documents"),
        "wagtaildocs:index",
        shown_to=may_somewhere(get_document_model, "add", "change", "delete"),
    ),
    Place(_("Trail"), "desk_trail", shown_to=publishes_somewhere),
    Place(_("Accounts"), "desk_accounts", shown_to=may("auth.change_user"), also="/users/"),
    Place(_("Roles"), "wagtailusers_groups:index", shown_to=may("auth.change_group")),
    Place(_("Checks"), "desk_check_settings", shown_to=may("newsroom.change_newsroomsettings")),
    Place(
        _("Newsroom"),
        "wagtailsettings:edit",
        ("newsroom", "newsroomsettings"),
        shown_to=may("newsroom.change_newsroomsettings"),
    ),
    Place(_("Help"), "desk_guide"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu as one person sees it; ``here`` on the page that it leads to."""

    label: Any
    url: str
    here: bool


def entries(places: Iterable[Place], user: Any, path: str) -> list[Entry]:
    """The lines of ``places`` that ``user`` is shown at the address ``path``."""
    here = _place_of(path)
    return [
        Entry(place.label, _url_of(place), place is here)
        for place in places
        if place.shown_to(user)
    ]


def _url_of(place: Place) -> str:
    return reverse(place.view, args=place.arguments)


def _place_of(path: str) -> Place | None:
    """The place that ``path`` belongs to: the one at this address, or the first above it."""
    places = (*PLACES, *MORE)
    for place in places:
        if _url_of(place) == path:
            return place
    for place in places:
        url = _url_of(place)
        if path.startswith(place.also or url) and url != "/":
            return place
    return None
