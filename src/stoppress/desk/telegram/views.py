"""The page on which somebody connects their Telegram, and ends it."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.channels.ends import Done
from stoppress.channels.kinds.telegram import open_bot_of_people
from stoppress.channels.secrets import NotGiven
from stoppress.desk.telegram.connection import begin, end

_WISHES = "desk_notice_wishes"


@non_atomic_requests  # Telegram is asked what the bot is called
@require_POST
def telegram_view(request: HttpRequest) -> HttpResponse:
    """Show the link by which somebody connects; or, where ``do`` says so, end it."""
    user: Any = request.user
    if request.POST.get("do") == "disconnect":
        end(user, user)
        messages.success(request, gettext("You are told nothing by Telegram any more."))
        return redirect(_WISHES)
    name, trouble = _name_of_the_bot()
    if not name:
        said = gettext("The bot cannot be reached now: %(said)s")
        messages.error(request, said % {"said": gettext(trouble) if trouble else ""})
        return redirect(_WISHES)
    code, until = begin(user)
    context = {"name": name, "address": f"https://t.me/{name}?start={code}", "until": until}
    answer = TemplateResponse(request, "desk/telegram/link.html", context)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _name_of_the_bot() -> tuple[str, str]:
    """What the bot is called; empty, with the reason, where Telegram does not say so."""
    try:
        with closing(open_bot_of_people()) as bot:
            said, name = bot.name()
    except NotGiven as missing:
        return "", str(missing)
    return (name, "") if isinstance(said, Done) else ("", said.words)
