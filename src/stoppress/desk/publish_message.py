"""What the desk says after an article was published: its true state, not “published” alone."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, override
from wagtail.admin.messages import button, render

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import position_of
from stoppress.newsroom.models import Article, Change
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
        buttons = [button(article.full_url, gettext("As readers see it"))] if readable else []
        said = {"headline": article.get_admin_display_title(), "state": state.label}
        text = gettext("“%(headline)s”: %(state)s.") % said
        took = _seconds_until_seen(article_id) if state.public else None
        if took is not None:
            seconds = number_format(took, decimal_pos=1)
            text += " " + gettext("Seen by readers after %(seconds)s s.") % {"seconds": seconds}
        return str(render(text, buttons))


def _seconds_until_seen(article: int) -> float | None:
    """How long the newest change of an article took to reach readers, at most.

    None when they do not have it yet. The press has just followed: now is when they have it.
    """
    newest = Change.objects.filter(kind=Change.Kind.ARTICLE, object_id=article)
    found = newest.order_by("-sequence").values_list("sequence", "at").first()
    position = position_of("press")
    if found is None or position is None or position < found[0]:
        return None
    return max(0.0, (clock.now() - found[1]).total_seconds())
