"""What editors do with deliveries, from the page of a channel and from a piece."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.channels.actions.decide import decide
from stoppress.channels.actions.resend import resend
from stoppress.channels.actions.settle_as_there import settle_as_there
from stoppress.channels.models import Channel, Delivery
from stoppress.desk.channels.of_piece import RULES, SILENTLY, lines_of
from stoppress.desk.channels.told import OUT, SEND, THERE
from stoppress.desk.row_ids import row_id
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.models import Article

_Wish = Delivery.Wish
#: What a button of a piece decides where the channel was told nothing yet: wish, and silence.
_DECIDE = {
    OUT: (_Wish.OUT, False),
    SEND: (_Wish.SEND, False),
    RULES: (_Wish.RULES, False),
    SILENTLY: (_Wish.RULES, True),
}


@require_POST
def delivery_view(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Do what ``do`` names, and lead back to the page of its channel."""
    rows = Delivery.objects.select_related("channel__edition")
    delivery = get_object_or_404(rows, pk=delivery_id)
    do = request.POST.get("do", "")
    if do not in (SEND, THERE, OUT):
        return HttpResponse(status=400)
    try:
        messages.success(request, _settle(delivery, do, request.user, request.POST.get("link", "")))
    except ValidationError as refused:
        messages.error(request, " ".join(gettext(one) for one in refused.messages))
    return redirect("desk_channel", delivery.channel_id)


@require_http_methods(["GET", "HEAD", "POST"])
def piece_channels_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """The lines of a piece's channels; by POST first do what ``do`` names in ``channel``."""
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        do, number = request.POST.get("do", ""), row_id(request.POST.get("channel", ""))
        channels = Channel.objects.filter(edition=article.locale_id).select_related("edition")
        channel = get_object_or_404(channels, pk=number)
        if do not in {*_DECIDE, THERE}:
            return HttpResponse(status=400)
        try:
            _do(channel, article, do, request.user, request.POST.get("link", ""))
        except ValidationError as error:
            refused = " ".join(gettext(one) for one in error.messages)
    version: Any = article.get_latest_revision_as_object()
    context = {"lines": lines_of(version, request.user), "refused": refused}
    return TemplateResponse(request, "desk/channels/of_piece.html", context)


def _do(channel: Channel, article: Article, do: str, by: By, link: str) -> None:
    row = Delivery.objects.filter(channel=channel, article_id=article.pk).first()
    if row is not None and row.asked_at is not None and do in (SEND, THERE, OUT):
        row.channel = channel
        _settle(row, do, by, link)
    elif do in _DECIDE:
        wish, silent = _DECIDE[do]
        if row is not None and do in (SEND, OUT):
            silent = row.silent
        decide(channel, article.pk, wish, by, silent=silent)


def _settle(delivery: Delivery, do: str, by: By, link: str = "") -> str:
    """Do with ``delivery`` what ``do`` names; what to say of it.

    Raises PermissionDenied, and ValidationError when that cannot be done any more.
    """
    if do == THERE:
        settle_as_there(delivery, by, link=link[:500])
        if link.strip():
            return gettext("It counts as posted.")
        return gettext("It counts as posted. Without its link later changes do not reach it.")
    if do == SEND:
        resend(delivery, by)
        return gettext("It is sent.")
    decide(delivery.channel, delivery.article_id, Delivery.Wish.OUT, by)
    if delivery.sent is not None:
        return gettext("It is taken away there.")
    return gettext("It does not go there.")
