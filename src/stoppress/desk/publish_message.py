"""What the desk says after an article was published: its true state, not “published” alone."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, override
from wagtail.admin.messages import button, render

from stoppress.newsroom.models import Article
from stoppress.newsroom.states import state_of


def say_and_stay(request: HttpRequest, article: Article) -> HttpResponse:
    """Say in which state ``article`` is, and stay with it.

    Django asks a lazy message for its words when the view has ended. By then the change is
    committed and the press has followed; within the view's transaction readers have nothing yet.
    """
    language = get_language() or settings.LANGUAGE_CODE
    messages.success(request, lazy(partial(_in_words, article.pk, language), str)())
    return redirect("wagtailadmin_pages:edit", article.pk)


def _in_words(article_id: int, language: str) -> str:
    """The state of an article in the editor's language, which ends with the view as well."""
    article = Article.objects.select_related("section").get(pk=article_id)
    with override(language):
        state = state_of(article)
        readable = state.public and article.full_url
        buttons = [button(article.full_url, gettext("View live"))] if readable else []
        said = {"headline": article.get_admin_display_title(), "state": state.label}
        return str(render(gettext("“%(headline)s”: %(state)s.") % said, buttons))
