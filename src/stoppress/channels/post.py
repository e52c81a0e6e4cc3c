"""What is posted, in the form in which it can be compared and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post.

    :param image: the newsroom's number of it; None for the card that is drawn of the headline.
    :param mark: another for another picture, so that posts can be compared.
    """

    image: int | None
    mark: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What makes a request, for kinds that tell of events.

    :param number: of the request among those for its article; the same while it is asked again.
    :param sequence: of the article's last change in the change log, and ``at`` when that was.
    """

    number: int
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel is told of an article; two that are equal need no request.

    :param text: as its kind writes it: with markup, or a document.
    :param link: the article's address.
    :param form: how its kind sends it, where there are several ways.
    :param album: its pictures, where it has several, the first of them ``picture`` again; None
        stands for one that was taken away.
    :param document: what is sent along and kept nowhere, where ``text`` only stands for it.
    :param occasion: given when it is sent.
    """

    text: str
    link: str = ""
    form: str = ""
    picture: Picture | None = None
    album: tuple[Picture | None, ...] = ()
    document: str = field(default="", compare=False, repr=False)
    occasion: Occasion | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        """As a delivery keeps it."""
        kept = {
            "text": self.text,
            "link": self.link,
            "form": self.form,
            "picture": _kept(self.picture),
        }
        return {**kept, "album": [_kept(one) for one in self.album]} if self.album else kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Post:
        """Read what ``as_json`` wrote."""
        picture = kept.get("picture")
        return cls(
            kept.get("text", ""),
            kept.get("link", ""),
            kept.get("form", ""),
            Picture(**picture) if picture else None,
            tuple(Picture(**one) if one else None for one in kept.get("album") or ()),
        )


def _kept(picture: Picture | None) -> dict[str, Any] | None:
    return {"image": picture.image, "mark": picture.mark} if picture else None
