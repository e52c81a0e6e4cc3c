"""Wagtail's index of what an article refers to.

Wagtail brings it up after each row that is saved: when an article is published that is twice the
article, and each byline and topic, every time with all that it refers to, read anew. Here it is
done once, from the article in hand, when all its rows are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import Page, ReferenceIndex


@contextmanager
def indexed_once() -> Iterator[None]:
    """Leave the index of references as it is, whatever is saved inside; see ``index``."""
    # Wagtail's module asks for its models when it is imported; here they are there.
    from wagtail.signal_handlers import (
        disable_reference_index_auto_update,
        reference_index_auto_update_disabled,
    )

    if getattr(reference_index_auto_update_disabled, "value", False):
        yield  # within another: Wagtail's own switch knows only on and off
        return
    with disable_reference_index_auto_update():
        yield


def index(article: Page) -> None:
    """Bring the index up to ``article``, which was just saved as it is in hand."""
    ReferenceIndex.create_or_update_for_object(article)
