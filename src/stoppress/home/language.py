"""Language codes of editions (BCP 47), and their names."""

import re

from babel import Locale, UnknownLocaleError

from stoppress.home.errors import HomeError

# RFC 5646, section 2.1: language[-extlang][-script][-region]*(-variant)*(-extension)[-privateuse].
# Languages of four and more letters are reserved there; none has ever been registered.
_TAG = re.compile(
    r"""
    (?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
    (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*
    (?:-x(?:-[a-z0-9]{1,8})+)?
    """,
    re.VERBOSE,
)
_LONGEST = 35  # RFC 5646, section 4.4.1: what every implementation must be able to hold


def normal_language(code: str) -> str:
    """Check a BCP 47 language tag and give it in lower case, as it stands in addresses.

    Raises HomeError when the code is not a well-formed tag.
    """
    tag = code.strip().replace("_", "-").lower()
    if len(tag) > _LONGEST or not _TAG.fullmatch(tag):
        raise HomeError(
            f"{code!r} is not a language code. Give a BCP 47 code such as en, az, pt-br or zh-hans."
        )
    return tag


def language_name(code: str) -> str:
    """Give the language's name in that language (``de``: ``Deutsch``), or the code itself."""
    try:
        name = Locale.parse(code, sep="-").display_name
    except (UnknownLocaleError, ValueError):
        return code
    # The title case: Georgian has capitals only for words that are set in them as a whole.
    return name[:1].title() + name[1:] if name else code
