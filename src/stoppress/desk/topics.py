"""Topics at the desk: their list, their editor, their chooser."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from stoppress.desk.merge_topic import MERGED, MergeTopicView, others_of
from stoppress.desk.own_edition import EDITION, of_the_edition
from stoppress.desk.row_ids import row_id
from stoppress.newsroom.actions.merge_topics import may_merge_topics
from stoppress.newsroom.models import Topic

_MERGE = _("Merge into…")
#: Whoever has it gives topics their address and background; to add one takes a name alone.
_CHANGE = "newsroom.change_topic"
_MERGE_ICON = "resubmit"
_BEFORE_DELETE = 15


class _MergeAddress:
    """A view of topics that knows where one of them is merged."""

    merge_url_name = ""
    request: Any

    def merge_url(self, topic: Topic) -> str | None:
        """Where ``topic`` is merged; None for those who may not."""
        if not may_merge_topics(self.request.user):
            return None
        return reverse(self.merge_url_name, args=[topic.pk])


class TopicIndexView(_MergeAddress, IndexView):
    """The list, with “Merge into…” in each topic's menu."""

    def get_list_more_buttons(self, instance: Topic) -> list[Any]:
        """Wagtail's own, and ours."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if url := self.merge_url(instance):
            buttons.append(
                MenuItem(_MERGE, url=url, icon_name=_MERGE_ICON, priority=_BEFORE_DELETE)
            )
        return buttons


class TopicEditView(_MergeAddress, EditView):
    """The editor, with “Merge into…” among its actions."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's own, and ours."""
        buttons: list[Button] = super().header_more_buttons
        if url := self.merge_url(self.object):
            buttons.append(Button(_MERGE, url=url, icon_name=_MERGE_ICON, priority=_BEFORE_DELETE))
        return buttons


class _OthersOnly:
    """A chooser's list; for a topic that is to be merged, only those it may be merged into."""

    request: Any

    def get_object_list(self) -> Any:
        """Topics of the edition, or those beside the one that the address names."""
        topics = Topic.objects.select_related("locale")
        merged = self.request.GET.get(MERGED, "")
        if not merged:
            return of_the_edition(topics, self.request)
        topic = Topic.objects.filter(pk=row_id(merged) or 0).first()
        return others_of(topic) if topic else topics.none()

    @property
    def columns(self) -> list[Column]:
        """Wagtail's own, and the edition: topics of several may have one name."""
        return [*super().columns, Column("locale", label=_("Edition"))]  # type: ignore[misc]


class TopicChooseView(_OthersOnly, ChooseView):
    """The chooser's window."""


class TopicChooseResultsView(_OthersOnly, ChooseResultsView):
    """The list in the chooser's window, when it is searched or paged."""


class TopicChooserViewSet(SnippetChooserViewSet):
    """Chooses a topic."""

    choose_view_class = TopicChooseView
    choose_results_view_class = TopicChooseResultsView
    preserve_url_parameters = [*SnippetChooserViewSet.preserve_url_parameters, MERGED, EDITION]


class TopicViewSet(SnippetViewSet):
    """Topics and storylines."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 92
    add_to_admin_menu = True
    panels = [
        *(FieldPanel(name) for name in ("locale", "title")),
        # A topic is public as soon as an import files an item under its name.
        *(FieldPanel(name, permission=_CHANGE) for name in ("slug", "background")),
    ]
    list_display = ["title", "locale"]
    search_fields = ["title"]
    index_view_class = TopicIndexView
    edit_view_class = TopicEditView
    chooser_viewset_class = TopicChooserViewSet

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell all views of topics where topics are merged."""
        return super().get_common_view_kwargs(merge_url_name=self.get_url_name("merge"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's own, and the page that merges."""
        merge = self.construct_view(MergeTopicView)
        return [
            *super().get_urlpatterns(),
            path(f"merge/<{self.pk_path_converter}:pk>/", merge, name="merge"),
        ]
