"""Cleaning text of unknown origin: what cannot be seen goes, what was written stays."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

# Never visible, and used to hide or to turn round what is: controls (C0 without tab and line
# ends, C1), surrogates, noncharacters, tag characters, zero-width space and word joiner, byte
# order mark, annotation marks, bidirectional embeddings, overrides and isolates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f]"
)
_BIDI_MARKS = re.compile("[\u061c\u200e\u200f]")
_SOFT_HYPHEN = "\u00ad"
# Joiners shape letters of Arabic, Indic and other scripts, and emoji; elsewhere they only hide.
_IDLE_JOINER = re.compile(
    "(?<![\u0600-\u1fff\u2600-\U0001faff\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u1fff\u2600-\U0001faff])"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_FIXED = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(rf"[ \t\n]+[ \t\n{_FIXED}]*|[{_FIXED}]+[ \t\n]+")
_EDGES = " \t\n\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|cite|code|div|em|embed|font|form|h[1-6]|head|hr"
    r"|html|i|iframe|img|input|ins|li|link|mark|meta|object|ol|p|q|s|script|small|span|strong"
    r"|style|sub|sup|svg|table|td|th|title|tr|u|ul|video|audio)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"<(?:br|p|div|li|h[1-6]|tr)\b[^<>]*>|</(?:p|div|li|h[1-6]|tr)>", re.IGNORECASE
)
_strip_tags = nh3.Cleaner(
    tags=set(), clean_content_tags={"script", "style", "title", "head", "svg", "template"}
).clean


def clean(text: str) -> str:
    """``text`` without what cannot be seen; line ends are line feeds, letters are composed."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _IDLE_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """``text`` cleaned, on one line, without marks of direction, with single spaces.

    Spaces that do not break stay where they stand alone, as in « mot ».
    """
    text = _BIDI_MARKS.sub("", clean(text)).replace(_SOFT_HYPHEN, "")
    return _SPACES.sub(" ", text).strip(_EDGES)


def without_markup(text: str) -> str:
    """``text`` of a property that should be plain: tags gone, entities read."""
    if _TAG.search(text):
        text = _strip_tags(_BLOCK_TAG.sub(lambda tag: " " + tag[0], text))
        text = html.unescape(text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return text


def plain_line(text: str) -> str:
    """A headline, name or other single line: no markup, nothing hidden, single spaces."""
    return one_line(without_markup(text))


def plain_text(text: str) -> str:
    """A text of several lines without markup; at most one empty line between paragraphs."""
    lines = [one_line(line) for line in clean(without_markup(text)).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(text: str, longest: int) -> str:
    """``text``, or what of it fits into ``longest`` characters, cut between words."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head, space, _rest = cut.rpartition(" ")
    return (head if space and len(head) > longest // 2 else cut).rstrip(_EDGES + ",;:–—-") + "…"


def fitted(text: str, longest: int, what: str, warnings: list[str]) -> str:
    """``text`` as ``shortened`` gives it; that it was cut is added to ``warnings``."""
    if len(text) > longest:
        warnings.append(f"The {what} has {len(text)} characters and was cut to {longest}.")
    return shortened(text, longest)


def sameness(text: str) -> str:
    """Only the letters and digits of ``text``, without case: equal for texts that read alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def words(text: str) -> frozenset[str]:
    """The words of ``text``, as a table of them."""
    return frozenset(text.split())
