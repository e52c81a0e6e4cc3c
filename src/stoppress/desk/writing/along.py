"""What is published along with a piece: its place on the front, and a breaking line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.breaking.forms import LASTS, not_out_yet
from stoppress.desk.checks.gate import NotPublished
from stoppress.newsroom.actions.break_news import OnAirAlready, break_news
from stoppress.newsroom.actions.place_on_front import place_on_front
from stoppress.newsroom.models import Article, BreakingNews, EditionPage
from stoppress.newsroom.on_air import on_air
from stoppress.site.front import TOP

_LONGEST = BreakingNews._meta.get_field("text").max_length  # noqa: SLF001 - Django's API
#: Of the places, the one that is none: the front takes the piece only where somebody places it.
OFF_FRONT = "off"
_TOP = [(str(number), _("Top %(number)s") % {"number": number}) for number in range(1, TOP + 1)]


def _place(given: str) -> int | str:
    return given if given == OFF_FRONT else int(given)


class AlongForm(forms.Form):
    """The fields of the Publish dialog that are no part of the piece."""

    front_place = forms.TypedChoiceField(
        label=_("On the front"),
        required=False,
        coerce=_place,
        empty_value=None,
        choices=[
            ("", _("As the front is")),
            ("0", _("Lead")),
            *_TOP,
            (OFF_FRONT, _("Not on the front")),
        ],
    )
    breaking_line = forms.CharField(label=_("Line"), required=False, max_length=_LONGEST)
    breaking_lasts = forms.TypedChoiceField(
        label=_("How long"),
        required=False,
        choices=LASTS,
        coerce=lambda minutes: timedelta(minutes=int(minutes)),
        initial=60,
    )
    breaking_instead = forms.BooleanField(label=_("End the line that is on air"), required=False)


def refusals(along: dict[str, Any], edition: int, user: Any, *, now: bool) -> dict[str, str]:
    """What of it could not be done, by field. ``now`` is whether the piece goes out at once.

    :param edition: the locale's id of the edition in which the piece stands.
    """
    refused = {}
    if isinstance(along.get("front_place"), int):
        front = EditionPage.objects.filter(locale=edition).first()
        if front is None or not front.permissions_for_user(user).can_publish():
            refused["front_place"] = gettext("You may not change the front.")
    if along.get("breaking_line"):
        there = on_air().filter(locale=edition).first()
        if not now:
            refused["breaking_line"] = not_out_yet()
        elif there is not None and not along.get("breaking_instead"):
            words = gettext("“%(line)s” is on air. Tick this to put the new line in its place.")
            refused["breaking_instead"] = words % {"line": there.text}
    return refused


def send_along(request: HttpRequest, article: Article) -> None:
    """Do it, in the transaction in which ``article`` was published.

    Raises NotPublished when it cannot be done: then nothing is.
    """
    form = AlongForm(request.POST)
    if request.POST.get("action-publish") != "action-publish" or not form.is_valid():
        return
    along = form.cleaned_data
    try:
        if isinstance(along["front_place"], int):
            front = EditionPage.objects.get(locale=article.locale_id)
            place_on_front(front, article, along["front_place"], request.user)
        if along["breaking_line"]:
            break_news(
                along["breaking_line"],
                [article.locale],
                along["breaking_lasts"] or timedelta(hours=1),
                request.user,
                article=article,
                instead=along["breaking_instead"],
            )
    except OnAirAlready as refusal:
        words = gettext("“%(line)s” is on air.") % {"line": refusal.lines[0].text}
        raise NotPublished(article, words) from refusal
    except (PermissionDenied, ValidationError) as refusal:
        words = " ".join(getattr(refusal, "messages", [str(refusal)]))
        raise NotPublished(article, words) from refusal
