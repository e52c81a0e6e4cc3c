"""The form of a slot: what the front alone says of the article in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from stoppress.desk.dates import DateTimeField, LocalDateTimeInput
from stoppress.newsroom.front_slots import Placed
from stoppress.newsroom.models import Article, FrontPick


class MomentForm(forms.Form):
    """The moment at which a front is looked at."""

    at = DateTimeField(label=_("Look at"), widget=LocalDateTimeInput())


class SlotForm(forms.Form):
    """Headline, deck, picture and how long; what is left empty is as the article has it."""

    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=FrontPick._meta.get_field("headline").max_length,  # noqa: SLF001 - Django's API
    )
    deck = forms.CharField(
        label=_("Deck"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    picture = forms.ModelChoiceField(
        label=_("Picture"), required=False, queryset=get_image_model().objects.none()
    )
    until = DateTimeField(label=_("Stays until"), required=False, widget=LocalDateTimeInput())

    def __init__(self, slot: Placed, article: Article, user: Any, sent: Any = None) -> None:
        """The form of ``slot``, as ``user`` fills it in; ``sent`` is what was typed."""
        self.slot = slot
        first = {name: getattr(slot, name) for name in ("headline", "deck", "until")}
        super().__init__(
            sent, initial=first | {"picture": slot.picture_id}, auto_id=f"slot-{article.pk}-%s"
        )
        policy = policy_registry.get_by_type(get_image_model())
        chosen = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
        kept = get_image_model().objects.filter(pk=slot.picture_id or 0)
        self.fields["picture"].queryset = (chosen | kept).distinct()  # type: ignore[attr-defined]
        for name, own in (("headline", article.title), ("deck", article.deck)):
            self.fields[name].widget.attrs["placeholder"] = own
            self.fields[name].widget.attrs["dir"] = "auto"

    @property
    def placed(self) -> Placed:
        """The slot as the form has it; only when it is valid."""
        given = self.cleaned_data
        picture = given["picture"]
        return replace(
            self.slot,
            headline=given["headline"],
            deck=given["deck"],
            picture_id=picture.pk if picture else None,
            until=given["until"],
        )
