"""Choosing what a front shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from stoppress.newsroom.models import Article, EditionPage
from stoppress.newsroom.public import in_edition, public_articles
from stoppress.site.editions import EditionView, SectionLink
from stoppress.site.read_also import newest_of
from stoppress.site.teasers import Teaser, teasers, with_authors

#: Top stories beside the lead, and pieces in the block of a section.
TOP = 4
IN_BLOCK = 4
#: Newest pieces among which a lead with a picture is looked for when editors placed none.
_NEWEST = 12


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the front."""

    section: SectionLink
    items: tuple[Teaser, ...]


def front_page(page: EditionPage, edition: EditionView) -> dict[str, Any]:
    """Lead, top stories and section blocks; nothing stands twice.

    What editors placed comes first, in their order; the newest fill the rest, the lead being
    the newest with a picture.
    """
    chosen = list(placed(page.front_picks.all(), edition, in_edition(edition.locale)))
    newest = teasers(in_edition(edition.locale)[: _NEWEST + len(chosen)], edition, pictures=True)
    if not chosen and newest:
        chosen.append(next((item for item in newest if item.picture), newest[0]))
    shown = {item.id for item in chosen}
    for item in newest:
        if len(chosen) > TOP:
            break
        if item.id not in shown:
            chosen.append(item)
            shown.add(item.id)
    top = chosen[1 : TOP + 1]
    shown = {item.id for item in chosen[: TOP + 1]}
    return {
        "lead": with_authors(chosen[0], edition) if chosen else None,
        "top": tuple(top),
        "blocks": tuple(_blocks(edition, shown)),
    }


def placed(
    picks: Iterable[Any], edition: EditionView, among: QuerySet[Article]
) -> tuple[Teaser, ...]:
    """Pieces that editors placed, in their order, as far as they are public."""
    order = [pick.article_id for pick in picks]
    if not order:
        return ()
    found = {item.id: item for item in teasers(among.filter(pk__in=order), edition, pictures=True)}
    return tuple(found[pk] for pk in dict.fromkeys(order) if pk in found)


def _blocks(edition: EditionView, shown: set[int]) -> Iterable[SectionBlock]:
    newest = {
        section: [pk for pk in ids if pk not in shown][:IN_BLOCK]
        for section, ids in newest_of([section.id for section in edition.sections]).items()
    }
    wanted = public_articles().filter(pk__in=[pk for ids in newest.values() for pk in ids])
    found = {item.id: item for item in teasers(wanted, edition, pictures=True)}
    for section in edition.sections:
        items = tuple(found[pk] for pk in newest[section.id] if pk in found)
        if items:
            yield SectionBlock(section, items)
