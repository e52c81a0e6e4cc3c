"""Where catalogs are, and how they are read and written."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.words.messages import MessageKey, key_of, messages_below

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "stoppress"
#: One text, or one for each form that a language has for numbers.
Translation = str | tuple[str, ...] | list[str] | None
#: The readers' words; they are made with Django's ``makemessages``.
SITE = PACKAGE / "site" / "locale"
#: The desk's words.
DESK = PACKAGE / "desk" / "locale"
#: Wagtail's words, said as a newsroom says them; also in English.
WAGTAIL = PACKAGE / "desk" / "wagtail_words"
DOMAINS = ("django", "djangojs")
LANGUAGES = ("az", "ru", "tr", "uk", "ka", "hy", "de", "fr", "es", "ar")
#: Rooms whose words are met at the desk.
ROOMS = tuple(PACKAGE / room for room in ("conf", "newsroom", "desk", "intake", "channels"))


_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = """\
# The desk of Stoppress: {language}
msgid ""
msgstr ""
"Project-Id-Version: stoppress\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {forms}\\n"

"""


def path_of(locales: Path, language: str, domain: str = "django") -> Path:
    """Where a language's readable catalog is below ``locales``."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """A readable catalog."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def messages_of(catalog: Catalog) -> dict[MessageKey, Message]:
    """What a catalog holds, its header left out."""
    return {key_of(message.id, message.context): message for message in catalog if message.id}


@cache
def messages_of_the_desk() -> dict[MessageKey, str]:
    """What the desk's catalogs hold, each with a file that uses it.

    What readers meet too stands in the site's catalogs, and Wagtail's words in those of their own:
    the first catalog that has a message wins, so each stands once.
    """
    elsewhere = {
        *messages_of(read(path_of(SITE, LANGUAGES[0]))),
        *messages_of(read(path_of(WAGTAIL, "en"))),
    }
    found = messages_below(ROOMS)
    return {message: file for message, file in found.items() if message not in elsewhere}


def words_of_the_desk(language: str) -> Catalog:
    """The desk's catalog of ``language`` with all messages there are now and no others."""
    catalog, known = _empty(language), _known(path_of(DESK, language))
    for key, file in messages_of_the_desk().items():
        catalog.add(key[1], known.get(key), locations=[(file, 0)], context=key[0])
    return catalog


def words_of_wagtail(language: str, domain: str) -> Catalog:
    """What is said in ``language`` instead of Wagtail's words: all that our English says otherwise.

    What is not translated yet is said in our English.
    """
    catalog, known = _empty(language), _known(path_of(WAGTAIL, language, domain))
    for key in messages_of(read(path_of(WAGTAIL, "en", domain))):
        catalog.add(key[1], known.get(key), context=key[0])
    return catalog


def _empty(language: str) -> Catalog:
    catalog = Catalog(locale=language)
    catalog.mime_headers = [("Plural-Forms", read(path_of(SITE, language)).plural_forms)]
    return catalog


def _known(path: Path) -> dict[MessageKey, Translation]:
    """What a readable catalog translates."""
    there = messages_of(read(path)) if path.exists() else {}
    return {key: message.string for key, message in there.items() if is_translated(message)}


def is_translated(message: Message) -> bool:
    """Whether a message has a translation, in every form."""
    return bool(message.string) and all(message.string or ())


def readable(catalog: Catalog) -> bytes:
    """A catalog's ``.po``."""
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True)
    header = _HEADER.format(language=catalog.locale_identifier, forms=catalog.plural_forms)
    return header.encode() + written.getvalue()


def compiled(catalog: Catalog, instead: Catalog | None = None) -> bytes:
    """A catalog's ``.mo``, the same for the same words.

    What it does not translate is said as ``instead`` says it.
    """
    catalog.creation_date = catalog.revision_date = _NO_DATE
    others = messages_of(instead) if instead else {}
    for key, message in messages_of(catalog).items():
        if key in others and not is_translated(message):
            said = others[key].string
            if isinstance(said, tuple | list):
                said = (said[0], *[said[-1]] * (catalog.num_plurals - 1))
            message.string = said
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()
