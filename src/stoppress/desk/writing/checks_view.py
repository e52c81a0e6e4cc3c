"""What the checks say of a piece as it stands in the sheet, saved or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.desk.checks.check import Level, Problem, subject_of
from stoppress.desk.checks.dead_links import ask_in_background
from stoppress.desk.checks.links import web_addresses
from stoppress.desk.checks.set_aside import keep_reasons
from stoppress.desk.writing.sheet import sheet_of
from stoppress.newsroom.models import Article, SectionPage


@require_POST
def checks_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """The checks of a piece that was saved before."""
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _answer(request, article.get_latest_revision_as_object(), article.get_parent())


@require_POST
def checks_of_new_view(request: HttpRequest, section_id: int) -> HttpResponse:
    """The checks of a piece that nobody has saved yet."""
    section = get_object_or_404(SectionPage, pk=section_id)
    if not section.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    article = Article(owner=request.user, locale=section.locale)
    return _answer(request, article, section)


def _answer(request: HttpRequest, article: Any, section: Any) -> HttpResponse:
    form = sheet_of(request, article, section)
    form.is_valid()
    form.instance.title = request.POST.get("title", "").strip()  # a form that lacks it leaves it
    problems, reasons = form.problems_and_reasons()
    asking = ask_in_background(web_addresses(subject_of(form.instance)))
    context = {
        "lines": [
            *_refused(form),
            *(_line(one, reasons) for one in problems),
        ],
        "asking": asking,
    }
    return TemplateResponse(request, "desk/writing/checks.html", context)


def keep_reasons_first(request: HttpRequest, page: Any) -> None:
    """Save the reasons for setting warnings aside before the piece is published or refused."""
    if request.method == "POST" and isinstance(page, Article):
        sends = request.POST.keys() & {"action-publish", "action-workflow-action"}
        if sends and page.permissions_for_user(request.user).can_edit():
            keep_reasons(page, request.POST, request.user)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checks; that of a warning has a field for the reason to set it aside."""

    level: Level
    field: str
    words: str
    name: str = ""
    reason: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks for a reason."""
        return self.level is Level.WARNING


def _line(problem: Problem, reasons: Mapping[str, str]) -> Line:
    reason = reasons.get(problem.reason_field, "")
    return Line(problem.level, problem.field, problem.words, problem.reason_field, reason)


def _refused(form: Any) -> Iterator[Line]:
    """Lines for what the form itself refuses, but for the headline, which has checks of its own."""
    for name, errors in form.errors.items():
        if name == "body":
            words = gettext("A part of the text is not filled in, or is wrong.")
            yield Line(Level.ERROR, name, words)
        elif name != "title":
            label = f"{form[name].label}: " if name in form.fields else ""
            for error in errors:
                yield Line(Level.ERROR, name, f"{label}{error}")
    for formset in form.formsets.values():
        if not formset.is_valid():
            words = gettext("A row beside the text is not filled in, or is wrong.")
            yield Line(Level.ERROR, formset.prefix, words)
