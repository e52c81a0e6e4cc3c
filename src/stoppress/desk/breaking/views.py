"""The page “Breaking”: what is on air, and the form of a new line."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoppress.desk.breaking.forms import BreakingForm
from stoppress.desk.row_ids import row_id
from stoppress.newsroom.actions.break_news import OnAirAlready, break_news
from stoppress.newsroom.actions.end_breaking import end_breaking
from stoppress.newsroom.models import Article, BreakingNews
from stoppress.newsroom.on_air import on_air


@require_http_methods(["GET", "POST"])
def breaking_view(request: HttpRequest) -> HttpResponse:
    """Show what is on air; put a new line on air. ``piece`` names the article it leads to."""
    if not request.user.has_perm("newsroom.add_breakingnews"):
        raise PermissionDenied
    article = _article(request)
    form = BreakingForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            break_news(
                given["text"],
                given["editions"],
                given["lasts"],
                request.user,
                article=article,
                instead=given["instead"],
            )
        except OnAirAlready as refusal:
            words = gettext(
                "“%(line)s” is on air. End it, or tick the box below to put this one in its place."
            )
            form.add_error("instead", words % {"line": refusal.lines[0].text})
        else:
            messages.success(request, gettext("On air."))
            return redirect("desk_breaking")
    return TemplateResponse(
        request,
        "desk/breaking/breaking.html",
        {"form": form, "lines": on_air(), "article": article},
    )


@require_POST
def end_breaking_view(request: HttpRequest, line_id: int) -> HttpResponse:
    """End a line now, and go back to the page of the desk it was ended from (``next``).

    A script gets what is on air then.
    """
    end_breaking(get_object_or_404(BreakingNews, pk=line_id), request.user)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return _on_air(request)
    messages.success(request, gettext("The line is off every page."))
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, None, require_https=request.is_secure())
    return HttpResponseRedirect(back) if ours else redirect("desk_breaking")


@require_safe
def on_air_view(request: HttpRequest) -> HttpResponse:
    """What is on air, as it stands on every page of the desk."""
    return _on_air(request)


def _on_air(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "desk/frame/air.html",
        {
            "lines": on_air().order_by("until"),
            "may_end": request.user.has_perm("newsroom.change_breakingnews"),
        },
    )


def _article(request: HttpRequest) -> Article | None:
    return Article.objects.filter(pk=row_id(request.GET.get("piece", ""))).first()
