"""The bot of a channel: what it asks of Telegram. How answers end stands in ``asking``."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode

from stoppress.channels import words
from stoppress.channels.ends import Done, End, Gone, Refused
from stoppress.channels.kinds.telegram.asking import Asking
from stoppress.channels.kinds.telegram.words import PHOTO, TEXT
from stoppress.channels.post import Picture, Post
from stoppress.channels.registry import Sender
from stoppress.site.card import draw_card

_CANNOT_BE_DELETED = ("message can't be deleted", "message can not be deleted")
#: Of the card that stands where a picture was.
_SPOT = "#c1121f"


class TelegramSender(Sender):
    """Posts to one chat by one bot."""

    def __init__(self, chat: str, token: str, api: str = "") -> None:
        self._chat = chat
        self._asking = Asking(token, api)
        self._ask = self._asking.ask

    def close(self) -> None:
        """Close its connections."""
        self._asking.close()

    def test(self) -> End:
        """Whether the bot is known, and sees the chat."""

        async def look(bot: Bot) -> None:
            await bot.get_me()
            await bot.get_chat(self._chat)

        return self._ask(look)

    def post(self, post: Post, picture: bytes | None, *, silently: bool) -> End:
        """Send a picture with a caption, or a text with a large preview of its link."""
        stands = post if post.form == TEXT or picture else _as_text(post)

        def send(bot: Bot) -> Awaitable[Any]:
            if stands.form == PHOTO and picture:
                return bot.send_photo(
                    self._chat,
                    picture,
                    caption=post.text,
                    parse_mode=ParseMode.HTML,
                    disable_notification=silently,
                    filename="picture.jpg",
                )
            return bot.send_message(
                self._chat,
                post.text,
                parse_mode=ParseMode.HTML,
                link_preview_options=_preview(post),
                disable_notification=silently,
            )

        end = self._ask(send, lambda message: str(message.message_id))
        return Done(end.remote_id, stands) if isinstance(end, Done) else end

    def edit(self, remote_id: str, post: Post, stands: Post, picture: bytes | None) -> End:
        """Change the text, the caption, or the picture with its caption."""
        where: dict[str, Any] = {"chat_id": self._chat, "message_id": int(remote_id)}

        def change(bot: Bot) -> Awaitable[Any]:
            if post.form == TEXT:
                return bot.edit_message_text(
                    post.text,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_preview(post),
                    **where,
                )
            if post.picture != stands.picture and picture:
                media = InputMediaPhoto(picture, post.text, ParseMode.HTML, filename="picture.jpg")
                return bot.edit_message_media(media, **where)
            return bot.edit_message_caption(caption=post.text, parse_mode=ParseMode.HTML, **where)

        return self._ask(change)

    def withdraw(self, remote_id: str, stands: Post, notice: str) -> End:
        """Delete it; what Telegram does not let a bot delete any more loses its words."""
        end = self._ask(lambda bot: bot.delete_message(self._chat, int(remote_id)))
        if isinstance(end, Gone):
            return Done(words=end.words)
        said = end.words.lower() if isinstance(end, Refused) else ""
        if not any(known in said for known in _CANNOT_BE_DELETED):
            return end
        card = draw_card(notice, "", "", language="en", spot=_SPOT)
        empty = Post(notice, "", stands.form, Picture(None, "") if stands.picture else None)
        end = self.edit(remote_id, empty, stands, card)
        if isinstance(end, Done | Gone):
            return Done(words=words.WORDS_TAKEN_AWAY)
        return end

    def pin(self, remote_id: str, *, pinned: bool) -> End:
        """Pin it without a sound, or unpin it. A bot that may not do so may go on posting."""

        def change(bot: Bot) -> Awaitable[Any]:
            if pinned:
                return bot.pin_chat_message(self._chat, int(remote_id), disable_notification=True)
            return bot.unpin_chat_message(self._chat, int(remote_id))

        end = self._ask(change)
        return Refused(end.words) if isinstance(end, Refused) else end


def _as_text(post: Post) -> Post:
    """A post whose picture could not be had."""
    return Post(post.text, post.link, TEXT)


def _preview(post: Post) -> LinkPreviewOptions:
    if not post.link:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=post.link, prefer_large_media=True)
