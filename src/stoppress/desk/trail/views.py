"""The page “Trail”, and its export for owners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from stoppress.desk.trail.entries import Asked, all_of, page_of
from stoppress.desk.trail.export import FORMS
from stoppress.newsroom import clock

#: Days that may be asked for.
_FIRST_YEAR, _LAST_YEAR = 1900, 9000


class TrailForm(forms.Form):
    """The filters of the page; what is empty or none filters nothing."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = get_user_model().objects.order_by("first_name", "last_name", "email")
        people = [(str(one.pk), one.get_full_name() or one.email) for one in users]
        self._choose("person", [("", _("Everybody")), ("0", _("nobody")), *people])
        verbs = sorted(((name, str(label)) for name, label in registry.get_choices()), key=_label)
        self._choose("verb", [("", _("All")), *verbs])

    def clean_day(self) -> date | None:
        """The day; none for one that has no next day, or that no newsroom has seen."""
        day: date | None = self.cleaned_data["day"]
        return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None

    @property
    def asked(self) -> Asked:
        """What the filters ask for."""
        self.is_valid()
        given = self.cleaned_data
        person = given.get("person")
        return Asked(int(person) if person else None, given.get("verb") or "", given.get("day"))

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


@non_atomic_requests
@require_safe
def trail_view(request: HttpRequest) -> HttpResponse:
    """Fifty entries that pass the filters of the address, the newest first."""
    form = TrailForm(request.GET)
    after = request.GET.get("after", "")
    query = request.GET.copy()
    query.pop("after", None)
    page = page_of(request.user, form.asked, after)
    return TemplateResponse(
        request,
        "desk/trail/trail.html",
        {
            "form": form,
            "page": page,
            "first": not after,
            "asked": query.urlencode(),
            "may_export": request.user.is_superuser,
        },
    )


@non_atomic_requests
@require_safe
def export_view(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """All entries that pass the filters as a file. Raises PermissionDenied but for owners."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if form not in FORMS:
        raise Http404
    content_type, write = FORMS[form]
    lines = write(all_of(request.user, TrailForm(request.GET).asked))
    answer = StreamingHttpResponse(lines, content_type=content_type)
    name = f"trail-{clock.local(clock.now()):%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
