"""Where the checks stop a publish, whichever way it came: the sheet, a workflow, many at once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from stoppress.desk.checks.check import Level, subject_of
from stoppress.desk.checks.registry import problems_of
from stoppress.desk.checks.set_aside import ACTION, left_of, reasons_given
from stoppress.desk.kept_words import asks_for_json
from stoppress.newsroom.models import Article


class NotPublished(ValidationError):
    """An article did not go out; the message says why, in words."""

    def __init__(self, article: Article, reason: str) -> None:
        words = gettext("“%(headline)s” did not go out. %(problems)s")
        said = words % {"headline": article.title, "problems": reason}
        super().__init__({NON_FIELD_ERRORS: said})
        self.article = article


def ask_the_checks(page: Page, version: Revision, by: AbstractBaseUser) -> None:
    """Let ``version`` go out only when its errors are mended and its warnings have a reason.

    The reasons stand in the history from then on. Raises NotPublished.
    """
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


class SayWhatStopped:
    """Middleware: an editor whose publish was stopped is told why, and led to the piece."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer in words what a view left to us; its transaction is rolled back by now."""
        if not isinstance(error, NotPublished):
            return None
        [words] = error.messages
        if asks_for_json(request):
            return JsonResponse({"success": False, "error_message": words}, status=422)
        messages.error(request, words)
        if error.article.pk is None:
            return redirect("desk_pieces")
        return redirect("wagtailadmin_pages:edit", error.article.pk)
