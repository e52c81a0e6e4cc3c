"""What the head of a page says to machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from stoppress.site.editions import Feeds


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """The card that other sites show; sizes in pixels."""

    type: str
    image: str = ""
    image_alt: str = ""
    image_width: int = 0
    image_height: int = 0


class Alternate(NamedTuple):
    """The same page in another language, by its full URL."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Meta:
    """Values of the head: title, canonical URL, translations, cards, JSON-LD."""

    kind: str
    title: str
    canonical: str = ""
    headline: str = ""
    description: str = ""
    alternates: tuple[Alternate, ...] = ()
    og: OpenGraph | None = None
    json_ld: str = ""
    feeds: Feeds | None = None
    robots: str = ""
    published: str = ""
    modified: str = ""
