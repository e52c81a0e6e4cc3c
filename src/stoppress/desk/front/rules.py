"""What fills a front below its slots, by rule: as readers' page does it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from stoppress.newsroom.front_slots import Front
from stoppress.newsroom.models import EditionPage, SectionPage
from stoppress.newsroom.most_read import HOURS, SHOWN
from stoppress.site.front import IN_BLOCK


@dataclass(frozen=True, slots=True)
class Rule:
    """A list below the slots: its title for readers, and what stands in it."""

    title: str
    words: str


def rules_of(front: Front) -> list[Rule]:
    """The lists of ``front`` below its slots, in their order."""
    if isinstance(front, EditionPage):
        sections = SectionPage.objects.child_of(front).filter(live=True).order_by("path")
        newest = gettext("by rule: the newest of the section, %(most)d, nothing twice")
        rules = [
            Rule(title, newest % {"most": IN_BLOCK})
            for title in sections.values_list("title", flat=True)
        ]
    else:
        rules = [Rule(front.title, gettext("by rule: all others, the newest first"))]
    most_read = gettext("by rule: what was read most in %(hours)d hours, %(most)d")
    rules.append(Rule(gettext("Most read"), most_read % {"hours": HOURS, "most": SHOWN}))
    return rules
