"""One ninjs object becomes an item, or is refused or skipped with its reason."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from stoppress.intake.body.document import Body, Offer, read_best, without_repeats
from stoppress.intake.bylines import read_byline, without_prefix
from stoppress.intake.item import (
    Hint,
    Item,
    ItemRejected,
    ItemSkipped,
    Name,
    Role,
    Status,
)
from stoppress.intake.languages import UNDETERMINED, lookup, tag_of
from stoppress.intake.ninjs.dates import read_date
from stoppress.intake.ninjs.pictures import pictures_of, place_pictures
from stoppress.intake.ninjs.properties import Properties, Text, last_word
from stoppress.intake.sections import (
    code_forms,
    mapped_section,
    own_section,
    section_name,
    section_slug,
    topics_of,
)
from stoppress.intake.text import one_line, plain_line, plain_text, shortened, words

LONGEST_URI = 500
LONGEST_HEADLINE = 255
_LONGEST_LINE = 120
_LONGEST_SOURCE = 160
_LONGEST_VERSION = 100
_MOST_PICKS = 40

_TEXT_TYPES = frozenset({"text", "composite"})
_OTHER_TYPES = words(
    "picture photo image graphic video audio event planning planningitem component package"
    " multimedia livestream poll"
)
_DECK_ROLES = words("subheadline subhead subheading deck subtitle subline secondary dek standfirst")
_LESS_THAN_HEADLINES = words("short alert sms push seo social kicker overline slug")
_AUTHOR_RELS = {
    "author": Role.AUTHOR,
    "by": Role.AUTHOR,
    "byline": Role.AUTHOR,
    "creator": Role.AUTHOR,
    "writer": Role.AUTHOR,
    "reporter": Role.AUTHOR,
    "photographer": Role.PHOTOGRAPHER,
    "translator": Role.TRANSLATOR,
}
_STATUSES = {
    "": Status.USABLE,
    "usable": Status.USABLE,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the newsroom adds to what an item says of itself.

    :param languages: codes of the editions, the default one first.
    :param time_zone: of dates that name none.
    :param now: the moment of the import, aware.
    :param section_map: codes and names of subjects and genres to slugs of sections.
    :param add_edition: the command that adds an edition, up to its language code.
    """

    languages: tuple[str, ...]
    time_zone: tzinfo
    now: datetime
    section_map: Mapping[str, str] = field(default_factory=dict)
    add_edition: str = "stoppress init --language"


def parse(given: Mapping[str, Any], defaults: Defaults) -> Item:
    """Read one ninjs object of any version from 1.3 to 3.1.

    :raises ItemRejected: when it cannot be taken as it is.
    :raises ItemSkipped: when it is no text.
    """
    item = Properties(given)
    _check_type(item)
    return _Reading(item, defaults).item(_digest(given))


def uri_of(given: Mapping[str, Any]) -> str:
    """The uri of a ninjs object, fit to be printed; empty when it has none."""
    return one_line(Properties(given).text("uri"))[:LONGEST_URI]


def _digest(given: Mapping[str, Any]) -> str:
    whole = json.dumps(given, sort_keys=True, separators=(",", ":"))
    digest = hashlib.blake2b(whole.encode(), digest_size=12).digest()
    return urlsafe_b64encode(digest).decode()


def _check_type(item: Properties) -> None:
    kind = last_word(item.text("type"))
    if kind in _TEXT_TYPES:
        return
    if not kind and (item.has("eventdetails") or item.has("plannedcoverage")):
        kind = "event" if item.has("eventdetails") else "planning"
    if kind in _OTHER_TYPES:
        raise ItemSkipped(f"type is {kind}; only text and composite become pieces")
    if last_word(item.text("pubstatus")) in ("canceled", "cancelled"):
        return
    headline = bool(item.texts("headlines"))
    words = bool(item.texts("bodies") or item.texts("descriptions"))
    if headline and words:
        return
    if kind:
        raise ItemSkipped(f"type is {kind[:40]}, which is no text, and no text is in it")
    if headline and item.has("renditions"):
        raise ItemSkipped("it has no type, no body and no description, but renditions: no text")
    if headline:
        raise ItemRejected(
            "bodies", "is missing, and so is a description", "A text needs one of the two."
        )
    if item.text("title").strip() and words:
        return
    if not words and item.has("renditions"):
        raise ItemSkipped("it has no type, no headline and no text, but renditions: no text")
    raise ItemRejected(
        "headlines", "is missing, and so is the type", "Give the item a headline, and type text."
    )


class _Reading:
    """One item while it is read; the warnings gather here."""

    def __init__(self, item: Properties, defaults: Defaults) -> None:
        self.given = item
        self.defaults = defaults
        self.warnings: list[str] = []

    def item(self, digest: str) -> Item:
        uri = self.uri()
        status = self.status()
        language, tag = self.language()
        body = self.body()
        headline = self.headline(body, status)
        deck = self.deck(headline) or (body.head.deck if body.head else "")
        byline = self.byline(body, tag)
        first, latest = self.dates()
        subjects = self.hints("subjects")
        section, slug, mapped = self.section(subjects)
        associations = list(self.given.objects("associations"))
        blocks = without_repeats(body.blocks, self.repeats(headline, deck, byline, body))
        blocks, pictures = place_pictures(blocks, pictures_of(self.given, associations))
        if status is not Status.CANCELED and not blocks:
            self.warnings.append("The item has no text: the piece is its headline alone.")
        return Item(
            uri=uri,
            digest=digest,
            language=language,
            headline=headline,
            status=status,
            version=self.version(),
            deck=deck,
            summary=self.summary(body),
            dateline=self.dateline(body),
            first_created=first,
            version_created=latest,
            embargoed_until=self.date("embargoeduntil"),
            expires=self.date("expires"),
            section=section,
            section_slug=slug,
            topics=topics_of(subjects, section, mapped),
            byline=byline,
            blocks=blocks,
            pictures=pictures,
            picks=self.picks(associations, uri),
            source=self.source(),
            urgency=self.urgency(),
            copyright=plain_text(
                self.given.text("copyrightnotice") or self.given.text("copyrightholder")
            ),
            usage_terms=plain_text(self.given.text("usageterms")),
            editor_note=plain_text(self.given.text("ednote")),
            warnings=tuple(self.warnings),
        )

    # what it is

    def uri(self) -> str:
        text = self.given.text("uri").strip()
        name = self.given.spelled("uri")
        if not text:
            raise ItemRejected(
                name, "is missing", "Every ninjs item needs one; it is how updates are known."
            )
        if one_line(text) != text:
            raise ItemRejected(
                name, "holds characters that cannot be seen, or is not on one line", "Remove them."
            )
        if len(text) > LONGEST_URI:
            raise ItemRejected(name, f"is longer than {LONGEST_URI} characters", "Shorten it.")
        return text

    def status(self) -> Status:
        word = last_word(self.given.text("pubstatus"))
        if word not in _STATUSES:
            raise ItemRejected(
                self.given.spelled("pubstatus"),
                f"is {word[:40]!r}, and it cannot be known whether the piece may be public",
                "Write usable, withheld or canceled.",
            )
        return _STATUSES[word]

    def language(self) -> tuple[str, str]:
        """The edition, and the tag of the text itself."""
        given = one_line(self.given.text("language"))
        default = self.defaults.languages[0]
        tag = tag_of(given) if given else default
        name = self.given.spelled("language")
        if tag is None:
            raise ItemRejected(
                name,
                f"is not a language code: {given[:40]!r}",
                "Write a BCP 47 code such as en, az or pt-BR, or leave it out.",
            )
        if tag in UNDETERMINED:
            return default, default
        edition = lookup(tag, self.defaults.languages)
        if edition is None:
            raise ItemRejected(
                name,
                f"is {tag}, and the newsroom has no such edition",
                f"Add it with `{self.defaults.add_edition} {tag}`, then import again.",
            )
        return edition, tag

    def version(self) -> str:
        return one_line(self.given.text("version"))[:_LONGEST_VERSION]

    # its words

    def headline(self, body: Body, status: Status) -> str:
        offered = [Text(t.field, t.role, plain_line(t.value)) for t in self.headlines()]
        best = (
            next((t for t in offered if t.role == "main"), None)
            or next((t for t in offered if t.role not in _DECK_ROLES | _LESS_THAN_HEADLINES), None)
            or (offered[0] if offered else None)
        )
        text = best.value if best else ""
        if not text and body.head:
            text = body.head.headline
        if not text and (title := plain_line(self.given.text("title"))):
            self.warnings.append("The item has no headline; its title was taken instead.")
            text = title
        if not text and status is not Status.CANCELED:
            raise ItemRejected(
                "headlines", "is missing or empty", "Every piece needs a headline; add one."
            )
        if len(text) > LONGEST_HEADLINE:
            self.warnings.append(
                f"The headline has {len(text)} characters and was cut to {LONGEST_HEADLINE}."
            )
        return shortened(text, LONGEST_HEADLINE)

    def headlines(self) -> list[Text]:
        return [text for text in self.given.texts("headlines") if plain_line(text.value)]

    def deck(self, headline: str) -> str:
        for text in self.given.texts("headlines"):
            if text.role in _DECK_ROLES:
                deck = plain_line(text.value)
                if deck and deck != headline:
                    return deck
        return ""

    def body(self) -> Body:
        for family in ("bodies", "descriptions"):
            texts = self.given.texts(family)
            offers = [Offer(text.field, text.value, text.role) for text in texts]
            body = read_best(offers)
            if body.blocks:
                self.warnings += body.left_out
                return body
        return Body()

    def summary(self, body: Body) -> str:
        for text in self.given.texts("descriptions"):
            if text.role != "caption" and (summary := plain_text(text.value)):
                return summary
        return body.head.abstract if body.head else ""

    def byline(self, body: Body, tag: str) -> tuple[Name, ...]:
        value = self.given.value("by")
        line = ", ".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else ""
        names = read_byline(line or self.given.text("by"), tag)
        people: dict[str, Name] = {}
        for person in self.given.objects("people"):
            role = _AUTHOR_RELS.get(last_word(person.text("rel")))
            name = plain_line(person.text("name"))
            if role and name:
                people.setdefault(name.casefold(), Name(shortened(name, 160), role))
        if not names and not people and body.head:
            return read_byline(body.head.byline, tag)
        named = {name.name.casefold() for name in names}
        others = [
            person
            for key, person in people.items()
            if key not in named and (not names or person.role is not Role.AUTHOR)
        ]
        return (*names, *others)

    def dateline(self, body: Body) -> str:
        line = plain_line(self.given.text("located")) or (body.head.dateline if body.head else "")
        return shortened(line, _LONGEST_LINE)

    def repeats(self, headline: str, deck: str, byline: tuple[Name, ...], body: Body) -> list[str]:
        line = plain_line(self.given.text("by")) or (body.head.byline if body.head else "")
        bare = without_prefix(line)
        return [
            headline,
            deck,
            line,
            bare,
            *(f"{prefix} {bare}" for prefix in ("by", "von", "par", "por") if bare),
            " ".join(name.name for name in byline),
            *(plain_line(text.value) for text in self.given.texts("headlines")),
            *((body.head.headline, body.head.deck) if body.head else ()),
        ]

    # its dates

    def date(self, name: str) -> datetime | None:
        moment, warning = read_date(
            self.given.value(name), self.given.spelled(name), self.defaults.time_zone
        )
        if warning:
            self.warnings.append(warning)
        return moment

    def dates(self) -> tuple[datetime | None, datetime | None]:
        """The date line, and when this version was made."""
        first, latest = self.date("firstcreated"), self.date("versioncreated")
        line = first or latest
        if line is None:
            line = self.date("contentcreated")
            taken = "contentCreated" if line else "the time of the import"
            self.warnings.append(
                f"The item has neither firstCreated nor versionCreated; its date line is {taken}."
            )
        if line and line > self.defaults.now + timedelta(hours=1):
            self.warnings.append(f"The date line lies in the future: {line.isoformat()}.")
        return line, latest

    # where it belongs

    def hints(self, name: str) -> list[Hint]:
        found = []
        for subject in self.given.objects(name):
            codes: dict[str, None] = {}
            for key in ("uri", "code", "literal", "qcode"):
                scheme = subject.text("scheme") if key == "code" else ""
                codes.update(dict.fromkeys(code_forms(subject.text(key), scheme)))
            title = plain_line(subject.text("name"))
            found.append(Hint(last_word(subject.text("rel")), title, tuple(codes)))
        return found

    def section(self, subjects: list[Hint]) -> tuple[str, str, str]:
        """Title and slug of the section, and the name of the hint that led to it."""
        own = own_section(subjects)
        if own is not None:
            if not own.name:
                slug, _name = mapped_section([own], self.defaults.section_map)
                if slug:
                    return "", slug, ""
            title = shortened(section_name(own), LONGEST_HEADLINE)
            if title:
                return title, section_slug(own), title
        hints = subjects + self.hints("genres")
        slug, name = mapped_section(hints, self.defaults.section_map)
        return "", slug, name

    def picks(self, associations: list[Properties], own: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for association in associations:
            rel = last_word(association.text("rel"))
            name = last_word(association.text("name"))
            uri = one_line(association.text("uri"))
            if (rel == "readalso" or (not rel and name.startswith("readalso"))) and uri:
                found[uri] = None
        found.pop(own, None)
        return tuple(uri for uri in found if len(uri) <= LONGEST_URI)[:_MOST_PICKS]

    def source(self) -> str:
        names = [plain_line(s.text("name")) for s in self.given.objects("infosources")]
        return shortened(", ".join(dict.fromkeys(n for n in names if n)), _LONGEST_SOURCE)

    def urgency(self) -> int | None:
        value = self.given.value("urgency")
        if value is None or value == "":
            return None
        try:
            number = round(float(value))
        except (TypeError, ValueError, OverflowError):
            number = 0
        if not 1 <= number <= 9:
            self.warnings.append("urgency is no number from 1 to 9 and was left out.")
            return None
        return number
