"""What the page of a picture shows, for its template."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from stoppress.desk.pictures.look_alike import duplicates_of
from stoppress.desk.pictures.uses import MOST, Use, uses_of
from stoppress.newsroom import clock
from stoppress.newsroom.pictures.rights import expired

register = template.Library()


@register.simple_tag(takes_context=True)
def picture_uses(context: Any, image: Any) -> list[Use]:
    """Where the picture is shown."""
    return uses_of(image, context["request"].user)


@register.simple_tag(takes_context=True)
def pictures_alike(context: Any, image: Any) -> list[Any]:
    """Pictures that look like it."""
    policy = context["view"].permission_policy
    return list(duplicates_of(image, context["request"].user, policy)[:MOST])


@register.simple_tag
def picture_expired(image: Any) -> bool:
    """Whether it may not be used any more."""
    return expired(image, clock.now())


@register.simple_tag
def picture_crops() -> list[tuple[str, str]]:
    """The ways in which pictures are cut: a name for ``desk/picture.css``, and its label."""
    return [
        ("list", gettext("In lists")),
        ("lead", gettext("Lead of a front")),
        ("beside", gettext("Lead with others beside it")),
        ("elsewhere", gettext("Card of other sites")),
    ]
