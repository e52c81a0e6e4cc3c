"""Wagtail's own ways to the verbs: every one of them ends in the newsroom's file for that verb.

Wagtail does a verb by a class, and asks its registry of actions which class that is; but its pages
and the desk's older views name Wagtail's classes themselves. So ours stand in the registry, and
under those names as well. ``tests/desk/test_ways_in.py`` walks every way.
"""

from __future__ import annotations

import wagtail.actions
from wagtail.actions import delete_page, move_page, publish_page_revision, unpublish_page
from wagtail.actions.registry import action_registry
from wagtail.models import Page, pages

from stoppress.newsroom.actions.delete import DeletePage
from stoppress.newsroom.actions.move import MovePage
from stoppress.newsroom.actions.publish import PublishPage
from stoppress.newsroom.actions.unpublish import UnpublishPage

#: Wagtail's name of a class, and the newsroom's class.
VERBS = {
    "DeletePageAction": DeletePage,
    "MovePageAction": MovePage,
    "PublishPageRevisionAction": PublishPage,
    "UnpublishPageAction": UnpublishPage,
}
#: Where the names stand that others import, and where pages use them.
_MODULES = (
    *(delete_page, move_page, publish_page_revision, unpublish_page),
    *(wagtail.actions, pages),
)


def use_our_verbs() -> None:
    """Put the newsroom's verbs in the place of Wagtail's, before the desk's views are imported."""
    for name, ours in VERBS.items():
        action_registry.register(Page, ours)
        for module in _MODULES:
            if hasattr(module, name):
                setattr(module, name, ours)
