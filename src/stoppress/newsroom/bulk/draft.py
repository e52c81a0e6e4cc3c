"""An article that is to be written among many."""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.newsroom.models import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to be written: a new one below its section, or a new version of one that exists.

    :param article: as it shall stand, with ``section`` set and its bylines, topics and picks in
        hand; ``live`` says whether it is published.
    :param content_changed: false when only its state changed; then no version is made.
    """

    article: Article
    content_changed: bool = True

    @property
    def new(self) -> bool:
        """Whether the article does not exist yet."""
        return self.article.pk is None
