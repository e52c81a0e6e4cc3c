"""Asking a receiver, and how each answer ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid4

from standardwebhooks import Webhook

from stoppress.channels.ends import Done, End, Refused
from stoppress.channels.http_post import Answer, end_of, post
from stoppress.channels.kinds.webhook import events
from stoppress.channels.kinds.webhook.events import Event, event, type_of_change
from stoppress.channels.kinds.webhook.secret import secrets_of
from stoppress.channels.models import Channel
from stoppress.channels.post import Post
from stoppress.channels.registry import Sender
from stoppress.channels.secrets import NotGiven
from stoppress.newsroom import clock


class WebhookSender(Sender):
    """Tells events to the receiver of one channel. It holds no connection open."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def post(self, post: Post, picture: bytes | None, *, silently: bool) -> End:
        """Tell that it is published."""
        return self._tell(events.PUBLISHED, post, post.document)

    def edit(self, remote_id: str, post: Post, stands: Post, picture: bytes | None) -> End:
        """Tell that it is another."""
        return self._tell(type_of_change(post, stands), post, post.document)

    def withdraw(self, remote_id: str, stands: Post, notice: str) -> End:
        """Tell that readers have it no more."""
        said = json.loads(notice)
        return self._tell(said["type"], stands, json.dumps(said["data"], ensure_ascii=False))

    def test(self) -> End:
        """Send a ping, which is signed as events are."""
        now = clock.for_machines(clock.now())
        body = json.dumps({"type": events.PING, "timestamp": now, "data": {}})
        return self._ask(Event(f"msg_{uuid4().hex}", body))

    def _tell(self, kind: str, about: Post, document: str) -> End:
        end = self._ask(event(self._channel, kind, about, document))
        return Done(json.loads(about.text)["uri"]) if isinstance(end, Done) else end

    def _ask(self, told: Event) -> End:
        try:
            signed = _signed(told, secrets_of(self._channel))
        except NotGiven as missing:
            return Refused(str(missing), channel=True)
        answer = post(
            self._channel.target,
            told.body.encode(),
            {"Content-Type": "application/json; charset=utf-8", **signed},
            private_network=self._channel.private_network,
        )
        return end_of(answer) if isinstance(answer, Answer) else answer


def _signed(told: Event, secrets: list[Webhook]) -> dict[str, str]:
    """The headers of the standard; their time is the machine's, as receivers compare it."""
    now = datetime.now(UTC)
    signatures = (one.sign(told.id, now, told.body) for one in secrets)
    return {
        "webhook-id": told.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
