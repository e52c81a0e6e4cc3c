"""What the bot does with a message: it connects, ends, or says what it is for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext, override
from wagtail.users.models import UserProfile

from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.desk.notices.languages import language_of
from stoppress.desk.telegram.connection import connect, disconnect, person_in
from stoppress.desk.telegram.limits import Limits
from stoppress.newsroom.actions.who import name_of
from stoppress.newsroom.models import TelegramReply


def hear(heard: Heard, limits: Limits) -> None:
    """Deal with one message, inside the transaction that writes down that it was heard.

    An unknown chat gets one sentence, now and then, in which nothing of the newsroom stands.
    """
    if heard.chat is None:
        return
    command, _, rest = heard.text.strip().partition(" ")
    command, code = command.partition("@")[0], rest.strip()
    if command == "/start" and code and limits.may_try(heard.chat):
        user = connect(code, heard.chat, heard.name)
        if user is not None:
            _say_that_it_is_connected(heard.chat, user)
            return
    user = person_in(heard.chat)
    if user is None:
        if limits.may_be_answered(heard.chat):
            _say_that_it_is_unknown(heard.chat, heard.language)
        return
    with override(_language_of(user)):
        if command == "/stop":
            disconnect(user.pk)
            said = gettext("Nothing comes here any more. You may connect again at the desk.")
        else:
            said = gettext("What concerns you at the desk comes here. Write /stop to end it.")
    _reply(heard.chat, said)


def _say_that_it_is_connected(chat: int, user: Any) -> None:
    with override(_language_of(user)):
        connected = gettext("%(name)s, you are connected.") % {"name": name_of(user)}
        what = gettext("What concerns you at the desk comes here. Write /stop to end it.")
    _reply(chat, f"{connected} {what}")


def _say_that_it_is_unknown(chat: int, language: str) -> None:
    with override(_language_spoken(language)):
        said = gettext(
            "Good day. This bot does not know this chat. If you were given a link, have a new one"
            " made: it works once, for a short time."
        )
    _reply(chat, said)


def _reply(chat: int, text: str) -> None:
    TelegramReply.objects.create(chat=chat, text=text)


def _language_of(user: Any) -> str:
    return language_of(UserProfile.objects.filter(user=user).first())


def _language_spoken(language: str) -> str:
    """The language of a stranger's Telegram where the desk speaks it, else the newsroom's."""
    known = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    code = language.lower().partition("-")[0]
    if code in known:
        return code
    try:
        return get_supported_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        return "en"
