"""Counts of lists, taken anew from what readers see of each article."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from stoppress.newsroom.facets import Facets
from stoppress.newsroom.list_counts import lists_of
from stoppress.newsroom.models import PublicState


def true_counts() -> dict[tuple[str, date], int]:
    """Every count that there should be."""
    counted: dict[tuple[str, date], int] = defaultdict(int)
    states = PublicState.objects.filter(facets__isnull=False)
    for stored in states.values_list("facets", flat=True).iterator(chunk_size=2000):
        facets = Facets.from_json(stored)
        for place in lists_of(facets) if facets else ():
            counted[place] += 1
    return dict(counted)
