"""The bot of a channel: what it asks of Telegram. How answers end stands in ``asking``."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode

from stoppress.channels import words
from stoppress.channels.ends import Done, End, Gone, Refused
from stoppress.channels.kinds.telegram.albums import FEWEST, first_of
from stoppress.channels.kinds.telegram.asking import Asking
from stoppress.channels.kinds.telegram.words import ALBUM, PHOTO, TEXT
from stoppress.channels.pictures import file_of
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
        """Send pictures with a caption, or a text with a large preview of its link."""
        if post.form == ALBUM:
            return self._post_album(post, silently=silently)
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
        if post.form == ALBUM:
            return self._edit_album(remote_id, post, stands, picture)
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
        numbers = [int(number) for number in remote_id.split(",")]
        end = self._delete(numbers)
        if isinstance(end, Gone):
            return Done(words=end.words)
        said = end.words.lower() if isinstance(end, Refused) else ""
        if not any(known in said for known in _CANNOT_BE_DELETED):
            return end
        card = draw_card(notice, "", "", language="en", spot=_SPOT)
        form = TEXT if stands.form == TEXT else PHOTO
        empty = Post(notice, "", form, Picture(None, "") if stands.picture else None)
        for number in numbers:
            end = self.edit(str(number), empty, stands, card)
            if not isinstance(end, Done | Gone):
                return end
        if isinstance(end, Done | Gone):
            return Done(words=words.WORDS_TAKEN_AWAY)
        return end

    def pin(self, remote_id: str, *, pinned: bool) -> End:
        """Pin it without a sound, or unpin it. A bot that may not do so may go on posting."""
        first = int(first_of(remote_id))

        def change(bot: Bot) -> Awaitable[Any]:
            if pinned:
                return bot.pin_chat_message(self._chat, first, disable_notification=True)
            return bot.unpin_chat_message(self._chat, first)

        end = self._ask(change)
        return Refused(end.words) if isinstance(end, Refused) else end

    def _post_album(self, post: Post, *, silently: bool) -> End:
        """Send all pictures that can be had as one album; a single one with its caption."""
        files = [(one, file_of(one, 0)) for one in post.album if one]
        there = [(one, file) for one, file in files if file]
        if len(there) < FEWEST:
            one, file = there[0] if there else (None, None)
            return self.post(Post(post.text, post.link, PHOTO, one), file, silently=silently)
        media = [
            InputMediaPhoto(
                file,
                "" if number else post.text,
                ParseMode.HTML,
                filename=f"picture{number + 1}.jpg",
            )
            for number, (_one, file) in enumerate(there)
        ]
        end = self._ask(
            lambda bot: bot.send_media_group(self._chat, media, disable_notification=silently),
            lambda messages: ",".join(str(one.message_id) for one in messages),
        )
        album = tuple(one for one, _file in there)
        stands = Post(post.text, post.link, ALBUM, album[0], album)
        return Done(end.remote_id, stands) if isinstance(end, Done) else end

    def _edit_album(self, remote_id: str, post: Post, stands: Post, first: bytes | None) -> End:
        """Change what differs, message by message: asked twice, the second changes nothing.

        Where somebody deleted the one with the words, the others go, too.
        """
        numbers = remote_id.split(",")
        album = zip(numbers, post.album, stands.album, strict=False)
        for place, (number, now, was) in enumerate(album):
            if now == was and (place or post.text == stands.text):
                continue
            if place:
                end = self._change_one(int(number), now)
            else:
                caption = Post(post.text, post.link, PHOTO, now)
                end = self.edit(number, caption, Post(stands.text, "", PHOTO, was), first)
                if isinstance(end, Gone) and len(numbers) > 1:
                    self._delete([int(other) for other in numbers[1:]])
                    return end
            if not isinstance(end, Done | Gone):
                return end
        return Done()

    def _change_one(self, number: int, picture: Picture | None) -> End:
        """Put another picture into a message of an album, or delete it where there is none."""
        file = file_of(picture, 0) if picture else None
        if file is None:
            return self._delete([number])
        media = InputMediaPhoto(file, filename="picture.jpg")
        return self._ask(lambda bot: bot.edit_message_media(media, self._chat, number))

    def _delete(self, numbers: Sequence[int]) -> End:
        if len(numbers) > 1:
            return self._ask(lambda bot: bot.delete_messages(self._chat, numbers))
        return self._ask(lambda bot: bot.delete_message(self._chat, numbers[0]))


def _as_text(post: Post) -> Post:
    """A post whose picture could not be had."""
    return Post(post.text, post.link, TEXT)


def _preview(post: Post) -> LinkPreviewOptions:
    if not post.link:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=post.link, prefer_large_media=True)
