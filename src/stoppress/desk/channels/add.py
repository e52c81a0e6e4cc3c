"""The form by which an owner adds a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.models import Channel
from stoppress.channels.registry import kinds
from stoppress.newsroom.models import EditionPage


class AddForm(forms.Form):
    """Its kind, the edition that goes there, and who gets it."""

    kind = forms.ChoiceField(label=_("Kind"))
    edition = forms.ChoiceField(label=_("Edition"))
    target = forms.CharField(
        label=_("Name there"),
        max_length=500,
        help_text=_(
            "For Telegram @NAME, or the number of a private channel; for a webhook the address of"
            " the receiver."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        editions = EditionPage.objects.order_by("pk")
        self.fields["kind"].choices = [(one.name, one.title) for one in kinds.values()]  # type: ignore[attr-defined]
        self.fields["edition"].choices = list(  # type: ignore[attr-defined]
            editions.values_list("locale__language_code", "title")
        )

    def add(self, by: Any) -> Channel | None:
        """Add it; None when it cannot be, which the form then says."""
        given = self.cleaned_data
        try:
            return add_channel(given["kind"], given["edition"], given["target"], by)
        except ValidationError as refused:
            self.add_error("target", refused.messages)
            return None
