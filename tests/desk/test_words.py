"""No word of Wagtail's is left at the desk, in any of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.apps import apps
from django.utils import translation
from tools.words.catalogs import (
    SITE,
    WAGTAIL,
    messages_of,
    messages_of_the_desk,
    path_of,
    read,
)
from tools.words.messages import MessageKey, messages_below
from wagtail.admin.localization import get_js_translation_strings

from tests.looks.test_translations import PLACEHOLDER, english_of, forms_of

#: What a newsroom calls pieces, addresses, editions, sections.
WORD = re.compile(
    r"\b(?:sub)?(?:pages?|slugs?|snippets?|locales?|parents?|wagtail)\b", re.IGNORECASE
)
CODE = re.compile(r"%\(\w+\)\w|\{\w+\}|<[^>]*>")

#: Sources of messages that nobody meets at the desk, and why.
NOT_MET = {
    "apps.py": "names of applications",
    "wagtail/locales/": "an edition's language is set by the command line; no menu leads there",
    "wagtail/sites/": "as those",
    "wagtail/models/sites.py": "as those",
    "userbar": "the bar on readers' pages, which is not used",
    "home/upgrade_notification": "switched off in the settings",
    "home/whats_new": "as that",
    "wagtailcore/login": "readers never sign in",
    "wagtailcore/password_required": "as that",
}


def catalogs_of_wagtail(domain: str, language: str) -> dict[MessageKey, tuple[Message, list[str]]]:
    """What the catalogs of Wagtail's installed applications have, and the files it is from."""
    found: dict[MessageKey, tuple[Message, list[str]]] = {}
    for app in apps.get_app_configs():
        path = path_of(Path(app.path) / "locale", language, domain)
        if app.name.startswith("wagtail") and path.exists():
            room = app.name.replace(".", "/")
            for key, message in messages_of(read(path)).items():
                files = [f"{room}/{file}" for file, _line in message.locations]
                found.setdefault(key, (message, []))[1].extend(files)
    return found


def is_met(files: list[str]) -> bool:
    return not all(any(part in file for part in NOT_MET) for file in files)


def texts_of(strings: Any) -> Iterator[str]:
    """The texts of a dictionary of texts, lists and dictionaries."""
    if isinstance(strings, str):
        yield strings
    else:
        for one in strings.values() if isinstance(strings, dict) else strings:
            yield from texts_of(one)


def words_in(text: str) -> list[str]:
    return WORD.findall(CODE.sub("", text))


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_message_of_wagtails_with_such_a_word_is_said_otherwise(domain: str) -> None:
    ours = messages_of(read(path_of(WAGTAIL, "en", domain)))

    left = {
        key: files
        for key, (message, files) in catalogs_of_wagtail(domain, "en").items()
        if any(words_in(text) for text in english_of(message)) and is_met(files) and key not in ours
    }

    assert not left, "\n".join(f"{files[0]}: {key}" for key, files in left.items())


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_said_instead_has_no_such_word_and_the_same_placeholders(domain: str) -> None:
    for message in messages_of(read(path_of(WAGTAIL, "en", domain))).values():
        for text in forms_of(message):
            assert not words_in(text), text
            assert set(PLACEHOLDER.findall(text)) <= set(
                PLACEHOLDER.findall(" ".join(english_of(message)))
            ), text


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nothing_is_said_otherwise_that_wagtail_does_not_say(domain: str) -> None:
    theirs = catalogs_of_wagtail(domain, "en")
    assert not [
        key for key in messages_of(read(path_of(WAGTAIL, "en", domain))) if key not in theirs
    ]


def test_readers_are_told_nothing_in_the_desks_words() -> None:
    ours = {*messages_of(read(path_of(WAGTAIL, "en"))), *messages_of_the_desk()}
    assert not ours & set(messages_below([SITE.parent]))


def test_words_of_scripts_have_none_of_them() -> None:
    with translation.override("en"):
        assert not words_in(" ".join(texts_of(get_js_translation_strings())))
