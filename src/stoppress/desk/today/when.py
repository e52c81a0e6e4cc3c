"""When a piece goes out: the form of a card that is put into “Going out by itself”, or is there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stoppress.desk.dates import DateTimeField, LocalDateTimeInput
from stoppress.newsroom import clock
from stoppress.newsroom.actions.let_out_at import let_out_at
from stoppress.newsroom.models import Article, Deadline


class WhenForm(forms.Form):
    """The hour at which a piece goes out, on the newsroom's clock."""

    at = DateTimeField(label=_("Goes out"), widget=LocalDateTimeInput())

    def clean_at(self) -> Any:
        """The hour; refused when it is over."""
        at = self.cleaned_data["at"]
        if at <= clock.now():
            raise forms.ValidationError(gettext("This hour is over."))
        return at


@require_http_methods(["GET", "HEAD", "POST"])
def when_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Ask when a piece goes out, or is to go out instead; the Publish dialog does the same.

    A script gets the form alone.
    """
    article = get_object_or_404(Article, pk=article_id)
    if article.locked or not article.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = WhenForm(request.POST or None, initial={"at": _hour_of(article)})
    if form.is_valid() and _let_out(article, form, request):
        return redirect("desk_today")
    alone = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return TemplateResponse(
        request,
        "desk/today/when_form.html" if alone else "desk/today/when.html",
        {"form": form, "article": article},
    )


def _let_out(article: Article, form: WhenForm, request: HttpRequest) -> bool:
    """Set the hour of ``article``; False when it is refused, and ``form`` has the reasons."""
    user: Any = request.user
    at = form.cleaned_data["at"]
    try:
        let_out_at(article, at, user)
    except ValidationError as stopped:
        form.add_error(None, stopped.messages)
        return False
    said = gettext("“%(headline)s” goes out on %(at)s.") % {
        "headline": article.get_admin_display_title(),
        "at": date_format(clock.local(at), "SHORT_DATETIME_FORMAT"),
    }
    messages.success(request, said)
    return True


def _hour_of(article: Article) -> Any:
    """The hour that it has; else the piece's deadline is suggested, or the next full hour."""
    now = clock.now()
    version = article.scheduled_revision if article.approved_schedule else None
    has = version.approved_go_live_at if version else article.waits_until
    if has and has > now:
        return has
    due = Deadline.objects.filter(article=article.pk, at__gt=now).values_list("at", flat=True)
    return due.first() or (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
