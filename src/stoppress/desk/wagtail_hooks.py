"""Where the desk hooks into Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from stoppress.desk.menus import ArticleListing, BreakingNewsViewSet, PersonViewSet, TopicViewSet
from stoppress.desk.takedown import restore_view, take_down_view
from stoppress.newsroom.models import Article

for viewset in (PersonViewSet, TopicViewSet, BreakingNewsViewSet):
    register_snippet(viewset)


@hooks.register("register_admin_viewset")
def article_listing() -> ArticleListing:
    """The list of all pieces."""
    return ArticleListing()


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    """Addresses of the desk's own views."""
    return [
        path("pieces/<int:article_id>/take-down/", take_down_view, name="stoppress_take_down"),
        path("pieces/<int:article_id>/restore/", restore_view, name="stoppress_restore"),
    ]


@hooks.register("register_page_header_buttons")
def takedown_button(
    page: Any, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """“Take down” in the menu of a published piece, “Taken down” where that was done."""
    page = page.specific
    if not isinstance(page, Article) or not page.permissions_for_user(user).can_unpublish():
        return
    if page.live:
        yield Button(
            _("Taken down…") if page.taken_down_at else _("Take down…"),
            reverse("stoppress_take_down", args=[page.pk]),
            icon_name="cross",
            priority=62,
        )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Names of the desk's own entries in the history of a piece."""
    actions.register_action("stoppress.take_down", _("Take down"), _("Taken down"))
    actions.register_action("stoppress.restore", _("Restore"), _("Restored"))
