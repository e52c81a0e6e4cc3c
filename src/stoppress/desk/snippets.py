"""Wagtail's snippet views of people and breaking lines. The menu itself is ``desk.frame.menu``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from stoppress.desk.own_edition import article_panel
from stoppress.newsroom.models import BreakingNews, Person


class PersonViewSet(SnippetViewSet):
    """People and agencies that bylines name."""

    model = Person
    icon = "group"
    menu_label = _("People")
    menu_order = 91
    add_to_admin_menu = True
    panels = [
        FieldPanel(name)
        for name in ("name", "slug", "kind", "role", "bio", "email", "picture", "account")
    ]
    list_display = ["name", "kind", "role"]
    search_fields = ["name"]


class BreakingNewsViewSet(SnippetViewSet):
    """Breaking lines, as Wagtail lists and edits them; the desk's own page is ``desk.breaking``."""

    model = BreakingNews
    icon = "warning"
    menu_label = _("Breaking news")
    menu_order = 93
    add_to_admin_menu = True
    panels = [
        FieldPanel("locale"),
        FieldPanel("text"),
        article_panel("article", "#id_locale"),
        FieldPanel("since"),
        FieldPanel("until"),
    ]
    list_display = ["text", "locale", "since", "until"]
