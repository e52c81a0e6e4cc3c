"""Checks of pictures: words for those who cannot see them, and who made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of a piece: ``name`` is “” for the lead picture."""

    pk: int
    name: str
    alt: str
    credit: str


def _pictures(subject: Subject) -> Iterator[_Picture]:
    article = subject.article
    if article.lead_image_id is not None:
        yield _Picture(article.lead_image_id, "", article.lead_alt, article.lead_credit)
    for block in article.body:
        shown: tuple[Any, ...] = ()
        if block.block_type == "image":
            shown = (block.value,)
        elif block.block_type == "gallery":
            shown = tuple(block.value.get("pictures") or ())
        for value in shown:
            image = value.get("image")
            if image is not None:
                alt, credit = (str(value.get(name) or "") for name in ("alt", "credit"))
                yield _Picture(image.pk, image.title, alt, credit)


def _described(subject: Subject) -> Iterator[Found]:
    for picture in _pictures(subject):
        if picture.alt.strip():
            continue
        if not picture.name:
            words = gettext("The lead picture has no description for those who cannot see it.")
            yield Found("lead_alt", words, f"{picture.pk}")
        else:
            words = gettext("A picture has no description for those who cannot see it: “%(name)s”")
            yield Found("body", words % {"name": picture.name}, f"{picture.pk}")


def _credited(subject: Subject) -> Iterator[Found]:
    for picture in _pictures(subject):
        if picture.credit.strip():
            continue
        if not picture.name:
            yield Found("lead_credit", gettext("The lead picture has no credit."), f"{picture.pk}")
        else:
            words = gettext("A picture has no credit: “%(name)s”")
            yield Found("body", words % {"name": picture.name}, f"{picture.pk}")


CHECKS = (
    Check("picture-alt", _("Pictures are described"), Level.WARNING, _described),
    Check("picture-credit", _("Pictures name who made them"), Level.WARNING, _credited),
)
