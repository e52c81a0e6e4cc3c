"""The form of a breaking line: its words, how long, in which editions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from stoppress.desk.row_ids import RowsField
from stoppress.newsroom.models import Article, BreakingNews, EditionPage
from stoppress.newsroom.states import Kind, state_of

_OUT = {Kind.OUT, Kind.NOT_VISIBLE_YET}  # the press brings it within the second
LASTS = ((30, _("30 minutes")), (60, _("1 hour")), (180, _("3 hours")))


def not_out_yet() -> str:
    """What is said of a line that leads to a piece which is not out."""
    return gettext(
        "The line would be on air at once, and the piece is not. Put it on air when the piece is"
        " out."
    )


class BreakingForm(forms.Form):
    """A new line; from an article it begins with its headline, edition and address."""

    text = forms.CharField(
        label=_("Line"),
        max_length=BreakingNews._meta.get_field("text").max_length,  # noqa: SLF001 - Django's API
    )
    lasts = forms.TypedChoiceField(
        label=_("How long"),
        choices=LASTS,
        coerce=lambda minutes: timedelta(minutes=int(minutes)),
        initial=60,
        widget=forms.RadioSelect,
    )
    editions = RowsField(
        label=_("Editions"),
        queryset=Locale.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    instead = forms.BooleanField(label=_("End the line that is on air"), required=False)

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        editions = EditionPage.objects.filter(live=True)
        locales = Locale.objects.filter(pk__in=editions.values("locale"))
        first = [article.locale_id] if article else editions.values_list("locale", flat=True)[:1]
        kwargs["initial"] = {"text": article.title if article else "", "editions": first}
        super().__init__(*args, **kwargs)
        self.fields["editions"].queryset = locales  # type: ignore[attr-defined]
        self._article = article

    def clean(self) -> dict[str, Any]:
        """Refuse the line of a piece that readers do not have: its headline would be out first."""
        if self._article is not None and state_of(self._article).kind not in _OUT:
            self.add_error("text", not_out_yet())
        return self.cleaned_data
