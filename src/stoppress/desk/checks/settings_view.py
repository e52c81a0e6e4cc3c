"""The page “Checks”: how much each check weighs, and which sections need a label."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from stoppress.desk.checks.check import Level
from stoppress.desk.checks.registry import CHECKS, levels
from stoppress.desk.row_ids import RowsField
from stoppress.newsroom.models import CheckSettings, SectionPage

#: In the trail: some check weighs more, less or nothing from then on.
WEIGH = "stoppress.weigh_checks"
#: Checks whose level is the newsroom's to choose.
SETTABLE = [check for check in CHECKS if not check.fixed]


class CheckForm(forms.Form):
    """A level for each check, and the sections whose pieces need a label."""

    sections = RowsField(
        label=_("Sections whose pieces need a label above the headline, such as “Opinion”"),
        queryset=SectionPage.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = levels()
        choices = [(str(level), level.words) for level in Level]
        for check in SETTABLE:
            self.fields[check.name] = forms.ChoiceField(
                label=str(check.label), choices=choices, initial=str(now[check.name])
            )
        self.initial["sections"] = CheckSettings.load().labelled_sections.all()

    def save(self, by: Any) -> None:
        """Keep what ``by`` chose; a check at its usual level follows what is usual later."""
        kept, before = CheckSettings.load(), levels()
        sections = set(kept.labelled_sections.all())
        kept.levels = {
            check.name: self.cleaned_data[check.name]
            for check in SETTABLE
            if self.cleaned_data[check.name] != check.level
        }
        kept.save()
        kept.labelled_sections.set(self.cleaned_data["sections"])
        said = [f"{name}: {level}" for name, level in levels().items() if level != before[name]]
        if set(self.cleaned_data["sections"]) != sections:
            said.append("label: " + ", ".join(one.title for one in self.cleaned_data["sections"]))
        if said:
            log(kept, WEIGH, user=by, data={"reason": "; ".join(said)})


@require_http_methods(["GET", "POST"])
def check_settings_view(request: HttpRequest) -> HttpResponse:
    """Show and change it; for those who may change the newsroom's settings."""
    if not request.user.has_perm("newsroom.change_newsroomsettings"):
        raise PermissionDenied
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        messages.success(request, gettext("Saved. It counts for every publish from now on."))
        return redirect("desk_check_settings")
    fields = [form[check.name] for check in SETTABLE]
    return TemplateResponse(request, "desk/checks/settings.html", {"form": form, "checks": fields})
