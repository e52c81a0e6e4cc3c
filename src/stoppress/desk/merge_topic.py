"""Merging a topic into another at the desk: which one, what will happen, then it is done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.snippets.widgets import AdminSnippetChooser

from stoppress.newsroom.actions.merge_topics import may_merge_topics, merge_topics
from stoppress.newsroom.models import Article, Topic

#: The parameter of the chooser's address that names the topic to be merged.
MERGED = "merged"


class OtherTopicChooser(AdminSnippetChooser):
    """Chooses among the topics that ``topic`` may be merged into."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(model=Topic, icon="tag")
        self.topic = topic

    def get_chooser_modal_url(self) -> str:
        """The chooser's address, with what its list is limited by."""
        return f"{super().get_chooser_modal_url()}?{MERGED}={self.topic.pk}"


class TargetForm(forms.Form):
    """The topic that stays."""

    def __init__(self, topic: Topic, data: Any = None) -> None:
        super().__init__(data)
        self.fields["into"] = forms.ModelChoiceField(
            others_of(topic),
            label=_("Topic that stays"),
            help_text=_("A topic of the same edition."),
            widget=OtherTopicChooser(topic),
            error_messages={
                "invalid_choice": _("Choose another topic of the same edition."),
            },
        )


def others_of(topic: Topic) -> Any:
    """The topics that ``topic`` may be merged into."""
    return Topic.objects.filter(locale=topic.locale_id).exclude(pk=topic.pk)


class MergeTopicView(BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks for the topic that stays; shows both and what moves; merges when that is confirmed.

    What was chosen stands in the address, so that going back and reloading change nothing.
    """

    model = Topic
    object: Topic
    request: HttpRequest
    template_name = "desk/merge_topic.html"
    page_title = _("Merge topic")
    header_icon = "resubmit"
    index_url_name = ""
    edit_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let nobody in who may not merge topics."""
        if not may_merge_topics(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Name the topic that is to be merged."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead from the topics over this topic to this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": gettext("Topics")},
            {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give both topics once the second is chosen, else the form that asks for it."""
        form = kwargs.get("form") or TargetForm(
            self.object, self.request.GET if "into" in self.request.GET else None
        )
        context = super().get_context_data(**kwargs)
        context |= {
            "topic": self.object,
            "form": form,
            "media": form.media,
            "edit_url": reverse(self.edit_url_name, args=[self.object.pk]),
        }
        if form.is_valid():
            into = form.cleaned_data["into"]
            articles = _articles(self.object)
            context |= {
                "into": into,
                "pieces": articles.count(),
                "pieces_of_both": articles.filter(topic_links__topic=into).distinct().count(),
                "pieces_of_into": _articles(into).count(),
            }
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Merge, and say so on the page of the topic that stays."""
        form = TargetForm(self.object, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        title, articles = str(self.object), _articles(self.object).count()
        into = merge_topics(self.object, form.cleaned_data["into"], request.user)
        done = ngettext(
            "“%(topic)s” is merged into “%(into)s”: %(count)s piece has moved.",
            "“%(topic)s” is merged into “%(into)s”: %(count)s pieces have moved.",
            articles,
        ) % {"topic": title, "into": into, "count": articles}
        messages.success(request, done)
        return redirect(self.edit_url_name, into.pk)


def _articles(topic: Topic) -> Any:
    return Article.objects.filter(topic_links__topic=topic).distinct()
