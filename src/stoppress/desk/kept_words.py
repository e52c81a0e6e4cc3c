"""The page that says why nothing was saved, and keeps what was typed, ready to be sent again.

It asks no database for anything.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

#: A code that Wagtail's script knows, so that it shows the words beside it; to any other it says
#: “A server error occurred”.
_KNOWN_TO_AUTOSAVE = "locked"
_SERVER_FAILED = 500


def told(
    request: HttpRequest, text: str, status: int, *, sign_in: str = "", token: str = ""
) -> HttpResponse:
    """The response that says ``text``: JSON for scripts, for browsers a page with what was typed.

    ``sign_in`` is where to sign in first. ``token`` takes the place of the token against forgery
    that was sent, which is not valid any more.
    """
    if asks_for_json(request):
        said = {"success": False, "error_code": _KNOWN_TO_AUTOSAVE, "error_message": text}
        # What the server failed at may go well later; who is signed out has to do something first.
        return JsonResponse({**said, "again": status >= _SERVER_FAILED}, status=status)
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except (OSError, SuspiciousOperation):
        # A large upload that found no room even while it arrived, or more than is read.
        sent, files = [], True
    if any("password" in name for name, _value in sent):
        sent = []
    if token:
        sent = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
        sent += [("csrfmiddlewaretoken", token)] if sent else []
    context: dict[str, object] = {"text": text, "sent": sent, "files": files, "sign_in": sign_in}
    context["posted"] = request.method == "POST"
    page = render_to_string("desk/trouble.html", {**context, "to": request.get_full_path()})
    return HttpResponse(page, status=status)


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a script of the desk sent this, not a form."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return True
    return request.accepts("application/json") and not request.accepts("text/html")


def comes_from_the_desk(request: HttpRequest) -> bool:
    """Whether a form of the desk itself sent this; another site's words are never offered."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("origin") in {own, *settings.CSRF_TRUSTED_ORIGINS}
