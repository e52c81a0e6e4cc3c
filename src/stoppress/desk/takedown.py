"""Taking an article down at the desk, and putting it back."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages as wagtail_messages

from stoppress.newsroom import clock
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.models import Article


class TakedownForm(forms.Form):
    """The reason that readers will see."""

    reason = forms.CharField(
        label=_("Reason, as readers will see it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


@require_http_methods(["GET", "POST"])
def take_down_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Ask for the public reason, then take the article down."""
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied
    form = TakedownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_down(article, form.cleaned_data["reason"], request.user)
        messages.success(
            request,
            gettext("“%(headline)s” is taken down on every page.") % {"headline": article.title},
        )
        return redirect("wagtailadmin_pages:edit", article.pk)
    return TemplateResponse(
        request,
        "desk/take_down.html",
        {
            "article": article,
            "form": form,
            "page_title": gettext("Take down"),
            "page_subtitle": article.title,
            "header_icon": "cross",
        },
    )


@require_POST
def restore_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Put the article back where it stood."""
    article = get_object_or_404(Article, pk=article_id)
    restore(article, request.user)
    messages.success(
        request, gettext("“%(headline)s” is public again.") % {"headline": article.title}
    )
    return redirect("wagtailadmin_pages:edit", article.pk)


def say_that_it_is_down(request: HttpRequest, article: Article, since: datetime) -> None:
    """Tell whoever opens an article that readers do not get it, and where it is put back."""
    at = date_format(clock.local(since), "DATETIME_FORMAT")
    wagtail_messages.warning(
        request,
        gettext("This piece was taken down on %(at)s: its address tells readers why.") % {"at": at},
        buttons=[
            wagtail_messages.button(
                reverse("stoppress_take_down", args=[article.pk]), gettext("Taken down…")
            )
        ],
    )
