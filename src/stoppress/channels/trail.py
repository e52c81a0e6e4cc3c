"""What editors decide about channels stands in the history of the article."""

from __future__ import annotations

from wagtail.log_actions import log

from stoppress.channels.models import Channel
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article

SEND = "stoppress.channel_send"
KEEP_OUT = "stoppress.channel_keep_out"
BY_THE_RULES = "stoppress.channel_by_the_rules"
IS_THERE = "stoppress.channel_is_there"


def note(action: str, channel: Channel, article_id: int, by: By) -> None:
    """Write down what a person decided, inside the transaction that does it."""
    user, article = user_of(by), Article.objects.filter(pk=article_id).first()
    if user is not None and article is not None:
        hold_the_log()
        log(article, action, user=user, data={"comment": channel.name})
