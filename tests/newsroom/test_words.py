"""Laws of the tokens by which texts are found."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stoppress.newsroom.search.query import Expression, asked
from stoppress.newsroom.search.sounds import SOUND, asked_sounds, sounds_of
from stoppress.newsroom.search.words import folded, forms_of, tokens_of, words_of

LETTERS = "abcçdeəfgğhıiİIjklmnoöpqrsştuüvwxyz ÂÉßøæ абвгдежзиёїєґЯШ ابتثجمحد აბგდ աբգդ' -’.0123"
TEXTS = st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=60))
LANGUAGES = st.sampled_from(["az", "tr", "en", "ru", "de", "ar", "hy", "ka", "uk", "zh-hans", ""])


def matches(query: str, text: str, language: str) -> bool:
    """Whether ``text`` satisfies what ``query`` asks for in words."""
    understood = asked(query, [language], "")
    tokens = tokens_of(text, language)
    if understood is None:
        return False
    return all(
        any(
            all(
                any(token.startswith(term.token) for token in tokens)
                if term.beginning
                else term.token in tokens
                for term in terms
            )
            for terms in clause
        )
        for clause in Expression(understood.beginnings).clauses
    )


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TEXTS, LANGUAGES)
def test_tokens_are_plain(text: str, language: str) -> None:
    for token in tokens_of(text, language):
        assert token.isascii()
        assert token.isalnum()
        assert token == token.lower()
    for key in sounds_of(text):
        assert key[0] == SOUND
        assert key[1:].isalnum()


@given(TEXTS, LANGUAGES)
def test_what_is_written_is_found_by_each_of_its_words(text: str, language: str) -> None:
    for word in words_of(text):
        if folded(word):
            assert matches(word, text, language)
            assert matches(word.upper(), text, language) or len(word.upper()) != len(word)


@given(TEXTS, LANGUAGES, st.integers(2, 20))
def test_what_is_written_is_found_by_the_beginning_of_its_last_word(
    text: str, language: str, letters: int
) -> None:
    words = [word for word in words_of(text) if folded(word)][:5]
    if words:
        last = folded(words[-1])[:letters]
        assert matches(" ".join([*words[:-1], last]), text, language)


@given(TEXTS, LANGUAGES)
@example("0\U0002f800", "az")  # a letter that stands for one of a script without spaces
def test_what_is_written_is_found_as_a_whole(text: str, language: str) -> None:
    if any(map(folded, words_of(text))):
        assert matches(text, text, language)


@given(st.text("ıiIİəeEƏşsğgöoüuçc", min_size=1, max_size=12))
def test_dots_and_tails_of_letters_make_no_difference(word: str) -> None:
    bare = word.translate(str.maketrans("ıIİəƏşğöüç", "iiieesgouc")).lower()
    assert folded(word) == bare


@pytest.mark.parametrize(
    ("word", "language", "forms"),
    [
        ("ferries", "en", ("ferries", "ferri")),
        ("şəhərində", "az", ("seherinde", "seher")),
        ("Häuser", "de", ("hauser", "haus")),
        ("пристани", "ru", ("pristani", "pristan")),
        ("Київ", "uk", ("kiiv",)),
        ("2026", "en", ("2026",)),
        ("…", "en", ()),
    ],
)
def test_forms(word: str, language: str, forms: tuple[str, ...]) -> None:
    assert forms_of(word, language) == forms


@pytest.mark.parametrize(
    "names",
    [
        ("Şuşa", "Shusha", "Шуша"),
        ("Müller", "Mueller", "Muller"),
        ("Əliyev", "Aliyev", "Aliev", "Алиев"),
        ("Mohammed", "Muhammad", "Mohamad"),
        ("Qarabağ", "Garabagh", "Karabakh", "Карабах"),
        ("Çingiz", "Chingiz", "Чингиз"),
        ("Cavid", "Javid", "Джавид"),
        ("Щербаков", "Shcherbakov", "Scherbakow"),
        ("Чайковский", "Tchaikovsky", "Chaykovski"),
    ],
)
def test_names_that_sound_alike(names: tuple[str, ...]) -> None:
    keys = {asked_sounds(name)[0] for name in names}
    assert len(keys) == 1
    assert all(keys <= sounds_of(name) for name in names)


def test_only_names_have_a_sound() -> None:
    assert sounds_of("The ship was Sips and ۱۲۳ at 12") == sounds_of("The Sips")
    assert asked_sounds("of") == ()


def test_letters_of_scripts_without_spaces_stand_alone() -> None:
    assert words_of("東京タワー2 km") == ["東", "京", "タ", "ワ", "ー", "2", "km"]
