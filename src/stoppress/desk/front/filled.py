"""What fills a front by itself, as readers will see it when its draft is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stoppress.newsroom.actions.front_draft import again
from stoppress.newsroom.front_blocks import Rule, blocks_in_draft, set_blocks
from stoppress.newsroom.front_slots import Front, place_slots, slots_in_draft
from stoppress.newsroom.models import EditionPage
from stoppress.press.reading import one_snapshot
from stoppress.site import front as front_of_an_edition
from stoppress.site import section as front_of_a_section
from stoppress.site.editions import edition_of
from stoppress.site.teasers import Teaser


@dataclass(frozen=True, slots=True)
class Filled:
    """The newest that follow on what was placed, and what stands in each block by its key."""

    after_slots: tuple[Teaser, ...] = ()
    blocks: Mapping[tuple[Rule, int], tuple[Teaser, ...]] = field(default_factory=dict)


def filled_by_itself(front: Front) -> Filled:
    """What is on the draft of ``front`` though nobody placed it."""
    with one_snapshot():
        edition = edition_of(front.locale.language_code)
        if edition is None:
            return Filled()
        # In hand alone: to make a version of the page again would ask for each of its rows.
        slots, draft = slots_in_draft(front), again(front)
        place_slots(draft, slots)
        set_blocks(draft, blocks_in_draft(front))
        if isinstance(draft, EditionPage):
            stands = front_of_an_edition.what_stands_on(draft, edition)
        else:
            stands = front_of_a_section.what_stands_on(draft, edition)
        placed = {slot.article for slot in slots}
        newest = (item for item in (stands["lead"], *stands["top"]) if item)
        return Filled(
            tuple(item for item in newest if item.id not in placed),
            {block.key: block.items for block in stands["blocks"]},
        )
