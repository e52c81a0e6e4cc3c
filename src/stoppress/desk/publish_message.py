"""What the desk says after an article was published: its true state, not “published” alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from stoppress.newsroom.models import Article
from stoppress.newsroom.states import state_of


def say_and_leave(request: HttpRequest, article: Article) -> HttpResponse:
    """Say in which state ``article`` is now, and go back to where it was opened."""
    article = Article.objects.select_related("section").get(pk=article.pk)
    state = state_of(article)
    buttons = [
        messages.button(reverse("wagtailadmin_pages:edit", args=[article.pk]), gettext("Edit"))
    ]
    if state.public and article.url:
        buttons.insert(0, messages.button(article.url, gettext("View live")))
    said = {"headline": article.get_admin_display_title(), "state": state.label}
    messages.success(request, gettext("“%(headline)s”: %(state)s.") % said, buttons=buttons)
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or reverse("wagtailadmin_explore", args=[article.get_parent().pk]))
