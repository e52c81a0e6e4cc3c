"""Webhooks: other programs hear of each change, signed by the Standard Webhooks scheme.

https://www.standardwebhooks.com. What they hear is in ``events``, how they are asked in ``sender``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from stoppress.channels.kinds.webhook.events import post_of, withdrawal_of
from stoppress.channels.kinds.webhook.secret import (
    file_name,
    forget,
    make,
    rotate,
    secrets_of,
    to_owner,
)
from stoppress.channels.models import Channel
from stoppress.channels.registry import Kind, Sender, declare


def target_of(typed: str) -> str:
    """An address. Raises ValueError for one that cannot be asked."""
    typed = typed.strip()
    try:
        found = urlsplit(typed)
        asked = found.scheme in ("http", "https") and bool(found.hostname) and found.port != 0
    except ValueError:
        asked = False
    if not asked or " " in typed:
        raise ValueError(f"{typed!r} is no address of a receiver: it begins with https://.")
    if found.username or found.password or found.fragment:
        raise ValueError(
            "Write the address of a receiver without a password and without a “#”: requests are"
            " signed."
        )
    return typed


def shown(target: str) -> str:
    """An address without its query, which may hold what only its owner knows."""
    address, query, _rest = target.partition("?")
    return f"{address}?…" if query else address


def open_sender(channel: Channel) -> Sender:
    """Who asks the receiver of a channel. Raises NotGiven without its secret."""
    secrets_of(channel)
    # Here, since loading what asks takes a while, and only the worker needs it.
    from stoppress.channels.kinds.webhook.sender import WebhookSender

    return WebhookSender(channel)


KIND = declare(
    Kind(
        name="webhook",
        title="Webhook",
        compose=post_of,
        open=open_sender,
        target=target_of,
        shown=shown,
        notice=withdrawal_of,
        prepare=make,
        clear=forget,
        to_owner=to_owner,
        secret_file=file_name,
        rotate=rotate,
        repeatable=True,
        is_read=False,
    )
)
