"""What an article says, part by part, as short checksums: so that the log can tell what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zlib import crc32

from stoppress.newsroom.children import children_of
from stoppress.newsroom.models import Article, Change

#: For each part of an article, the CRC-32 of what it says; keys are words of ``Change.What``.
Parts = Mapping[str, int]

_What = Change.What


def parts_of(article: Article) -> dict[str, int]:
    """Checksums of the parts of an article that its facets do not tell."""
    return {str(what): crc32(repr(read(article)).encode()) for what, read in _PARTS.items()}


def _text(article: Article) -> list[Any]:
    return [(block["type"], list(_values(block["value"]))) for block in article.body.raw_data]


def _values(value: Any) -> Iterator[Any]:
    """All values inside a block, without the ids that each import gives anew."""
    if isinstance(value, dict):
        for name, inner in sorted(value.items()):  # PostgreSQL orders names by itself
            if name != "id":
                yield name
                yield from _values(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _values(inner)
    else:
        yield value


#: What is read of each part. The order of bylines and topics counts; so does a byline's role.
_PARTS: dict[Change.What, Callable[[Article], Any]] = {
    _What.HEADLINE: lambda a: a.title,
    _What.DECK: lambda a: a.deck,
    _What.TEXT: _text,
    _What.BYLINE: lambda a: [(str(b.role), b.person_id) for b in children_of(a, "bylines")],
    _What.LEAD: lambda a: (a.lead_image_id, a.lead_alt, a.lead_caption, a.lead_credit),
    _What.DATE: lambda a: a.published_at and a.published_at.timestamp(),
    _What.CORRECTED: lambda a: [
        (c.at.timestamp(), c.was, c.now, c.serious) for c in children_of(a, "corrections")
    ],
    _What.REASON: lambda a: a.takedown_reason,
    _What.DETAILS: lambda a: (
        a.kicker,
        a.dateline,
        a.summary,
        a.source,
        a.copyright_holder,
        a.usage_terms,
        a.changed_at and a.changed_at.timestamp(),
        # Only where it is set: what the log noted before there was this, stays as it is.
        *(("off the front",) if a.off_front else ()),
    ),
}
