"""The words of the reader's site are there, whole, in every language that it speaks."""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from tools.words.catalogs import LANGUAGES
from tools.words.messages import MessageKey, key_of, messages_below

SITE = Path(__file__).resolve().parents[2] / "src" / "stoppress" / "site"
LOCALES = SITE / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SILENT = re.compile(r"<!--.*?-->|<(script|style|svg)\b.*?</\1>", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
SAME_EVERYWHERE = {"Telegram", "RSS", "Atom", "JSON", "Feed"}
WORD = re.compile(r"[^\W\d_]{2,}")
SAMPLES = range(1200)


@cache
def messages_of_the_site() -> dict[MessageKey, str]:
    """Each message of templates and Python, with a file that uses it."""
    return messages_below([SITE])


def bare_words(template: str) -> list[str]:
    """Words that a reader meets in a template and that no translation reaches."""
    translated = re.compile(r"{%\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}", re.DOTALL)
    source = SILENT.sub(" ", TEMPLATE_CODE.sub("", translated.sub("", template)))
    spoken = [*SPOKEN_ATTRIBUTE.findall(source), re.sub(r"<[^>]*>|&\w+;", " ", source)]
    return [w for text in spoken for w in WORD.findall(text) if w not in SAME_EVERYWHERE]


@cache
def catalogue(language: str) -> Catalog:
    path = LOCALES / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages_of(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation as a tuple, one text for each plural form."""
    texts = message.string or ""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def english_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def says_one_number(language: str, form: int) -> bool:
    """Whether a plural form stands for a single number, which may then be a word."""
    form_for = gettext.c2py(catalogue(language).plural_expr)
    return sum(form_for(number) == form for number in SAMPLES) == 1


def test_the_site_has_messages() -> None:
    assert (None, "Latest news") in messages_of_the_site()
    assert (None, "Read also") in messages_of_the_site()


def test_no_template_of_a_page_has_words_outside_the_translations() -> None:
    found = {
        path.relative_to(SITE).as_posix(): words
        for path in sorted((SITE / "templates").rglob("*.html"))
        if (words := bare_words(path.read_text("utf-8")))
    }
    assert not found


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    found = {path.name for path in LOCALES.iterdir() if path.is_dir()}
    assert found == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_site_is_in_the_catalogue(language: str) -> None:
    there = {key_of(message.id, message.context) for message in messages_of(language)}
    missing = {
        message: file for message, file in messages_of_the_site().items() if message not in there
    }
    assert not missing, f"run makemessages in src/stoppress/site, then translate: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_no_message_that_nothing_uses(language: str) -> None:
    used = messages_of_the_site()
    unused = [m.id for m in messages_of(language) if key_of(m.id, m.context) not in used]
    assert not unused
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_in_every_form_and_none_is_fuzzy(language: str) -> None:
    bare = [m.id for m in messages_of(language) if m.fuzzy or not all(forms_of(m))]
    assert not bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_message_has_as_many_forms_as_its_language(language: str) -> None:
    forms = catalogue(language).num_plurals
    form_for = gettext.c2py(catalogue(language).plural_expr)
    reached = {form_for(number) for number in (*SAMPLES, 1_000_000)}
    assert reached <= set(range(forms))
    for message in messages_of(language):
        if not isinstance(message.id, str):
            assert len(forms_of(message)) == forms, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_english(language: str) -> None:
    for message in messages_of(language):
        english = english_of(message)[-1]
        wanted = sorted(PLACEHOLDER.findall(english))
        for form, text in enumerate(forms_of(message)):
            found = sorted(PLACEHOLDER.findall(text))
            counted = not isinstance(message.id, str) and says_one_number(language, form)
            assert found == wanted or (counted and set(found) <= set(wanted)), text
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(english)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_those_of_the_english(language: str) -> None:
    for message in messages_of(language):
        english = english_of(message)[0]
        for text in forms_of(message):
            assert text.startswith(" ") == english.startswith(" "), text
            assert text.endswith(" ") == english.endswith(" "), text
            assert "\n" not in text.strip() or "\n" in english.strip(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_readable_one_says(language: str) -> None:
    path = LOCALES / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages_of(language):
        texts = forms_of(message)
        if isinstance(message.id, str):
            said = (
                compiled.pgettext(message.context, message.id)
                if message.context
                else compiled.gettext(message.id)
            )
            assert said == texts[0], "run compilemessages in src/stoppress/site"
            continue
        form_for = gettext.c2py(catalogue(language).plural_expr)
        for number in range(200):
            one, many = message.id
            assert compiled.ngettext(one, many, number) == texts[form_for(number)]
