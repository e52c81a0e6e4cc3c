"""The page “For you”, and how its reader wishes to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from stoppress.desk.notices.unseen import unseen_by
from stoppress.newsroom.models import Notice, NoticeWishes

#: Notices of the page; what is older has been seen, or never will be.
SHOWN = 50


class WishesForm(forms.Form):
    """How somebody wishes to be told, for each kind of notice."""

    bell = forms.MultipleChoiceField(
        label=_("At the desk"),
        choices=Notice.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    mail = forms.MultipleChoiceField(
        label=_("By mail"),
        choices=Notice.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@require_safe
def notices_view(request: HttpRequest) -> HttpResponse:
    """The newest notices; those that are new are seen with that."""
    mine: Any = Notice.objects.filter(user=request.user.pk, at_the_bell=True)
    shown = list(mine.select_related("article__deadline", "by")[:SHOWN])
    answer = TemplateResponse(request, "desk/notices/notices.html", {"notices": shown})
    answer.render()
    if any(not notice.seen for notice in shown) and request.method == "GET":
        mine.filter(seen=False).update(seen=True)
    return answer


@non_atomic_requests
@require_safe
def bell_view(request: HttpRequest) -> HttpResponse:
    """What the bell says now, for pages that are open."""
    return TemplateResponse(request, "desk/notices/bell.html", {"unseen": unseen_by(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def wishes_view(request: HttpRequest) -> HttpResponse:
    """The page on which somebody says how they wish to be told."""
    wishes = NoticeWishes.objects.filter(pk=request.user.pk).first() or NoticeWishes(
        pk=request.user.pk
    )
    kinds = [str(kind) for kind in Notice.Kind]
    initial = {
        "bell": [kind for kind in kinds if wishes.is_at_the_bell(kind)],
        "mail": [kind for kind in kinds if wishes.is_by_mail(kind)],
    }
    form = WishesForm(request.POST or None, initial=initial)
    if request.method == "POST":
        form = WishesForm(request.POST)
        if form.is_valid():
            chosen = form.cleaned_data
            wishes.not_at_the_bell = [kind for kind in kinds if kind not in chosen["bell"]]
            wishes.by_mail = chosen["mail"]
            wishes.not_by_mail = [kind for kind in kinds if kind not in chosen["mail"]]
            wishes.save()
            messages.success(request, gettext("You will be told as you wish."))
            return redirect("desk_notices")
    return TemplateResponse(request, "desk/notices/wishes.html", {"form": form})
