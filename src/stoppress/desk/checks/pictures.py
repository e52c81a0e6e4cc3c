"""Checks of pictures: words for those who cannot see them, who made them, until when to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.newsroom.pictures.rights import expired_in


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture as readers see it in a piece: ``name`` is “” for the lead picture."""

    pk: int
    name: str
    alt: str
    credit: str
    rights: str


def _pictures(subject: Subject) -> Iterator[_Picture]:
    """Each place of a picture; its own words stand where the piece has none."""
    article = subject.article
    places: list[tuple[int, str, str, str]] = []
    if article.lead_image_id is not None:
        places.append((article.lead_image_id, "", article.lead_alt, article.lead_credit))
    for block in article.body:
        values: tuple[Any, ...] = ()
        if block.block_type == "image":
            values = (block.value,)
        elif block.block_type == "gallery":
            values = tuple(block.value.get("pictures") or ())
        for value in values:
            image = value.get("image")
            if image is not None:
                alt, credit = (str(value.get(name) or "") for name in ("alt", "credit"))
                places.append((image.pk, image.title, alt, credit))
    own = _own_words({pk for pk, *_words in places})
    for pk, name, alt, credit in places:
        own_alt, own_credit, rights = own.get(pk, ("", "", ""))
        yield _Picture(pk, name, alt.strip() or own_alt, credit.strip() or own_credit, rights)


def _own_words(ids: set[int]) -> dict[int, tuple[str, str, str]]:
    """Description, credit and rights of pictures, by their ids."""
    if not ids:
        return {}
    rows = get_image_model().objects.filter(pk__in=ids)
    words = rows.values_list("pk", "description", "details__credit", "details__rights")
    return {
        pk: (alt.strip(), (credit or "").strip(), (rights or "").strip())
        for pk, alt, credit, rights in words
    }


def _lacking(
    subject: Subject, part: Callable[[_Picture], str], field: str, lead: str, other: str
) -> Iterator[Found]:
    """Pictures without a part: the lead picture beside its ``field``, others by their name."""
    for picture in _pictures(subject):
        if part(picture).strip():
            continue
        if not picture.name:
            yield Found(field, lead, f"{picture.pk}")
        else:
            yield Found("body", other % {"name": picture.name}, f"{picture.pk}")


def _described(subject: Subject) -> Iterator[Found]:
    lead = gettext("The lead picture has no description for those who cannot see it.")
    other = gettext("A picture has no description for those who cannot see it: “%(name)s”")
    yield from _lacking(subject, attrgetter("alt"), "lead_alt", lead, other)


def _goes_out_at(subject: Subject) -> datetime:
    """When readers will see it: now, or at the later of its dates."""
    article = subject.article
    dates = (article.public_since, article.embargo_until, article.go_live_at)
    return max([subject.now, *(date for date in dates if date)])


def _usable(subject: Subject) -> Iterator[Found]:
    for image in expired_in(subject.article, _goes_out_at(subject)):
        words = gettext("A picture may not be used any more; %(day)s was the last day: “%(name)s”")
        day = date_format(image.details.usable_until, "DATE_FORMAT")
        lead = image.pk == subject.article.lead_image_id
        said = words % {"day": day, "name": image.title}
        yield Found("lead_image" if lead else "body", said, f"{image.pk}")


def _credited(subject: Subject) -> Iterator[Found]:
    lead = gettext("The lead picture has no credit.")
    other = gettext("A picture has no credit: “%(name)s”")
    yield from _lacking(subject, attrgetter("credit"), "lead_credit", lead, other)


def _with_rights(subject: Subject) -> Iterator[Found]:
    lead = gettext("Nothing is noted of the rights of the lead picture.")
    other = gettext("Nothing is noted of the rights of a picture: “%(name)s”")
    yield from _lacking(subject, attrgetter("rights"), "lead_image", lead, other)


#: Whether pictures are within their rights, on fronts as well.
RIGHTS = Check("picture-rights", _("Pictures may still be used"), Level.ERROR, _usable)

CHECKS = (
    Check("picture-alt", _("Pictures are described"), Level.WARNING, _described),
    RIGHTS,
    Check("picture-credit", _("Pictures name who made them"), Level.WARNING, _credited),
    # Newsrooms that have contracts for all pictures note nothing with each.
    Check("picture-rights-noted", _("Pictures have their rights noted"), Level.OFF, _with_rights),
)
