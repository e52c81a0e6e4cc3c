"""What belongs to an article: bylines, topics, picks, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stoppress.newsroom.models import Article


def children_of(article: Article, name: str) -> Sequence[Any]:
    """What belongs to an article under this name; in hand, if it is, without a manager for it."""
    in_hand = article.__dict__.get("_cluster_related_objects") or {}
    found: Sequence[Any] = in_hand[name] if name in in_hand else getattr(article, name).all()
    return found
