"""The desk's own words are there, whole, in every language of the site."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from tools.words.catalogs import (
    DESK,
    DOMAINS,
    LANGUAGES,
    SITE,
    WAGTAIL,
    compiled,
    is_translated,
    messages_of,
    messages_of_the_desk,
    path_of,
    read,
    words_of_wagtail,
)
from tools.words.messages import MessageKey

import stoppress
from tests.looks.test_translations import PLACEHOLDER, SAMPLES, TAG, english_of, forms_of

SOURCE = Path(stoppress.__file__).parent
BRING_UP_TO_DATE = "run python -m tools.words, then translate"


@cache
def catalog(language: str) -> Catalog:
    return read(path_of(DESK, language))


def all_of(language: str) -> Iterator[Message]:
    """The desk's own words, and those that are said instead of Wagtail's."""
    yield from messages_of(catalog(language)).values()
    for domain in DOMAINS:
        for message in messages_of(read(path_of(WAGTAIL, language, domain))).values():
            if is_translated(message):
                yield message


def test_there_is_a_catalog_for_each_language_and_no_other() -> None:
    assert {path.name for path in DESK.iterdir()} == set(LANGUAGES)
    assert {path.name for path in SITE.iterdir()} == set(LANGUAGES)
    assert {path.name for path in WAGTAIL.iterdir()} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_desk_is_translated(language: str) -> None:
    there = messages_of(catalog(language))
    missing = {
        key: file
        for key, file in messages_of_the_desk().items()
        if key not in there or not is_translated(there[key])
    }
    assert not missing, f"{BRING_UP_TO_DATE}: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wagtails_words_are_said_as_a_newsroom_says_them(language: str) -> None:
    missing = [
        key
        for domain in DOMAINS
        for key, message in messages_of(words_of_wagtail(language, domain)).items()
        if not is_translated(message)
    ]
    assert not missing, f"{BRING_UP_TO_DATE}: {missing}"


def test_no_message_stands_inside_a_string_that_is_put_together() -> None:
    """Since Babel on Python 3.11 does not see it there, and so nobody translates it."""
    asks = {"gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy", "_"}
    inside = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in SOURCE.rglob("*.py")
        for joined in ast.walk(ast.parse(file.read_text()))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in asks
    ]
    assert inside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalog_has_a_message_that_nothing_uses(language: str) -> None:
    assert not set(messages_of(catalog(language))) - set(messages_of_the_desk()), BRING_UP_TO_DATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_message_has_a_form_for_each_number(language: str) -> None:
    form_for = gettext.c2py(catalog(language).plural_expr)
    forms = {form_for(number) for number in (*SAMPLES, 1_000_000)}
    for message in all_of(language):
        if not isinstance(message.id, str):
            assert forms <= set(range(len(forms_of(message)))), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_english(language: str) -> None:
    for message in messages_of(catalog(language)).values():
        english = english_of(message)[-1]
        for text in forms_of(message):
            found, wanted = sorted(PLACEHOLDER.findall(text)), sorted(PLACEHOLDER.findall(english))
            counted = not isinstance(message.id, str)  # “one word” may have no number in it
            assert found == wanted or (counted and set(found) <= set(wanted)), text
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(english)), text
            assert text.endswith(" ") == english.endswith(" "), text


def said(compiled_catalog: bytes) -> dict[MessageKey, tuple[str, ...]]:
    """What a ``.mo`` says."""
    messages = messages_of(read_mo(BytesIO(compiled_catalog)))
    return {key: forms_of(message) for key, message in messages.items()}


def said_by(path: Path) -> dict[MessageKey, tuple[str, ...]]:
    return said(path.with_suffix(".mo").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_says_what_the_readable_one_says(language: str) -> None:
    path = path_of(DESK, language)
    assert said_by(path) == said(compiled(read(path))), BRING_UP_TO_DATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_translates_is_said_in_our_english(language: str) -> None:
    for domain in DOMAINS:
        path, english = path_of(WAGTAIL, language, domain), read(path_of(WAGTAIL, "en", domain))
        wanted = set(messages_of(words_of_wagtail(language, domain)))
        assert set(messages_of(read(path))) == wanted, BRING_UP_TO_DATE
        assert said_by(path) == said(compiled(read(path), english)), BRING_UP_TO_DATE
