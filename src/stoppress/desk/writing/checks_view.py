"""What the checks say of a piece as it stands in the sheet, saved or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.desk.checks.registry import Problem, Weight, problems_of
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
    form_class = Article.get_edit_handler().get_form_class()
    form = form_class(
        request.POST,
        request.FILES,
        instance=article,
        parent_page=section,
        for_user=request.user,
    )
    form.is_valid()
    form.instance.title = request.POST.get("title", "").strip()  # a form that lacks it leaves it
    problems = [*_refused(form), *problems_of(form.instance)]
    return TemplateResponse(request, "desk/writing/checks.html", {"problems": problems})


def _refused(form: Any) -> Iterator[Problem]:
    """What the form itself would refuse; the checks say of the headline what there is to say."""
    for name, errors in form.errors.items():
        if name == "body":
            words = gettext("A part of the text is not filled in, or is wrong.")
            yield Problem(Weight.ERROR, name, words)
        elif name != "title":
            label = f"{form[name].label}: " if name in form.fields else ""
            for error in errors:
                yield Problem(Weight.ERROR, name, f"{label}{error}")
    for formset in form.formsets.values():
        if not formset.is_valid():
            words = gettext("A row beside the text is not filled in, or is wrong.")
            yield Problem(Weight.ERROR, formset.prefix, words)
