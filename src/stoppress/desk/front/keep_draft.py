"""The draft of a front stays a draft when the words of its edition or section are published."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stoppress.newsroom.actions.front_draft import again, save_draft
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_blocks import blocks_in_draft, blocks_of, set_blocks
from stoppress.newsroom.front_slots import place_slots, slots_in_draft, slots_on
from stoppress.newsroom.models import EditionPage, SectionPage


def publish_words_alone(request: Any, page: Any) -> None:
    """Before the form of a front is published: have what readers see on it, not its draft.

    Wagtail keeps one draft of a page, which the page “Front” and the form share.
    """
    if "action-publish" not in request.POST or not isinstance(page, EditionPage | SectionPage):
        return
    front = again(page)
    draft = slots_in_draft(front), blocks_in_draft(front)
    shown = slots_on(front), blocks_of(front)
    if draft != shown:
        request.draft_of_front = draft
        place_slots(page, shown[0])
        set_blocks(page, shown[1])


def go_on_with_the_draft(request: Any, page: Any) -> None:
    """After it was published: let the draft of the front be the draft again."""
    draft = getattr(request, "draft_of_front", None)
    if draft is None:
        return
    slots, blocks = draft
    with transaction.atomic():
        hold_the_log()
        save_draft(again(page), slots, request.user, blocks=blocks)
