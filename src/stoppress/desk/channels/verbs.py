"""What editors do with deliveries, from the page of a channel and from a piece."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.channels.actions.decide import decide
from stoppress.channels.actions.resend import resend
from stoppress.channels.actions.settle_as_there import settle_as_there
from stoppress.channels.models import Delivery
from stoppress.desk.channels.told import OUT, SEND, THERE
from stoppress.newsroom.actions.who import By


@require_POST
def delivery_view(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Do what ``do`` names, and lead back to the page of its channel."""
    rows = Delivery.objects.select_related("channel__edition")
    delivery = get_object_or_404(rows, pk=delivery_id)
    do = request.POST.get("do", "")
    if do not in (SEND, THERE, OUT):
        return HttpResponse(status=400)
    try:
        messages.success(request, settle(delivery, do, request.user, request.POST.get("link", "")))
    except ValidationError as refused:
        messages.error(request, " ".join(gettext(one) for one in refused.messages))
    return redirect("desk_channel", delivery.channel_id)


def settle(delivery: Delivery, do: str, by: By, link: str = "") -> str:
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
