"""Django's language settings for the editions of a home."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO

from stoppress.home import language_name

#: Languages that the desk speaks.
DESK_LANGUAGES = ("en", "az", "ru", "tr", "uk", "ka", "hy", "de", "fr", "es", "ar")
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Give ``LANGUAGES``: each code with its name in its own language."""
    return [(code, language_name(code)) for code in codes]


def extra_language_info(codes: Iterable[str]) -> dict[str, dict[str, object]]:
    """Describe, in the form of Django's ``LANG_INFO``, languages that Django does not know."""
    return {
        code: {
            "bidi": code.partition("-")[0] in RIGHT_TO_LEFT,
            "code": code,
            "name": language_name(code),
            "name_local": language_name(code),
        }
        for code in codes
        if code not in LANG_INFO
    }
