"""How many words a piece has, as its latest version stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.cache import cache
from wagtail.models import Revision

from stoppress.newsroom.body_texts import texts_in
from stoppress.newsroom.models import Article

#: Of a block, what readers read as its text (a paragraph's has no name); the rest describes
#: pictures, sources and addresses.
_READ = frozenset({"", "text", "items", "title", "known", "unknown", "data"})
_KEPT_SECONDS = 24 * 60 * 60


def words_of(articles: Iterable[Article]) -> Mapping[int, int]:
    """Words of each article, by id. A version is counted once, and the number kept."""
    versions = {
        f"words-{article.latest_revision_id}-{article.latest_revision_created_at}".replace(
            " ", "T"
        ): article
        for article in articles
        if article.latest_revision_id
    }
    found: dict[str, int] = cache.get_many(versions)
    missing = {
        article.latest_revision_id: key for key, article in versions.items() if key not in found
    }
    if missing:
        contents = Revision.objects.filter(pk__in=missing).values_list("pk", "content")
        counted = {missing[pk]: words_in_body(content.get("body")) for pk, content in contents}
        cache.set_many(counted, _KEPT_SECONDS)
        found |= counted
    return {versions[key].pk: number for key, number in found.items()}


def words_in_body(body: Any) -> int:
    """Words of a body as a revision keeps it."""
    return sum(len(text.split()) for text in texts_in_body(body))


def texts_in_body(body: Any) -> Iterator[str]:
    """What readers read as the text of a body, a JSON of its blocks or the blocks, part by part."""
    blocks = json.loads(body) if isinstance(body, str) else body
    return (
        text
        for block in blocks or ()
        for name, text in texts_in(block["type"], block["value"])
        if name in _READ
    )
