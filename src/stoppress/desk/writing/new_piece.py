"""“New piece”: the sheet opens at once, in the section that is likely meant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.admin.views.pages.create import CreateView

from stoppress.desk.row_ids import row_id
from stoppress.desk.writing.sections import section_to_begin_in
from stoppress.newsroom.models import Article, Byline, Person, SectionPage


@require_safe
def new_piece_view(request: HttpRequest) -> HttpResponse:
    """Open the sheet of a new piece."""
    section = section_to_begin_in(request.user)
    if section is None:
        messages.error(request, gettext("There is no section in which you may write."))
        return redirect("wagtailadmin_home")
    return redirect(reverse("wagtailadmin_pages:add", args=["newsroom", "article", section.pk]))


def begin_in_chosen_section(
    request: HttpRequest, parent: Any, page_class: type
) -> HttpResponse | None:
    """Begin a piece in the section that its form names, which may not be the one it opened in.

    Whether it may be begun there is asked as for the first.
    """
    if request.method != "POST" or page_class is not Article:
        return None
    chosen = row_id(request.POST.get("in_section", ""))
    if chosen is None or chosen == parent.pk:
        return None
    if not SectionPage.objects.filter(pk=chosen).exists():
        return None  # the form says so
    answer: HttpResponse = CreateView.as_view()(request, "newsroom", "article", chosen)
    return answer


def sign_new_piece(page: Any, **_signal: Any) -> None:
    """Put one's own name into the byline of a new piece."""
    if isinstance(page, Article) and page.owner is not None:
        person = Person.objects.filter(account=page.owner).first()
        if person is not None:
            page.bylines = [Byline(person=person)]
