"""The bot as people meet it: it writes to one person, and hears what is written to it."""

from __future__ import annotations

from typing import Any

from telegram import Bot, LinkPreviewOptions, Message, Update
from telegram.constants import ChatType, UpdateType

from stoppress.channels import words
from stoppress.channels.ends import End, Later, Refused
from stoppress.channels.kinds.telegram.asking import Asking
from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.channels.kinds.telegram.units import cut
from stoppress.channels.kinds.telegram.words import LONGEST, TEXT

#: Statuses by which Telegram says that there is no bot of such a token, and that it has another
#: listener (two of them, or a webhook).
_NO_BOT, _CONFLICT = (401, 404), 409


class BotOfPeople:
    """The newsroom's bot in chats with single persons. It is used by one thread."""

    def __init__(self, token: str, api: str = "") -> None:
        #: By this Telegram knows the bot, whatever token it has.
        self.number = int(token.partition(":")[0])
        self._asking = Asking(token, api)

    def close(self) -> None:
        """Close its connections."""
        self._asking.close()

    def name(self) -> tuple[End, str]:
        """What the bot is called in links to it; empty where the end is not ``Done``."""
        found: list[str] = []

        async def look(bot: Bot) -> None:
            found.append((await bot.get_me()).username or "")

        return self._asking.ask(look), "".join(found)

    def say(self, chat: int, text: str) -> End:
        """Write to somebody, without a preview of links: nobody else asks for those.

        ``Refused(channel=True)`` says that this person is not to be written to any more.
        """

        async def send(bot: Bot) -> None:
            nothing = LinkPreviewOptions(is_disabled=True)
            await bot.send_message(chat, cut(text, LONGEST[TEXT]), link_preview_options=nothing)

        end = self._asking.ask(send)
        if isinstance(end, Refused) and self._asking.status in _NO_BOT:
            return Later(end.words)
        return end

    def hear(self, after: int, seconds: int) -> tuple[End, list[Heard]]:
        """What was written to the bot after the update ``after``.

        It waits up to ``seconds`` for something. Telegram forgets all up to ``after``.
        """
        found: list[Heard] = []

        async def ask(bot: Bot) -> None:
            updates = await bot.get_updates(
                offset=after + 1, timeout=seconds, allowed_updates=[UpdateType.MESSAGE]
            )
            found.extend(_heard(update) for update in updates)

        end = self._asking.ask(ask)
        if self._asking.status == _CONFLICT:
            end = Later(words.ANOTHER_LISTENS)
        return end, found


def _heard(update: Update) -> Heard:
    message: Message | None = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return Heard(update.update_id)
    sender: Any = message.from_user
    return Heard(
        update.update_id,
        message.chat.id,
        message.text or message.caption or "",
        sender.full_name if sender else "",
        (sender.language_code if sender else "") or "",
    )
