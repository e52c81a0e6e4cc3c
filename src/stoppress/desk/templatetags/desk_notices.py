"""Notes on a piece and what is new for somebody, for templates."""

from __future__ import annotations

from typing import Any

from django import template

from stoppress.desk.notices.unseen import unseen_by
from stoppress.newsroom.models import Note

register = template.Library()


@register.simple_tag
def notes_on(article_id: int | None) -> list[Note]:
    """The notes that stand on a piece; none on one that is not saved yet."""
    if article_id is None:
        return []
    return list(Note.objects.filter(article=article_id, done_at=None).select_related("by"))


@register.simple_tag
def notices_for(user: Any) -> int:
    """How many notices somebody has not seen."""
    return unseen_by(user)
