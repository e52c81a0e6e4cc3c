"""What receivers hear: the events, and the document in each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from stoppress.channels.models import Channel
from stoppress.channels.post import Occasion, Post
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.site.article.shown import PublicArticle
from stoppress.site.ninjs import ninjs_of, ninjs_of_withdrawn

PUBLISHED = "article.published"
UPDATED = "article.updated"
CORRECTED = "article.corrected"
TAKEN_DOWN = "article.taken_down"
WITHDRAWN = "article.withdrawn"
#: Asks whether events are taken, and tells nothing.
PING = "ping"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it is sent. ``id`` is the same each time that it is sent."""

    id: str
    body: str


def post_of(_channel: Channel, found: PublicArticle, _stands: Post | None) -> Post:
    """An article in ninjs; what is kept of it says whether it is another than before."""
    item = ninjs_of(found)
    # A version in which nothing is another is told to nobody.
    said = _as_text({name: value for name, value in item.items() if name != "version"})
    kept = {
        "uri": found.view.identifier,
        "digest": sha256(said.encode()).hexdigest()[:32],
        "headline": found.view.headline,
        "language": found.edition.language,
        "corrections": [clock.for_machines(one.at) for one in found.view.corrections],
    }
    return Post(_as_text(kept), found.view.url, document=_as_text(item))


def withdrawal_of(_channel: Channel, article_id: int, stands: Post) -> str:
    """The type and the document of the event that takes away ``stands``.

    It has no words but those that the receiver has, and the public reason of a takedown.
    """
    kept = json.loads(stands.text)
    down = Article.objects.filter(pk=article_id, taken_down_at__isnull=False)
    reason = down.values_list("takedown_reason", flat=True).first()
    document = ninjs_of_withdrawn(
        kept["uri"], stands.link, kept["headline"], kept["language"], reason or ""
    )
    return _as_text({"type": WITHDRAWN if reason is None else TAKEN_DOWN, "data": document})


def type_of_change(post: Post, stands: Post) -> str:
    """The type of the event that makes ``post`` of ``stands``."""
    was, now = json.loads(stands.text), json.loads(post.text)
    return UPDATED if was["corrections"] == now["corrections"] else CORRECTED


def event(channel: Channel, kind: str, about: Post, document: str) -> Event:
    """The event of the type ``kind``, with ``document`` as its data.

    ``about`` has its occasion, which names it.
    """
    occasion = about.occasion or Occasion(0, 0, clock.now())
    named = [
        channel.pk,
        channel.added_at.isoformat(),
        json.loads(about.text)["uri"],
        occasion.number,
        kind,
        document,
    ]
    body = (
        f'{{"type":{json.dumps(kind)},"timestamp":{json.dumps(clock.for_machines(occasion.at))}'
        f',"sequence":{occasion.sequence},"data":{document}}}'
    )
    return Event(f"msg_{sha256(_as_text(named).encode()).hexdigest()[:32]}", body)


def _as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
