"""The page “Channels”, and that of one channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from stoppress.channels.actions.pause_channel import pause_channel
from stoppress.channels.actions.remove_channel import remove_channel
from stoppress.channels.actions.resume_channel import resume_channel
from stoppress.channels.actions.try_channel import try_channel
from stoppress.channels.ends import Done
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import may_own
from stoppress.channels.registry import kind_of
from stoppress.desk.channels.add import AddForm
from stoppress.desk.channels.pingers import pingers_seen
from stoppress.desk.channels.seen import channels_seen, title_of
from stoppress.desk.channels.told import told
from stoppress.desk.frame.menu import publishes_somewhere
from stoppress.desk.pieces.paging import Place
from stoppress.newsroom import clock

#: Deliveries of one page.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def channels_view(request: HttpRequest) -> HttpResponse:
    """All channels and how they are, hubs and search engines too; by POST an owner adds one."""
    _ask(request)
    owns = may_own(request.user)
    form = AddForm(request.POST or None) if owns else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        added = form.add(request.user) if form.is_valid() else None
        if added:
            messages.success(request, gettext("It is added. Try whether it takes posts."))
            if secret := kind_of(added).secret_file(added):
                said = gettext("Its secret stands in the file %(file)s of the newsroom's home.")
                messages.info(request, said % {"file": secret})
            return redirect("desk_channel", added.pk)
    now = clock.now()
    context = {
        "channels": channels_seen(request.user, now),
        "pingers": pingers_seen(now),
        "form": form,
    }
    return TemplateResponse(request, "desk/channels/channels.html", context)


@non_atomic_requests  # what the other side is asked takes its time
@require_http_methods(["GET", "HEAD", "POST"])
def channel_view(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One channel and what it was told, the newest first; by POST do what ``do`` names."""
    _ask(request)
    channel = get_object_or_404(Channel.objects.select_related("edition"), pk=channel_id)
    do = _DO.get(request.POST.get("do", ""))
    if request.method == "POST":
        if do is None:
            return HttpResponse(status=400)
        do(request, channel)
        return redirect("desk_channels" if channel.pk is None else request.path)
    now = clock.now()
    [seen] = channels_seen(request.user, now, [channel])
    rows, older = _deliveries(channel, request.GET.get("before", ""))
    context = {
        "seen": seen,
        "deliveries": told(rows, request.user, now),
        "older": older,
        "owns": may_own(request.user),
    }
    return TemplateResponse(request, "desk/channels/channel.html", context)


def _ask(request: HttpRequest) -> None:
    if not publishes_somewhere(request.user):
        raise PermissionDenied


def _deliveries(channel: Channel, before: str) -> tuple[list[Delivery], str]:
    """Deliveries of one page, and the place after which the next begins; empty for none."""
    rows = Delivery.objects.filter(channel=channel).order_by("-noticed_at", "-pk")
    # Not what was only decided of a draft, which has not come out.
    rows = rows.exclude(state=Delivery.State.KEPT_OUT, headline="")
    if place := Place.read(before):
        earlier = Q(noticed_at__lt=place.at) | Q(pk__lt=place.pk)
        rows = rows.filter(earlier, noticed_at__lte=place.at)
    found = list(rows[: SHOWN + 1])
    for row in found:
        row.channel = channel
    shown = found[:SHOWN]
    more = len(found) > SHOWN
    return shown, str(Place(shown[-1].noticed_at, shown[-1].pk)) if more else ""


def _pause(request: HttpRequest, channel: Channel) -> None:
    pause_channel(channel, request.user)
    messages.success(request, gettext("Nothing goes there until it is resumed."))


def _resume(request: HttpRequest, channel: Channel) -> None:
    resume_channel(channel, request.user)
    messages.success(request, gettext("Pieces go there again."))


def _try(request: HttpRequest, channel: Channel) -> None:
    end = try_channel(channel, request.user)
    if isinstance(end, Done):
        messages.success(request, gettext("It takes posts."))
        return
    words = gettext("It takes no posts: %(said)s")
    messages.error(request, words % {"said": gettext(end.words) if end.words else ""})


def _remove(request: HttpRequest, channel: Channel) -> None:
    title: Any = title_of(channel)
    remove_channel(channel, request.user)
    said = gettext("%(channel)s is removed. What was posted there stays there.")
    messages.success(request, said % {"channel": title})


_DO: dict[str, Callable[[HttpRequest, Channel], None]] = {
    "pause": _pause,
    "resume": _resume,
    "try": _try,
    "remove": _remove,
}
