"""The bot: what a channel asks of Telegram, and how each answer ends.

python-telegram-bot speaks the protocol. Its exceptions may hold the address that was asked, and so
the token: nothing of them leaves this file but words that ``secrets.without`` has been through.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from stoppress.channels import words
from stoppress.channels.ends import Done, End, Gone, Later, Moved, Refused, Unsure
from stoppress.channels.kinds.telegram.albums import FEWEST, first_of
from stoppress.channels.kinds.telegram.words import ALBUM, PHOTO, TEXT
from stoppress.channels.pictures import file_of
from stoppress.channels.post import Picture, Post
from stoppress.channels.registry import Sender
from stoppress.channels.secrets import without
from stoppress.site.card import draw_card

#: Seconds for a connection, and for an answer.
_CONNECT, _ANSWER = 5.0, 15.0
#: What was never sent: the other side has not seen it.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
#: Statuses by which a server says that it has not done it.
_NOT_DONE = (429, 500, 503)
#: Words of Telegram's for a refusal of the whole channel, in lower case.
_CHANNEL_REFUSED = (
    "chat not found",
    "not enough rights",
    "need administrator rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_admin_required",
    "chat_restricted",
    "peer_id_invalid",
    "bot is not a member",
)
_NOT_THERE = ("message to edit not found", "message_id_invalid", "message to delete not found")
_CANNOT_BE_DELETED = ("message can't be deleted", "message can not be deleted")
#: Of the card that stands where a picture was.
_SPOT = "#c1121f"
_Asks = Callable[[Bot], Awaitable[Any]]


class _Request(HTTPXRequest):
    """Remembers the status of the last answer, which the library's exceptions do not tell."""

    status = 0

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Ask, and remember."""
        self.status = 0
        answer = await super().do_request(*args, **options)
        self.status = answer[0]
        return answer


class TelegramSender(Sender):
    """Posts to one chat by one bot."""

    def __init__(self, chat: str, token: str, api: str = "") -> None:
        # The library gives times as such and not as numbers, as it will in its next release.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._chat = chat
        self._token = token
        self._runner = asyncio.Runner()
        self._request = _Request(
            read_timeout=_ANSWER,
            write_timeout=_ANSWER,
            connect_timeout=_CONNECT,
            # A server that the owner named is asked directly.
            httpx_kwargs={"trust_env": not api},
        )
        base = f"{api.rstrip('/')}/bot" if api else "https://api.telegram.org/bot"
        self._bot = Bot(token, base, request=self._request, get_updates_request=self._request)

    def close(self) -> None:
        """Close its connections."""
        self._runner.run(self._request.shutdown())
        self._runner.close()

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

    def _ask(self, asks: _Asks, read: Callable[[Any], str] = lambda _answer: "") -> End:
        """Ask, and say how it ended."""

        async def ask() -> Any:
            return await asks(self._bot)

        try:
            return Done(read(self._runner.run(ask())))
        except TelegramError as error:
            return self._end_of(error)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be read
            return Unsure(self._words(f"The answer cannot be read: {type(error).__name__}"))

    def _end_of(self, error: TelegramError) -> End:
        said = self._words(str(error))
        match error:
            case RetryAfter():
                wait = error.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                return Later(said, seconds)
            case ChatMigrated():
                return Moved(str(error.new_chat_id), said)
            case Forbidden():
                return Refused(said, channel=True)
            case InvalidToken():
                return Refused(f"Telegram does not know this bot: {said}", channel=True)
            case Conflict():
                return Later(said)
            case BadRequest():
                return _end_of_bad_request(said)
            case NetworkError():
                return self._end_of_network_error(error, said)
        return Unsure(said)

    def _end_of_network_error(self, error: NetworkError, said: str) -> End:
        if isinstance(error.__cause__, _NEVER_SENT):
            return Later(said)
        status = self._request.status
        if status in _NOT_DONE or 300 <= status < 400:
            return Later(said)
        return Refused(said) if 400 <= status < 500 else Unsure(said)

    def _words(self, said: str) -> str:
        return without(self._token, said)


def _end_of_bad_request(sentence: str) -> End:
    said = sentence.lower()
    if "message is not modified" in said:
        return Done()
    if any(known in said for known in _NOT_THERE):
        return Gone(sentence)
    return Refused(sentence, channel=any(known in said for known in _CHANNEL_REFUSED))


def _as_text(post: Post) -> Post:
    """A post whose picture could not be had."""
    return Post(post.text, post.link, TEXT)


def _preview(post: Post) -> LinkPreviewOptions:
    if not post.link:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=post.link, prefer_large_media=True)
