"""Telegram on the loopback interface, and people of a newsroom who are connected there."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from stoppress.channels.ends import End
from stoppress.channels.kinds.telegram import open_bot_of_people
from stoppress.desk.telegram.limits import Limits
from stoppress.desk.telegram.listener import listen
from tests.channels.bot_api import BotApi

_LINK = re.compile(r"https://t\.me/gazette\?start=([\w-]{16,64})")


def hear(limits: Limits | None = None) -> End:
    """Let the newsroom hear what was written to its bot, as a worker does that has just started."""
    with closing(open_bot_of_people()) as bot:
        return listen(bot, limits or Limits(), 0)


def code_for(user: User) -> str:
    """The code of the link that the desk shows to somebody."""
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(user)
    page: Any = desk.post("/notices/telegram/", {"do": "connect"}, secure=True)
    found = _LINK.search(page.content.decode())
    assert found, page.status_code
    return found[1]


def connected(user: User, api: BotApi, chat: int = 77) -> User:
    """``user``, whose chat with the bot is connected."""
    api.write(f"/start {code_for(user)}", chat)
    hear()
    user.refresh_from_db()
    assert user.telegram_chat.chat == chat
    return user
