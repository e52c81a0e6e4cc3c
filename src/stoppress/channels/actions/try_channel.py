"""Try whether a channel would take a post."""

from __future__ import annotations

from contextlib import closing

from stoppress.channels.deliver import Line, is_well
from stoppress.channels.ends import Done, End
from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_run
from stoppress.newsroom.actions.who import By, ask


def try_channel(channel: Channel, by: By) -> End:
    """Ask the other side, without posting anything; how it ended.

    Trouble that is over is forgotten. Raises PermissionDenied when ``by`` may not publish its
    edition.
    """
    ask(by, lambda user: may_run(user, channel), "You may not try this channel.")
    with closing(Line.of(channel)) as line:
        end = line.ask(lambda sender: sender.test())
    if isinstance(end, Done):
        is_well(channel)
    return end
