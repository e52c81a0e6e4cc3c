"""How far pingers have come: what commands and pages show of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from stoppress.channels.models import PingState
from stoppress.channels.pings.registry import Pinger
from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import Change


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pinger stands.

    :param untold: changes in the newsroom that it was not told of yet, whether they touch an
        address or not; ``lag`` is how old the first of them is.
    :param trouble: why it is not told anything now; ``answer`` is its last refusal of an address.
    """

    state: PingState
    untold: int
    lag: timedelta

    @property
    def trouble(self) -> str:
        """Why it is not told anything now; empty while it is well."""
        return self.state.trouble

    @property
    def answer(self) -> str:
        """What it said when it last refused an address; empty when it never did."""
        return self.state.answer


def cursor_of(pinger: Pinger) -> Cursor:
    """How far a pinger was told."""
    return Cursor(f"pings/{pinger.name}")


def standing_of(pinger: Pinger) -> Standing:
    """How a pinger stands now; one that never worked has nothing to do."""
    state = PingState.objects.filter(pk=pinger.name).first() or PingState(name=pinger.name)
    position = cursor_of(pinger).position_if_begun()
    if position is None:
        return Standing(state, 0, timedelta())
    later = Change.objects.filter(sequence__gt=position).order_by("sequence")
    first = later.values_list("at", flat=True).first()
    return Standing(state, later.count(), clock.now() - first if first else timedelta())
