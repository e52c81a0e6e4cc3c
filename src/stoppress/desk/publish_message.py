"""What the desk says after an article was published: its true state, not “published” alone."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, override
from wagtail.admin.messages import button, render
from wagtail.admin.utils import get_valid_next_url_from_request

from stoppress.newsroom.models import Article
from stoppress.newsroom.states import state_of


def say_and_leave(request: HttpRequest, article: Article) -> HttpResponse:
    """Say in which state ``article`` is, and go back to where it was opened.

    Django asks a lazy message for its words when the view has ended. By then the change is
    committed and the press has followed; within the view's transaction readers have nothing yet.
    """
    language = get_language() or settings.LANGUAGE_CODE
    messages.success(request, lazy(partial(_in_words, article.pk, language), str)())
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or reverse("wagtailadmin_explore", args=[article.get_parent().pk]))


def _in_words(article_id: int, language: str) -> str:
    """The state of an article in the editor's language, which ends with the view as well."""
    article = Article.objects.select_related("section").get(pk=article_id)
    with override(language):
        state = state_of(article)
        buttons = [button(reverse("wagtailadmin_pages:edit", args=[article_id]), gettext("Edit"))]
        if state.public and article.url:
            buttons.insert(0, button(article.url, gettext("View live")))
        said = {"headline": article.get_admin_display_title(), "state": state.label}
        return str(render(gettext("“%(headline)s”: %(state)s.") % said, buttons))
