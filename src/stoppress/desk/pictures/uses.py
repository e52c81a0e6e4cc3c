"""Where a picture is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from stoppress.newsroom.change_log.references import articles_showing
from stoppress.newsroom.models import (
    Article,
    EditionPage,
    FrontPick,
    NewsroomSettings,
    Person,
    SectionPage,
    SectionPick,
)
from stoppress.newsroom.states import state_of, with_what_states_need

#: The most pieces that are listed; thousands may show an emblem.
MOST = 20


@dataclass(frozen=True, slots=True)
class Use:
    """Something that shows a picture; ``url`` is empty where nothing is opened."""

    name: str
    about: str
    url: str = ""


def uses_of(image: Any, user: Any) -> list[Use]:
    """What shows ``image``, as far as ``user`` may see it; the newest pieces first."""
    return [*_pieces(image, user), *_others(image)]


def _pieces(image: Any, user: Any) -> Iterator[Use]:
    seen = policy_registry.get_by_type(Page).explorable_instances(user)
    shown = seen.filter(pk__in=articles_showing(image)).order_by("-pk").values_list("pk", flat=True)
    pieces: Any = with_what_states_need(Article.objects.filter(pk__in=list(shown[:MOST])))
    pieces = pieces.order_by("-pk").defer("body")
    for piece in pieces.annotate_approved_schedule().prefetch_workflow_states():
        yield Use(
            piece.get_admin_display_title(),
            str(state_of(piece).label),
            reverse("desk_piece", args=[piece.pk]),
        )


def _others(image: Any) -> Iterator[Use]:
    for fronts, picks in ((EditionPage, FrontPick), (SectionPage, SectionPick)):
        placed = picks.objects.filter(picture=image).values("page")
        for pk, title in fronts.objects.filter(pk__in=placed).values_list("pk", "title"):
            yield Use(title, gettext("Front"), reverse("desk_front", args=[pk]))
    for name in (
        Person.objects.filter(picture=image).order_by("name").values_list("name", flat=True)
    ):
        yield Use(name, gettext("Portrait"))
    if NewsroomSettings.objects.filter(logo=image).exists():
        yield Use(gettext("Logo of the newsroom"), "")
