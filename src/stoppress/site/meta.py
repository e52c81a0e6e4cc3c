"""What the head of a page says to machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from stoppress.newsroom.paths import month_path
from stoppress.newsroom.plain_text import joined, shortened
from stoppress.press.render import language_of_interface
from stoppress.site.date_words import month_text
from stoppress.site.editions import EditionView, Feeds, absolute, base_context, feeds_below

#: Value of the robots element that lets search engines show pictures large.
BIG_PICTURES = "max-image-preview:large"
#: Characters of a description.
LONGEST_DESCRIPTION = 200


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
    authors: tuple[str, ...] = ()


def head_of_list(
    edition: EditionView,
    kind: str,
    title: str,
    url: str,
    *,
    description: str = "",
    alternates: tuple[Alternate, ...] = (),
    json_ld: str = "",
    feeds: bool = False,
) -> dict[str, Any]:
    """The context of the head of a list: a section, a day, a topic, an author.

    ``description`` is plain text of any length, cut to what search engines show.
    """
    described = shortened(joined(description.split("\n")), LONGEST_DESCRIPTION)
    meta = Meta(
        kind=kind,
        title=f"{title} | {edition.name}",
        headline=title,
        description=described or f"{title} | {edition.name}",
        canonical=absolute(url),
        alternates=alternates,
        og=OpenGraph("website"),
        json_ld=json_ld,
        feeds=feeds_below(url) if feeds else None,
        robots=BIG_PICTURES,
    )
    return {**base_context(edition), "meta": meta}


def head_of_month(edition: EditionView, title: str, url: str, month: date) -> dict[str, Any]:
    """The context of the head of one month of the list ``title`` at ``url``."""
    name = month_text(month.year, month.month, language_of_interface(edition.language))
    return head_of_list(edition, "month", f"{title}, {name}", month_path(url, month))


def alternates(paths: dict[str, str]) -> tuple[Alternate, ...]:
    """Links to the same page in all languages; none when there is only one."""
    if len(paths) < 2:
        return ()
    return tuple(Alternate(code, absolute(path)) for code, path in paths.items())
