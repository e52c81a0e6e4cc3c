"""The gate of the checks: they stop a publish by the sheet, a workflow or a bulk action alike."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from stoppress.desk.checks.check import Level, subject_of
from stoppress.desk.checks.pictures import RIGHTS
from stoppress.desk.checks.registry import levels, problems_of
from stoppress.desk.checks.set_aside import ACTION, left_of, reasons_given
from stoppress.desk.kept_words import asks_for_json
from stoppress.newsroom import clock
from stoppress.newsroom.front_slots import Front, slots_on
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.pictures.rights import expired_pictures


class NotPublished(ValidationError):
    """An article or a front was not published; the message says why, in words."""

    def __init__(self, page: Page, reason: str) -> None:
        words = gettext("“%(headline)s” did not go out. %(problems)s")
        said = words % {"headline": page.get_admin_display_title(), "problems": reason}
        super().__init__({NON_FIELD_ERRORS: said})
        self.page = page


def ask_the_checks(page: Page, version: Revision, by: AbstractBaseUser) -> None:
    """Raise NotPublished while ``version`` has errors, or warnings without a reason.

    The reasons are written into the trail. Of a front, only the rights of pictures that the front
    alone shows are checked.
    """
    if isinstance(page, EditionPage | SectionPage):
        _ask_for_rights(page)
    if not isinstance(page, Article):
        return
    problems, reasons = problems_of(subject_of(page)), reasons_given(page.pk)
    left = left_of(problems, reasons)
    if left:
        raise NotPublished(page, " ".join(problem.words for problem in left))
    warnings = [one for one in problems if one.level is Level.WARNING]
    if warnings:
        kept = [
            {"check": one.check, "words": one.words, "reason": reasons[one.reason_field]}
            for one in warnings
        ]
        log(page, ACTION, user=by, data={"set_aside": kept}, revision=version)


def _ask_for_rights(front: Front) -> None:
    if levels()[RIGHTS.name] is Level.OFF:
        return
    shown = [slot.picture_id for slot in slots_on(front) if slot.picture_id]
    over = expired_pictures(clock.now()).filter(pk__in=shown).select_related("details").first()
    if over is not None:
        words = gettext(
            "A picture that it alone shows may not be used any more; %(day)s was the last day:"
            " “%(name)s”. Choose another."
        )
        day = date_format(over.details.usable_until, "DATE_FORMAT")
        raise NotPublished(front, words % {"day": day, "name": over.title})


class SayWhatStopped:
    """Middleware: tells editors why their publish was stopped, and leads them to the piece."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; only ``process_exception`` acts."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer NotPublished by its message. The view's transaction is rolled back by now."""
        if not isinstance(error, NotPublished):
            return None
        [words] = error.messages
        if asks_for_json(request):
            return JsonResponse({"success": False, "error_message": words}, status=422)
        messages.error(request, words)
        if error.page.pk is None:
            return redirect("desk_pieces")
        return redirect("wagtailadmin_pages:edit", error.page.pk)
