"""Where one is signed in, and how to end it there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

#: What a browser and a system call themselves, the more telling first, and how people call them.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox")),
    *(("Chrome", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    number: int
    browser: str
    address: str
    since: datetime
    here: bool


@require_http_methods(["GET", "POST"])
def sessions_view(request: HttpRequest) -> HttpResponse:
    """List a person's sessions; by POST end the one that is named, or all but this one."""
    user: Any = request.user
    here = request.session.session_key
    found = UserSession.objects.purge_and_list(user)
    if not any(session.session_key == here for session in found):
        UserSession.objects.create_from_request(request)  # begun before they were written down
        found = UserSession.objects.purge_and_list(user)
    if request.method == "POST":
        named = request.POST.get("session", "")
        for session in found:
            if session.session_key != here and named in ("others", str(session.pk)):
                session.end()
        messages.success(request, gettext("Ended."))
        return HttpResponseRedirect(reverse("desk_sessions"))
    listed = [
        SignedIn(
            session.pk,
            browser_of(session.user_agent),
            str(session.ip),
            session.created_at,
            session.session_key == here,
        )
        for session in sorted(found, key=lambda session: session.created_at, reverse=True)
    ]
    return render(request, "desk/sign_in/sessions.html", {"sessions": listed})


def end_sessions_of(user: User) -> int:
    """End every session of somebody, those too that were never written down; say how many."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    UserSession.objects.filter(user=user).delete()
    return ended


def browser_of(agent: str) -> str:
    """What people call the browser and its system: “Firefox, Windows”."""
    browser = next((name for word, name in _BROWSERS if f"{word}/" in agent), "")
    system = next((name for word, name in _SYSTEMS if word in agent), "")
    named = ", ".join(filter(None, (browser, system)))
    return named or re.split(r"[\s/]", agent, maxsplit=1)[0] or "?"
