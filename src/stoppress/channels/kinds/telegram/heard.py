"""What somebody wrote to the bot, as the newsroom reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a forwarded message comes from: who wrote it, and its address where it has one."""

    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message to the bot.

    :param number: of the update (https://core.telegram.org/bots/api#update); they grow.
    :param chat: where it stands; None for a group, a channel, and what is no new message.
    :param text: its words, or those below its picture.
    :param html: the same with links and emphasis.
    :param name: what its sender is called in Telegram.
    :param language: of its sender's Telegram, as an IETF tag; empty where that is not known.
    :param source: whose words they are, if it is forwarded.
    :param picture: by which Telegram gives the file; empty for none.
    :param picture_name: what that file is called.
    :param album: the same for all pictures that were sent as one; empty for a single one.
    :param is_more: whether there is something in it that is neither words nor a picture.
    """

    number: int
    chat: int | None = None
    text: str = ""
    html: str = ""
    name: str = ""
    language: str = ""
    source: Source | None = None
    picture: str = ""
    picture_name: str = ""
    album: str = ""
    is_more: bool = False
