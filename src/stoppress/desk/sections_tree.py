"""The tree of sections: nothing is done there to many at once.

Pieces have their list for that, with undo. A front would be published with its draft, which the
page “Front” shows to readers.
"""

from __future__ import annotations

from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageListingMixin

_TICKS = "bulk_actions"


def nothing_to_tick() -> None:
    """Take the boxes to tick out of every list of pages; ``desk_urls`` has none of the verbs."""
    for view in (PageListingMixin, IndexView, ExplorableIndexView):
        view.base_columns[:] = [one for one in view.base_columns if one.name != _TICKS]
