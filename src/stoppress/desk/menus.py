"""What the desk's menu leads to beside pages: articles, people, breaking news."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from stoppress.desk.own_edition import article_panel
from stoppress.newsroom.models import Article, BreakingNews, Person
from stoppress.newsroom.states import with_what_states_need


class ArticleIndexView(IndexView):
    """The list, which knows at once what the state of each article depends on."""

    def get_base_queryset(self) -> Any:
        """Wagtail's own, with sections and what states need."""
        return with_what_states_need(super().get_base_queryset()).prefetch_related("section")


class ArticleListing(PageListingViewSet):
    """All articles, the newest first."""

    model = Article
    index_view_class = ArticleIndexView
    name = "articles"
    icon = "pilcrow"
    menu_label = _("Pieces")
    menu_order = 90
    add_to_admin_menu = True
    columns = [
        *PageListingViewSet.columns[:2],  # the box to tick, the headline
        Column("section", label=_("Section")),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
        *PageListingViewSet.columns[-1:],
    ]


class PersonViewSet(SnippetViewSet):
    """Those named in bylines."""

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
    """The line on top of every page."""

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
