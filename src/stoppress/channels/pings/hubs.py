"""WebSub hubs (https://www.w3.org/TR/websub/): told which feeds changed; they fetch and hand on.

What a publisher says to a hub is what PubSubHubbub 0.4, section 7, says, and hubs understand:
``hub.mode=publish`` with the feed's address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _

from stoppress.channels.ends import End
from stoppress.channels.http_post import Answer, end_of, post
from stoppress.channels.pings.registry import Pinger
from stoppress.home.hubs import named_by_ip
from stoppress.newsroom.models import Change
from stoppress.press.change_set import change_set_of
from stoppress.site.editions import absolute
from stoppress.site.feeds.changed import changed_feeds

TITLE = _("Hub of feeds")


def hubs() -> Iterator[Pinger]:
    """The hubs that the settings name."""
    for address in settings.STOPPRESS_HUBS:
        yield Pinger(name_of(address), "hub", TITLE, address, _changed, partial(_tell, address))


def name_of(hub: str) -> str:
    """How a hub is called: by its host, and a mark of its address."""
    mark = hashlib.blake2b(hub.encode(), digest_size=3).hexdigest()
    return f"hub-{(urlsplit(hub).hostname or '')[:40]}-{mark}"


def _changed(changes: Sequence[Change]) -> Iterator[str]:
    yield from map(absolute, changed_feeds(change_set_of(changes)))


def _tell(hub: str, addresses: Sequence[str]) -> End:
    [feed] = addresses
    # Some hubs read the one name, some the other.
    form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    # Who names a hub by its IP address means that machine, wherever it is.
    nearby = named_by_ip(hub) is not None
    answer = post(hub, urlencode(form).encode("ascii"), headers, private_network=nearby)
    return end_of(answer) if isinstance(answer, Answer) else answer
