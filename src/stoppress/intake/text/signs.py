"""Signs that are removed from texts, or read as others, each with its reason.

``SIGNS`` is the whole list: what is not in it stays as it was written. The reference
``docs/reference/text.md`` is made from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Replace = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Sign:
    """Signs that are treated alike.

    :param what: their name, for people.
    :param codes: their code points, for people.
    :param becomes: what becomes of them, for people.
    :param reason: why.
    :param pattern: finds them, with what stands around them where that counts.
    :param replace: what is written in their place.
    """

    what: str
    codes: str
    becomes: str
    reason: str
    pattern: re.Pattern[str]
    replace: str | Replace = ""


# What bytes 80 to 9F mean in Windows-1252; five of them mean nothing.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0xA0)
}
#: Letters of scripts whose shapes joiners decide: Arabic, Syriac, the scripts of India, Sinhala,
#: Tibetan, Myanmar, Khmer, Mongolian and their like; and emoji, which joiners make one picture of.
_JOINED = "\u0600-\u08ff\u0900-\u1fff\ua840-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
#: Letters of scripts that part no words: Thai, Lao, Tibetan, Myanmar, Khmer and their neighbours.
_UNPARTED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1900-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a\u202b\u202c\u2066-\u2069]")
_OPENS = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
_DEEPEST = 10


def _directions_of_line(line: re.Match[str]) -> str:
    """A line with its signs of direction where they have a meaning and end where they should."""
    text = line[0]
    if not _DIRECTION.search(text):
        return text
    if not _RIGHT_TO_LEFT.search(text):
        return _DIRECTION.sub("", text)
    if _balanced(text):
        return text
    return re.sub("[\u202a-\u202c\u2066-\u2069]", "", text)


def _balanced(line: str) -> bool:
    """Whether all that opens a direction in ``line`` is closed, in the right order."""
    awaited: list[str] = []
    for sign in line:
        if sign in _OPENS:
            awaited.append(_OPENS[sign])
        elif sign in "\u202c\u2069" and (not awaited or awaited.pop() != sign):
            return False
        if len(awaited) > _DEEPEST:
            return False
    return not awaited


def _flags_only(tags: re.Match[str]) -> str:
    return tags[0] if tags[0][0] == "\U0001f3f4" else ""


SIGNS: tuple[Sign, ...] = (
    Sign(
        "line ends of other systems",
        "U+000D, U+000B, U+000C, U+2028, U+2029",
        "a line feed",
        "they end a line, and one sign for that is enough",
        re.compile("\r\n?|[\x0b\x0c\u2028\u2029]"),
        "\n",
    ),
    Sign(
        "C1 controls",
        "U+0080 to U+009F",
        "the sign of that number in Windows-1252; the five without one are removed",
        "they are letters of Windows-1252 that were taken for Latin-1, and HTML reads them so"
        " (HTML Standard, 13.2.5.80): U+0096 between two years is a dash",
        re.compile("[\x80-\x9f]"),
        lambda found: _WINDOWS_1252[ord(found[0])],
    ),
    Sign(
        "other controls",
        "U+0000 to U+001F but tab and line ends, U+007F",
        "removed",
        "they show nothing; XML 1.0 forbids them, so that a feed with one cannot be read, and"
        " PostgreSQL cannot store U+0000",
        re.compile("[\x00-\x08\x0e-\x1f\x7f]"),
    ),
    Sign(
        "halves of surrogate pairs",
        "U+D800 to U+DFFF",
        "removed",
        "they are no characters, and UTF-8 cannot hold them",
        re.compile("[\ud800-\udfff]"),
    ),
    Sign(
        "noncharacters",
        "U+FDD0 to U+FDEF, and the last two of each plane",
        "removed",
        "Unicode keeps them for programs' own use; XML forbids some",
        re.compile(
            "[\ufdd0-\ufdef"
            + "".join(
                f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
                for plane in range(0, 0x110000, 0x10000)
            )
            + "]"
        ),
    ),
    Sign(
        "byte order mark",
        "U+FEFF",
        "removed",
        "inside a text it is left over from joining files; its other meaning was given to U+2060",
        re.compile("\ufeff"),
    ),
    Sign(
        "zero-width space",
        "U+200B",
        "kept between letters of Thai, Lao, Tibetan, Myanmar, Khmer and their like; else removed",
        "where words are not parted by spaces it says where a line may end; elsewhere it only hides"
        " that a word is another one, from search and from the eye",
        re.compile(f"\u200b(?<![{_UNPARTED}]\u200b)|\u200b(?![{_UNPARTED}])"),
    ),
    Sign(
        "joiner and non-joiner",
        "U+200D, U+200C",
        "kept beside letters of Arabic, Indic and their like, and in emoji; else removed",
        "they decide the shape of letters in Persian, Hindi, Bengali or Sinhala, and make one emoji"
        " of several; elsewhere they only hide that a word is another one",
        re.compile(f"(?<![{_JOINED}{_EMOJI}])[\u200c\u200d](?![{_JOINED}{_EMOJI}])"),
    ),
    Sign(
        "Mongolian vowel separator",
        "U+180E",
        "kept between Mongolian letters; else removed",
        "it shapes the letter before it; elsewhere it shows nothing",
        re.compile("\u180e(?<![\u1800-\u18af]\u180e)|\u180e(?![\u1800-\u18af])"),
    ),
    Sign(
        "word joiner and invisible operators",
        "U+2060 to U+2064",
        "removed",
        "they show nothing; at most a line ends elsewhere",
        re.compile("[\u2060-\u2064]"),
    ),
    Sign(
        "marks and isolates of direction",
        "U+061C, U+200E, U+200F, U+202A to U+202C, U+2066 to U+2069",
        "kept in lines with letters that run from right to left, embeddings and isolates only where"
        " each is closed; else removed",
        "they decide on which side of an Arabic or Hebrew word a sign or number stands; one that is"
        " not closed would turn what follows round",
        re.compile("[^\n]+"),
        _directions_of_line,
    ),
    Sign(
        "overrides of direction",
        "U+202D, U+202E",
        "removed",
        "they show letters in another order than they are read, searched and copied in",
        re.compile("[\u202d\u202e]"),
    ),
    Sign(
        "deprecated formatting",
        "U+206A to U+206F",
        "removed",
        "Unicode has given them up; they show nothing",
        re.compile("[\u206a-\u206f]"),
    ),
    Sign(
        "annotation marks and object replacement",
        "U+FFF9 to U+FFFC",
        "removed",
        "they stand for something that is not in the text",
        re.compile("[\ufff9-\ufffc]"),
    ),
    Sign(
        "tag characters",
        "U+E0000 to U+E007F",
        "kept in the flags of England, Scotland, Wales and their like; else removed",
        "outside such flags they are a text that nobody sees",
        re.compile(f"{_FLAG.pattern}|[\U000e0000-\U000e007f]"),
        _flags_only,
    ),
)

# Finds whether there is anything to do at all, which is seldom.
_ANY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# Han letters that composing would change into others, which a name may not be written with.
_OWN_FORMS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


def clean(text: str) -> str:
    """``text`` without what cannot be seen (see ``SIGNS``), with line feeds, letters composed.

    Composed is Unicode's form C, but for Han letters of compatibility, whose shapes stay.
    """
    if text.isascii() and text.isprintable():
        return text
    if _ANY.search(text):
        for sign in SIGNS:
            text = sign.pattern.sub(sign.replace, text)
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _OWN_FORMS.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)
