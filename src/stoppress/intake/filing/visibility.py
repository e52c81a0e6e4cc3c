"""Why an article that was filed is not public, in words for whoever imports."""

from __future__ import annotations

from datetime import datetime

from stoppress.newsroom.models import Article
from stoppress.newsroom.public import is_public


def why_not_public(article: Article, at: datetime) -> str:
    """A clause that says why readers do not see ``article`` at ``at``; empty when they do."""
    if is_public(article, at):
        return ""
    if article.taken_down_at is not None:
        return "not public: it was canceled"
    if not article.live:
        return "not public: it is withheld"
    if article.public_until is not None and article.public_until <= at:
        return f"not public: it expired at {_said(article.public_until)}"
    if article.embargo_until is not None and article.embargo_until > at:
        return f"not public before {_said(article.embargo_until)}, when its embargo ends"
    if article.public_since is not None and article.public_since > at:
        return f"not public before {_said(article.public_since)}"
    if article.section is not None and article.section.live:
        return "not public: its edition is not published"
    return "not public: its section is not published"


def _said(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
