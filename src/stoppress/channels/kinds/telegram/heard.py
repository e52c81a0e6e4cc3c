"""What somebody wrote to the bot, as the newsroom reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """One message to the bot.

    :param number: of the update (https://core.telegram.org/bots/api#update); they grow.
    :param chat: where it stands; None for a group, a channel, and what is no new message.
    :param text: its words.
    :param name: what its sender is called in Telegram.
    :param language: of its sender's Telegram, as an IETF tag; empty where that is not known.
    """

    number: int
    chat: int | None = None
    text: str = ""
    name: str = ""
    language: str = ""
