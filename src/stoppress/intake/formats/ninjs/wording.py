"""The words of a ninjs object: headline, deck, body, summary, byline, dateline."""

from __future__ import annotations

from stoppress.intake.body.document import Body, Offer, read_best
from stoppress.intake.bylines import read_byline, with_people, without_prefix
from stoppress.intake.formats.ninjs.properties import Properties, Text, last_word
from stoppress.intake.item import LONGEST_HEADLINE, ItemRejected, Name, Role, Status
from stoppress.intake.text import fitted, plain_line, plain_name, plain_text, shortened, words

_LONGEST_DATELINE = 120
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


class Wording:
    """Reads the words of one object.

    :param warnings: where it is said what was left out or taken instead.
    """

    def __init__(self, given: Properties, warnings: list[str]) -> None:
        self.given = given
        self.warnings = warnings

    def headline(self, body: Body, status: Status) -> str:
        """The headline of the article, cut to what the newsroom has room for."""
        offered = [Text(t.field, t.role, plain_line(t.value)) for t in self._headlines()]
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
                "headlines", "is missing or empty", "Every article needs a headline; add one."
            )
        return fitted(text, LONGEST_HEADLINE, "headline", self.warnings)

    def _headlines(self) -> list[Text]:
        return [text for text in self.given.texts("headlines") if plain_line(text.value)]

    def deck(self, headline: str) -> str:
        """The line below the headline; empty when there is none."""
        for text in self.given.texts("headlines"):
            if text.role in _DECK_ROLES:
                deck = plain_line(text.value)
                if deck and deck != headline:
                    return deck
        return ""

    def body(self) -> Body:
        """The blocks of the best text there is; of a description when there is no body."""
        for family in ("bodies", "descriptions"):
            texts = self.given.texts(family)
            offers = [Offer(text.field, text.value, text.role) for text in texts]
            body = read_best(offers)
            if body.blocks:
                self.warnings += body.left_out
                return body
        return Body()

    def summary(self, body: Body) -> str:
        """A description in plain words."""
        for text in self.given.texts("descriptions"):
            if text.role != "caption" and (summary := plain_text(text.value)):
                return summary
        return body.head.abstract if body.head else ""

    def byline(self, body: Body, tag: str) -> tuple[Name, ...]:
        """Who did what; ``tag`` is the language of the text."""
        value = self.given.value("by")
        line = ", ".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else ""
        line = line or self.given.text("by")
        people = self._people()
        if not line and not people and body.head:
            line = body.head.byline
        return with_people(read_byline(line, tag, tuple(p.name for p in people)), people)

    def _people(self) -> tuple[Name, ...]:
        """Who did what, as the item gives it apart from the byline."""
        people: dict[str, Name] = {}
        for person in (*self.given.objects("people"), *self.given.objects("authors")):
            role = _AUTHOR_RELS.get(last_word(person.text("rel") or person.text("role")))
            name = plain_name(person.text("name"))
            if role and name:
                people.setdefault(name.casefold(), Name(shortened(name, 160), role))
        return tuple(people.values())

    def dateline(self, body: Body) -> str:
        """Where it was written."""
        line = plain_line(self.given.text("located")) or (body.head.dateline if body.head else "")
        return fitted(line, _LONGEST_DATELINE, "dateline", self.warnings)

    def repeats(self, headline: str, deck: str, byline: tuple[Name, ...], body: Body) -> list[str]:
        """Lines that the body shall not say again."""
        line = plain_name(self.given.text("by")) or (body.head.byline if body.head else "")
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
