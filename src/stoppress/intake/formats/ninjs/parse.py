"""One ninjs object becomes an item, or is refused or skipped with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from stoppress.intake.body.document import without_repeats
from stoppress.intake.dates import read_date
from stoppress.intake.defaults import Defaults
from stoppress.intake.formats.ninjs.kind import check_kind
from stoppress.intake.formats.ninjs.pictures import pictures_of
from stoppress.intake.formats.ninjs.place import hints_of, picks_of, section_of
from stoppress.intake.formats.ninjs.properties import Properties, last_word
from stoppress.intake.formats.ninjs.wording import Wording
from stoppress.intake.item import LONGEST_URI, Item, ItemRejected, Status
from stoppress.intake.languages import UNDETERMINED, edition_for, tag_of
from stoppress.intake.pictures import place_pictures
from stoppress.intake.sections import topics_of
from stoppress.intake.text import fitted, one_line, plain_name, plain_text
from stoppress.intake.versions import digest_of

_LONGEST_SOURCE = 160
_LONGEST_VERSION = 100

_STATUSES = {
    "": Status.USABLE,
    "usable": Status.USABLE,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
}


def parse(given: Mapping[str, Any], defaults: Defaults) -> Item:
    """Read one ninjs object of any version from 1.3 to 3.1.

    Raises ItemRejected when it cannot be taken as it is.
    Raises ItemSkipped when it is no text.
    """
    item = Properties(given)
    check_kind(item)
    return _Reading(item, defaults).item(digest_of(given))


def uri_of(given: Mapping[str, Any]) -> str:
    """The uri of a ninjs object, fit to be printed; empty when it has none, or two."""
    try:
        return one_line(Properties(given).text("uri"))[:LONGEST_URI]
    except ItemRejected:
        return ""


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
        wording = Wording(self.given, self.warnings)
        body = wording.body()
        headline = wording.headline(body, status)
        deck = wording.deck(headline) or (body.head.deck if body.head else "")
        byline = wording.byline(body, tag)
        first, latest = self.dates()
        subjects = hints_of(self.given, "subjects")
        section, slug, mapped = section_of(
            self.given, subjects, self.defaults.section_map, language
        )
        associations = list(self.given.objects("associations"))
        blocks = without_repeats(body.blocks, wording.repeats(headline, deck, byline, body))
        blocks, pictures = place_pictures(
            blocks, pictures_of(self.given, associations, self.warnings)
        )
        if status is not Status.CANCELED and not blocks:
            self.warnings.append("The item has no text: the article is its headline alone.")
        return Item(
            uri=uri,
            digest=digest,
            language=language,
            headline=headline,
            status=status,
            version=self.version(),
            deck=deck,
            summary=wording.summary(body),
            dateline=wording.dateline(body),
            first_created=first,
            version_created=latest,
            embargoed_until=self.date("embargoeduntil"),
            expires=self.date("expires"),
            section=section,
            section_slug=slug,
            topics=topics_of(subjects, section, mapped, language=language, warnings=self.warnings),
            byline=byline,
            blocks=blocks,
            pictures=pictures,
            picks=picks_of(associations, uri),
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
                f"is {word[:40]!r}, and it cannot be known whether the article may be public",
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
        edition = edition_for(tag, self.defaults.languages)
        if edition is None:
            raise ItemRejected(
                name,
                f"is {tag}, and the newsroom has no such edition",
                f"Add it with `{self.defaults.add_edition} {tag}`, then import again.",
            )
        return edition, tag

    def version(self) -> str:
        return one_line(self.given.text("version"))[:_LONGEST_VERSION]

    # its dates

    def date(self, name: str) -> datetime | None:
        at, warning = read_date(
            self.given.value(name), self.given.spelled(name), self.defaults.time_zone
        )
        if warning:
            self.warnings.append(warning)
        return at

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
        return line, latest

    def source(self) -> str:
        names = [plain_name(s.text("name")) for s in self.given.objects("infosources")]
        names = names or [plain_name(self.given.text("infosources"))]
        line = ", ".join(dict.fromkeys(n for n in names if n))
        return fitted(line, _LONGEST_SOURCE, "source", self.warnings)

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
