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

from stoppress.channels.kinds.telegram import has_bot
from stoppress.desk.notices.unseen import unseen_by
from stoppress.newsroom.models import Notice, NoticeWishes, TelegramBot, TelegramChat
from stoppress.newsroom.models.notices import TOLD_AS_WISHED

#: Notices of the page; what is older has been seen, or never will be.
SHOWN = 50


def _way(label: Any) -> forms.MultipleChoiceField:
    """One way of being told: a box for each kind of notice."""
    choices = [(kind.value, kind.label) for kind in TOLD_AS_WISHED]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class WishesForm(forms.Form):
    """How somebody wishes to be told, for each kind of notice."""

    bell = _way(_("At the desk"))
    mail = _way(_("By mail"))
    telegram = _way(_("By Telegram"))


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
    kinds = [str(kind) for kind in TOLD_AS_WISHED]
    initial = {
        "bell": [kind for kind in kinds if wishes.is_at_the_bell(kind)],
        "mail": [kind for kind in kinds if wishes.is_by_mail(kind)],
        "telegram": [kind for kind in kinds if wishes.is_by_telegram(kind)],
    }
    chat = TelegramChat.objects.filter(pk=request.user.pk, chat__isnull=False).first()
    form = WishesForm(request.POST if request.method == "POST" else None, initial=initial)
    if chat is None:
        del form.fields["telegram"]
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        wishes.not_at_the_bell = [kind for kind in kinds if kind not in chosen["bell"]]
        wishes.by_mail = chosen["mail"]
        wishes.not_by_mail = [kind for kind in kinds if kind not in chosen["mail"]]
        if chat is not None:
            wishes.by_telegram = chosen["telegram"]
            wishes.not_by_telegram = [kind for kind in kinds if kind not in chosen["telegram"]]
        wishes.save()
        messages.success(request, gettext("You will be told as you wish."))
        return redirect("desk_notices")
    trouble = TelegramBot.objects.exclude(trouble="").values_list("trouble", flat=True).first()
    context = {
        "form": form,
        "chat": chat,
        "has_bot": has_bot(),
        "trouble": gettext(trouble) if trouble else "",
    }
    return TemplateResponse(request, "desk/notices/wishes.html", context)
