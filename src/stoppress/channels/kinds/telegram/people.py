"""The bot as people meet it: it writes to one person, and hears what is written to it."""

from __future__ import annotations

from typing import Any

from telegram import (
    Bot,
    LinkPreviewOptions,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.constants import ChatType, UpdateType

from stoppress.channels import words
from stoppress.channels.ends import End, Later, Refused
from stoppress.channels.kinds.telegram.asking import Asking
from stoppress.channels.kinds.telegram.heard import Heard, Source
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

    def picture(self, file: str) -> tuple[End, bytes]:
        """The file of a picture that was sent; empty where the end is not ``Done``.

        Telegram gives a bot files of up to 20 MB.
        """
        found: list[bytes] = []

        async def fetch(bot: Bot) -> None:
            found.append(bytes(await (await bot.get_file(file)).download_as_bytearray()))

        end = self._asking.ask(fetch)
        if isinstance(end, Refused) and self._asking.status in _NO_BOT:
            end = Refused("Telegram has no such file.")
        return end, b"".join(found)

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
    picture, picture_name = _picture(message)
    return Heard(
        update.update_id,
        message.chat.id,
        text=message.text or message.caption or "",
        html=message.text_html_urled if message.text else message.caption_html_urled or "",
        name=sender.full_name if sender else "",
        language=(sender.language_code if sender else "") or "",
        source=_source(message.forward_origin) if message.forward_origin else None,
        picture=picture,
        picture_name=picture_name,
        album=message.media_group_id or "",
        is_more=message.effective_attachment is not None and not picture,
    )


def _picture(message: Message) -> tuple[str, str]:
    """The largest of a picture's sizes, or a file that is a picture; and its name."""
    if message.photo:
        return message.photo[-1].file_id, "telegram.jpg"
    document = message.document
    if document is not None and (document.mime_type or "").startswith("image/"):
        return document.file_id, document.file_name or "telegram"
    return "", ""


def _source(origin: MessageOrigin) -> Source:
    match origin:
        case MessageOriginChannel():
            chat, number = origin.chat, f"/{origin.message_id}"
        case MessageOriginChat():
            chat, number = origin.sender_chat, ""
        case MessageOriginUser():
            return Source(origin.sender_user.full_name)
        case MessageOriginHiddenUser():
            return Source(origin.sender_user_name)
        case _:
            return Source("")
    name = chat.title or chat.username or ""
    return Source(name, f"https://t.me/{chat.username}{number}" if chat.username else "")
