"""Language codes (BCP 47) and their names."""

import pytest

from stoppress.home import HomeError, language_name, normal_language


@pytest.mark.parametrize(
    ("code", "normal"),
    [
        ("en", "en"),
        ("pt-BR", "pt-br"),
        ("pt_BR", "pt-br"),
        ("zh-Hans", "zh-hans"),
        ("zh-cmn-Hans-CN", "zh-cmn-hans-cn"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-1996", "de-1996"),
        ("es-419", "es-419"),
        ("en-u-ca-gregory", "en-u-ca-gregory"),
        ("tlh", "tlh"),
        (" az ", "az"),
    ],
)
def test_a_tag_is_written_in_lower_case(code: str, normal: str) -> None:
    assert normal_language(code) == normal


@pytest.mark.parametrize(
    "code", ["", "x", "12", "e", "english language", "english", "en--gb", "en-", "../en"]
)
def test_what_is_no_tag_is_refused(code: str) -> None:
    with pytest.raises(HomeError, match="not a language code"):
        normal_language(code)


def test_names_are_in_the_language_itself() -> None:
    assert language_name("de") == "Deutsch"
    assert language_name("ar") == "العربية"
    assert language_name("pt-br") == "Português (Brasil)"
    assert language_name("ka") == "ქართული"
    assert language_name("tlh") == "tlh"
