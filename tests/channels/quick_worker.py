"""The channels' part of the worker, without the pauses that the world asks for: to be killed.

    python -m tests.channels.quick_worker HOME           delivers until it is killed
    python -m tests.channels.quick_worker HOME pending   prints how much is to be done
    python -m tests.channels.quick_worker HOME settle    does what editors do with what is left

``settle`` reads from standard input what stands in the chats, and prints what there was to do. The
rates that Telegram allows, and the waits after a failure, are made so short that thousands of
deliveries are made in minutes. All else is what ``stoppress worker`` runs.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

from stoppress.home import Home
from stoppress.supervise.start import start_django

_SHORT = timedelta(seconds=0.05)


def main() -> None:
    """Deliver, or settle."""
    home, *words = sys.argv[1:]
    start_django(Home(Path(home)), "worker")
    if words == ["settle"]:
        print(json.dumps(settle(json.load(sys.stdin))))
    elif words == ["pending"]:
        print(pending())
    else:
        deliver_quickly()


def deliver_quickly() -> None:
    """Deliver until killed."""
    from stoppress.channels import deliver, registry, running

    for name, kind in registry.kinds.items():
        registry.kinds[name] = replace(kind, rates=())
    with (
        mock.patch.object(deliver, "wait_after", return_value=_SHORT),
        mock.patch.object(deliver, "REFUSES_ALL", _SHORT),
    ):
        running.Channels(threading.Event()).run()


def settle(standing: dict[str, dict[str, int]]) -> dict[str, int]:
    """Look at each delivery of which nobody knows, and send again what is not there or was refused.

    ``standing`` has for each chat the numbers of messages, by the first two words of a headline.
    Returns how many deliveries there were of each state, and how many of them were sent again after
    nobody knew.
    """
    from django.db.models import Count

    from stoppress.channels.actions.resend import resend
    from stoppress.channels.actions.settle_as_there import settle_as_there
    from stoppress.channels.models import Delivery
    from stoppress.newsroom.actions.who import Unasked

    counted = Delivery.objects.values_list("state").annotate(Count("pk")).order_by()
    found: dict[str, int] = dict(counted)
    found["resent"] = 0
    at_hand = Delivery.objects.filter(state__in=(Delivery.State.UNSURE, Delivery.State.REFUSED))
    for row in at_hand.select_related("channel"):
        piece = " ".join(row.headline.split()[:2])
        message = standing.get(row.channel.target, {}).get(piece)
        if row.state == Delivery.State.UNSURE and message is not None:
            settle_as_there(row, Unasked.COMMAND, link=f"https://t.me/x/{message}")
            continue
        found["resent"] += row.state == Delivery.State.UNSURE
        resend(row, Unasked.COMMAND)
    return found


def pending() -> int:
    """How many deliveries something is to be done for."""
    from stoppress.channels.models import Delivery

    due = Delivery.objects.filter(due_at__isnull=False).exclude(state__in=Delivery.AT_REST)
    return due.count() + Delivery.objects.filter(state=Delivery.State.SENDING).count()


if __name__ == "__main__":
    main()
