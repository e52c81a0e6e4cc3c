"""The desk's frame, for templates: the menu and the paper's name."""

from __future__ import annotations

from typing import Any

from django import template

from stoppress.desk.frame.menu import MORE, PLACES, entries
from stoppress.newsroom.models import NewsroomSettings
from stoppress.newsroom.on_air import on_air

register = template.Library()


@register.simple_tag(takes_context=True)
def paper(context: template.Context) -> str:
    """The newsroom's name, in place of Wagtail's; asked once for a page that names it twice."""
    kept = vars(context["request"]) if "request" in context else {}  # none in a mail
    # Not by ``NewsroomSettings.load``, which writes the row when there is none.
    if "newsroom_name" not in kept:
        name = NewsroomSettings.objects.values_list("name", flat=True).first()
        kept["newsroom_name"] = name or NewsroomSettings().name
    return str(kept["newsroom_name"])


@register.inclusion_tag("desk/frame/menu.html", takes_context=True)
def desk_menu(context: template.Context) -> dict[str, Any]:
    """The menu for the person who asked for this page."""
    request = context["request"]
    more = entries(MORE, request.user, request.path)
    return {
        "request": request,
        "user": request.user,
        "places": entries(PLACES, request.user, request.path),
        "more": more,
        "lines": on_air().order_by("until"),
        "may_end": request.user.has_perm("newsroom.change_breakingnews"),
        "more_is_open": any(entry.here for entry in more),
    }
