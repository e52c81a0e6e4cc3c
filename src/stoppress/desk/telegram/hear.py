"""What the bot does with a message: it connects, ends, makes a draft, or says what it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext, override

from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.desk.notices.languages import language_of_account
from stoppress.desk.telegram.connection import connect, end, person_in
from stoppress.desk.telegram.drafts import Fetched, make_draft, writes
from stoppress.desk.telegram.limits import Limits
from stoppress.newsroom.actions.who import name_of
from stoppress.newsroom.models import TelegramReply

#: What begins a message that is to become a draft, though nobody else wrote it.
_NEW = "/new"


def is_for_a_draft(heard: Heard) -> bool:
    """Whether a message is to become a draft, of somebody of whose messages drafts are made."""
    if heard.chat is None:
        return False
    meant = heard.source is not None or heard.picture or heard.text.split()[:1] == [_NEW]
    user = person_in(heard.chat) if meant else None
    return user is not None and writes(user)


def hear(heard: Heard, limits: Limits, fetched: Fetched | None = None) -> None:
    """Deal with one message, inside the transaction that writes down that it was heard.

    ``fetched`` is its picture, for a draft.

    An unknown chat gets one sentence, now and then, in which nothing of the newsroom stands.
    """
    if heard.chat is None:
        return
    command, _, rest = heard.text.strip().partition(" ")
    command, code = command.partition("@")[0], rest.strip()
    if heard.source is None and command == "/start" and code and limits.may_try(heard.chat):
        user = connect(code, heard.chat, heard.name)
        if user is not None:
            _say_that_it_is_connected(heard.chat, user)
            return
    user = person_in(heard.chat)
    if user is None:
        if limits.may_be_answered(heard.chat):
            _say_that_it_is_unknown(heard.chat, heard.language)
        return
    with override(language_of_account(user)):
        if heard.source is None and command == "/stop":
            end(user, user)
            said = gettext("Nothing comes here any more. You may connect again at the desk.")
        elif is_for_a_draft(heard):
            said = _draft(heard, heard.chat, user, limits, fetched)
        elif writes(user):
            said = gettext(
                "Forward a message, or send a picture, and it becomes a draft; so do words after"
                " /new. What concerns you at the desk comes here. Write /stop to end all of it."
            )
        else:
            said = gettext("What concerns you at the desk comes here. Write /stop to end it.")
    if said:
        _reply(heard.chat, said)


def _draft(heard: Heard, chat: int, user: Any, limits: Limits, fetched: Fetched | None) -> str:
    if not limits.may_file(user.pk):
        return gettext("That is much at once. Nothing was made of this; send it again in an hour.")
    if heard.text.split()[:1] == [_NEW]:
        text, html = (part.strip().removeprefix(_NEW).strip() for part in (heard.text, heard.html))
        heard = replace(heard, text=text, html=html)
    return make_draft(heard, chat, user, fetched)


def say_that_it_failed(heard: Heard) -> None:
    """Answer a message that could not be dealt with, if its chat is known."""
    user = person_in(heard.chat) if heard.chat is not None else None
    if heard.chat is not None and user is not None:
        with override(language_of_account(user)):
            _reply(heard.chat, gettext("Nothing could be made of this message."))


def _say_that_it_is_connected(chat: int, user: Any) -> None:
    with override(language_of_account(user)):
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
