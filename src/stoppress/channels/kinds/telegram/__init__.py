"""Telegram: posts in a channel or group, by the Bot API (https://core.telegram.org/bots/api)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

from stoppress.channels.kinds.telegram.albums import first_of
from stoppress.channels.kinds.telegram.words import check_template, post_of
from stoppress.channels.models import Channel
from stoppress.channels.registry import Kind, Sender, declare
from stoppress.channels.secrets import NotGiven, secret
from stoppress.channels.words import NO_POST

if TYPE_CHECKING:
    from stoppress.channels.kinds.telegram.people import BotOfPeople

#: The name of the bot's token, see ``stoppress.channels.secrets``.
TOKEN = "telegram-token"  # noqa: S105 - a name
_PUBLIC = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})|https://t\.me/([A-Za-z][A-Za-z0-9_]{3,31})/?")
#: A message's number, of which Telegram has 32 bits.
_POST = re.compile(r"(?:(?:https?://)?t\.me/(?:c/)?\w+/)?([1-9][0-9]{0,9})/?(?:\?[^#]*)?", re.ASCII)
_PRIVATE = re.compile(r"-?\d{1,20}")


def target_of(typed: str) -> str:
    """``@NAME``, or a chat's number. Raises ValueError for anything else."""
    typed = typed.strip()
    if _PRIVATE.fullmatch(typed):
        return typed
    found = _PUBLIC.fullmatch(typed)
    if found is None:
        raise ValueError(
            f"{typed!r} is no channel of Telegram. Write its name as @NAME, or the number of a"
            " private one, such as -1001234567890."
        )
    return f"@{found[1] or found[2]}"


def number_of(link: str) -> str:
    """The number of a post, from its link or as such. Raises ValueError for anything else."""
    found = _POST.fullmatch(link.strip())
    if found is None:
        raise ValueError(NO_POST)
    return found[1]


def address_of(channel: Channel, remote_id: str) -> str:
    """Where readers see a post."""
    if not remote_id:
        return ""
    number = first_of(remote_id)
    if channel.target.startswith("@"):
        return f"https://t.me/{channel.target[1:]}/{number}"
    return f"https://t.me/c/{channel.target.removeprefix('-100').removeprefix('-')}/{number}"


def open_bot(channel: Channel) -> Sender:
    """The bot of a channel. Raises NotGiven without its token."""
    token = secret(TOKEN)
    # Here, since loading the library takes long, and only the worker needs it.
    from stoppress.channels.kinds.telegram.bot import TelegramSender

    return TelegramSender(channel.target, token, channel.api)


def has_bot() -> bool:
    """Whether somebody gave the newsroom the token of a bot."""
    try:
        return bool(secret(TOKEN))
    except NotGiven:
        return False


def open_bot_of_people() -> BotOfPeople:
    """The newsroom's bot in chats with single persons. Raises NotGiven without its token."""
    token = secret(TOKEN)
    if not token.partition(":")[0].isdecimal():
        raise NotGiven("The token of the bot is no token: it begins with figures and a colon.")
    from stoppress.channels.kinds.telegram.people import BotOfPeople  # as above

    return BotOfPeople(token, settings.STOPPRESS_TELEGRAM_API)


KIND = declare(
    Kind(
        name="telegram",
        title="Telegram",
        compose=post_of,
        open=open_bot,
        target=target_of,
        check_template=check_template,
        post_of=number_of,
        address=address_of,
        pins=True,
        albums=True,
        rates=("1/second", "20/minute"),
    )
)
