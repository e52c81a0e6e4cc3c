"""Quotation marks, dashes and spaces that hold together, as each language prints them.

``TYPOGRAPHY`` is the one table, for what is typed at the desk and for what is pasted there. Pure:
no database. Letters and digits are never changed, nor is anything inside an address; what is right
already stays as it is, so that setting a text twice changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

#: The space that does not break, and the narrow one.
HARD, NARROW = "\u00a0", "\u202f"
_APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Typography:
    """How one language is set.

    :param quotes: opening and closing mark of a quotation.
    :param inner: those of a quotation inside another.
    :param single: whether a typed ``'`` before a word opens a quotation, with the inner marks.
    :param dash: what stands for a hyphen between spaces.
    :param before_dash: the space before it.
    :param inside: the space inside the outer marks.
    :param before: signs that have a space before them, and which one.
    :param thousands: the space between groups of three digits, where that language has one.
    """

    quotes: tuple[str, str]
    inner: tuple[str, str]
    single: bool = False
    dash: str = "–"
    before_dash: str = " "
    inside: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    thousands: str = ""


_ENGLISH = Typography(("“", "”"), ("‘", "’"), single=True)
_RUSSIAN = Typography(("«", "»"), ("„", "“"), dash="—", before_dash=HARD, thousands=HARD)
#: By the code of the language; a code with a region is looked up without it.
TYPOGRAPHY: Mapping[str, Typography] = {
    "ar": Typography(("«", "»"), ("“", "”")),
    "az": Typography(("“", "”"), ("‘", "’"), single=True, thousands=HARD),
    "de": Typography(("„", "“"), ("‚", "‘"), single=True),
    "en": _ENGLISH,
    "es": Typography(("«", "»"), ("“", "”"), thousands=HARD),
    "fa": Typography(("«", "»"), ("‹", "›")),
    "fr": Typography(
        ("«", "»"),
        ("“", "”"),
        inside=NARROW,
        before={";": NARROW, "!": NARROW, "?": NARROW, ":": HARD},
        thousands=NARROW,
    ),
    "hy": Typography(("«", "»"), ("“", "”"), thousands=HARD),
    "ka": Typography(("„", "“"), ("«", "»"), thousands=HARD),
    "ru": _RUSSIAN,
    "tr": Typography(("“", "”"), ("‘", "’"), single=True),
    "uk": _RUSSIAN,
}

#: Addresses, in which no sign is changed. Their parts are no longer than they may be (RFC 5321,
#: RFC 1035), so that a text without one is not read again from each of its letters.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+"
    r"|(?<![\w.])[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.[a-z]{2,6}/\S*",
    re.IGNORECASE,
)
_UNITS = (
    r"%|‰|°[CF]?|[kcm]?m[²³]?\b|k?g\b|ha\b|[kMG]W(?:h|\b)|€|\$|£|₼|₺|₽|₴|₾|֏|USD\b|EUR\b|AZN\b"
    r"|км\b|кг\b|см\b|га\b|млн\b|млрд\b|трлн\b|тыс\.|руб\.|mln\b|mlrd\b|Mio\.|Mrd\."
)
_HARD_SPACES = re.compile(rf"(?<=\d) (?={_UNITS})|(?<=[№§]) (?=\d)|(?<=\bNr\.) (?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_INITIALS = re.compile(r"(?<!\w)[А-ЯЁЄІЇҐ]\.( )(?=[А-ЯЁЄІЇҐ])")
_ABBREVIATIONS = re.compile(r"(?<!\w)(?:z|d|u|i|o)\.( )(?=(?:B|h|a|d|R|Ä|ä)\.)")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_YEARS = re.compile(r"(?<![\d/.-])(?:1\d|20)\d\d(-)(?:1\d|20)\d\d(?![\d/-]|[.]\d)")
_TWO_HYPHENS = re.compile(r"(?<=\S)--(?=\S)")
_BETWEEN = re.compile(rf"(?<=\S)[ {HARD}]--?(?= \S)")
_AT_THE_START = re.compile(r"^--?(?= \S)", re.MULTILINE)
_BEFORE_A_DASH = re.compile(r"(?<=\S) (?=[—–] )")
_CLOSES = re.compile(r"(?<=\S)['’‘](?!\w)")
_OPEN = "([{—–-/¿¡"
_AFTER_WORDS = ".,;:!?…)]}"


@dataclass(frozen=True, slots=True)
class _Edit:
    """``text`` takes the place of what stands between two offsets."""

    start: int
    end: int
    text: str


class _Awaited:
    """Marks that are open, the innermost last: the straight mark of each, and what closes it.

    :ivar doubles: how many of them are double.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self.doubles = 0

    @property
    def mark(self) -> str:
        """The innermost straight mark; empty when none is open."""
        return self._open[-1][0] if self._open else ""

    @property
    def closing(self) -> str:
        """What closes the innermost mark; empty when none is open."""
        return self._open[-1][1] if self._open else ""

    def add(self, mark: str, closing: str) -> None:
        """Open a mark."""
        self._open.append((mark, closing))
        self.doubles += mark == '"'

    def close(self) -> str:
        """Close the innermost mark; what closes it."""
        mark, closing = self._open.pop()
        self.doubles -= mark == '"'
        return closing


def typography_of(language: str) -> Typography:
    """How ``language`` is set; as English is, where the table does not have it."""
    return TYPOGRAPHY.get(language.partition("-")[0].lower(), _ENGLISH)


def typeset(text: str, language: str) -> str:
    """``text`` with the marks, dashes and spaces of ``language``."""
    style = typography_of(language)
    while edits := _edits(text, style, language):
        text = _edited(text, edits, 0)
    return text


def typeset_markup(markup: str, language: str) -> str:
    """Rich text of one or several paragraphs, set as ``typeset`` does; tags stay as they are."""
    parts = re.split(r"(</p>)", markup)
    return "".join(part if part == "</p>" else _paragraph(part, language) for part in parts)


def _paragraph(markup: str, language: str) -> str:
    style = typography_of(language)
    tokens = re.split(r"(<[^<>]*>)", markup)
    words = [_words_of(token) for token in tokens]
    while edits := _edits("".join(words), style, language):
        begin, set_words = 0, []
        for token, text in zip(tokens, words, strict=True):
            shown = text if token.startswith("<") else _edited(text, edits, begin)
            set_words.append(shown)
            begin += len(text)
        if set_words == words:  # what would change is a tag
            break
        words = set_words
    return "".join(
        token if token.startswith("<") else escape(text, quote=False)
        for token, text in zip(tokens, words, strict=True)
    )


def _words_of(token: str) -> str:
    if token.startswith("<"):
        return "\n" if token.startswith("<br") else ""
    return unescape(token)


def _edited(text: str, edits: list[_Edit], begin: int) -> str:
    """``text``, which begins at ``begin`` of what was looked at, with the edits that are in it.

    One that reaches over its end is written where it begins.
    """
    out, place = [], 0
    nearest = max(0, bisect_left(edits, begin, key=lambda edit: edit.start) - 1)
    for at in range(nearest, len(edits)):
        edit = edits[at]
        first, last = edit.start - begin, min(edit.end - begin, len(text))
        if first >= len(text):
            break
        if first >= 0:
            out += [text[place:first], edit.text]
        place = max(place, last)
    return "".join(out) + text[place:]


def _edits(text: str, style: Typography, language: str) -> list[_Edit]:
    """What is to be changed, in order; never in an address, never two at one place."""
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    kept: list[_Edit] = []
    next_one = 0  # the first address that does not end before the edit
    for edit in sorted(
        [*_quotes(text, style), *_signs(text, style, language)], key=lambda one: one.start
    ):
        while next_one < len(addresses) and addresses[next_one][1] <= edit.start:
            next_one += 1
        inside = next_one < len(addresses) and addresses[next_one][0] <= edit.start
        if not inside and (not kept or kept[-1].end <= edit.start):
            kept.append(edit)
    return kept


def _signs(text: str, style: Typography, language: str) -> Iterator[_Edit]:
    """Dashes, ellipses and spaces."""
    for found in _ELLIPSIS.finditer(text):
        yield _Edit(found.start(), found.end(), "…")
    for found in _YEARS.finditer(text):
        yield _Edit(found.start(1), found.end(1), "–")
    for found in _TWO_HYPHENS.finditer(text):
        yield _Edit(found.start(), found.end(), "—")
    for found in _BETWEEN.finditer(text):
        yield _Edit(found.start(), found.end(), style.before_dash + style.dash)
    for found in _HARD_SPACES.finditer(text):
        yield _Edit(found.start(), found.end(), HARD)
    if style.before_dash != " ":
        for found in _BEFORE_A_DASH.finditer(text):
            yield _Edit(found.start(), found.end(), style.before_dash)
    if style.dash == "—":
        for found in _AT_THE_START.finditer(text):
            yield _Edit(found.start(), found.end(), style.dash)
        for found in _INITIALS.finditer(text):
            yield _Edit(found.start(1), found.end(1), HARD)
    if style.thousands:
        for found in _THOUSANDS.finditer(text):
            for space in re.finditer(" ", found[0]):
                place = found.start() + space.start()
                yield _Edit(place, place + 1, style.thousands)
    if language.startswith("de"):
        for found in _ABBREVIATIONS.finditer(text):
            yield _Edit(found.start(1), found.end(1), NARROW)
    yield from _spaces_of_signs(text, style)


def _spaces_of_signs(text: str, style: Typography) -> Iterator[_Edit]:
    """The spaces before signs and inside marks, where a language has them."""
    for sign, space in style.before.items():
        end = r"(?=\s|$)" if sign == ":" else ""
        for found in re.finditer(rf"(?<=[\w»”’)\]%]) ?(?={re.escape(sign)}{end})", text):
            yield _Edit(found.start(), found.end(), space)
    if style.inside:
        opening, closing = style.quotes
        for found in re.finditer(rf"(?<={opening})(?: |(?=\S))|(?:(?<=\S)| )(?={closing})", text):
            yield _Edit(found.start(), found.end(), style.inside)


def _quotes(text: str, style: Typography) -> Iterator[_Edit]:
    """What stands for each straight mark."""
    awaited = _Awaited()
    last = max((found.start() for found in _CLOSES.finditer(text)), default=0)
    for place, sign in enumerate(text):
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if sign == '"':
            new = _double(before, after, style, awaited)
        elif sign == "'":
            new = _single(before, after, style, awaited, closes_later=place + 1 < last)
        else:
            _stands_already(sign, after, style, awaited)
            continue
        if new:
            yield _Edit(place, place + 1, new)


def _opens(before: str, after: str, style: Typography) -> bool:
    begins = not before or before.isspace() or before in _OPEN
    begins = begins or before in (style.quotes[0], style.inner[0], '"', "'")
    return begins and bool(after) and not after.isspace() and after not in _AFTER_WORDS


def _double(before: str, after: str, style: Typography, awaited: _Awaited) -> str:
    open_already = awaited.doubles > 0
    if _opens(before, after, style) and not (open_already and before in "\"'" and before):
        marks = style.inner if open_already else style.quotes
        awaited.add('"', marks[1])
        return marks[0]
    if not open_already:
        return "" if before.isdigit() else style.quotes[1] if before else ""
    while awaited.mark != '"':
        awaited.close()
    return awaited.close()


def _single(
    before: str, after: str, style: Typography, awaited: _Awaited, *, closes_later: bool
) -> str:
    if awaited.mark == "'" and not after.isalnum():
        return awaited.close()
    if before.isdigit() and not after.isalpha():
        return ""
    may_open = style.single and after.isalpha() and _opens(before, after, style)
    if may_open and closes_later:
        awaited.add("'", style.inner[1])
        return style.inner[0]
    return _APOSTROPHE


def _stands_already(sign: str, after: str, style: Typography, awaited: _Awaited) -> None:
    """Count a mark that was printed before this text came here."""
    if sign == style.quotes[0]:
        awaited.add('"', style.quotes[1])
    elif sign == style.inner[0]:
        awaited.add("'" if style.single else '"', style.inner[1])
    elif sign == awaited.closing and not (sign == _APOSTROPHE and after.isalnum()):
        awaited.close()
