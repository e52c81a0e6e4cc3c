"""What people do with channels stands in the trail: of an article's, in its history as well."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from stoppress.channels.models import Channel
from stoppress.channels.registry import kind_of
from stoppress.newsroom.actions.who import By, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article

SEND = "stoppress.channel_send"
KEEP_OUT = "stoppress.channel_keep_out"
BY_THE_RULES = "stoppress.channel_by_the_rules"
IS_THERE = "stoppress.channel_is_there"

#: What is done to a channel itself.
ADD = "stoppress.channel_add"
REMOVE = "stoppress.channel_remove"
PAUSE = "stoppress.channel_pause"
RESUME = "stoppress.channel_resume"
SET_RULES = "stoppress.channel_set_rules"
ROTATE = "stoppress.channel_rotate"
REPLAY = "stoppress.channel_replay"


def note(action: str, channel: Channel, article_id: int, by: By) -> None:
    """Write down what a person decided of an article, inside the transaction that does it."""
    user, article = user_of(by), Article.objects.filter(pk=article_id).first()
    if user is not None and article is not None:
        hold_the_log()
        log(article, action, user=user, data={"comment": channel.name})


def note_of_channel(
    action: str, channel: Channel, by: By, rules: dict[str, list[Any]] | None = None
) -> None:
    """Write down what was done to a channel, inside the transaction that does it.

    ``rules`` are those that were changed: what each was, and what it is.
    """
    title = f"{channel.name} ({kind_of(channel).shown(channel.target)})"
    data = {"rules": rules} if rules else None
    log(channel, logged(action, by), user=user_of(by), title=title, data=data)
