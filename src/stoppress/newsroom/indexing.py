"""Wagtail's indexes of an article: of its words, and of what it refers to.

Wagtail brings them up after each row that is saved: when an article is published that is twice the
article, and each byline and topic, every time with all that it refers to, read anew. Here it is
done once, from the article in hand, when all its rows are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from modelsearch.index import insert_or_update_object, remove_object
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
    """Bring both indexes up to ``article``, which was just saved as it is in hand."""
    ReferenceIndex.create_or_update_for_object(article)
    insert_or_update_object(article)


def index_words(article: Page) -> None:
    """Bring the index of words up to an article of which some columns were saved."""
    insert_or_update_object(type(article).objects.get(pk=article.pk))


def forget_words(instance: Page, **_kwargs: Any) -> None:
    """Take a deleted article out of the index of words."""
    remove_object(instance)
