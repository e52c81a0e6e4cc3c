"""The properties of ninjs objects under the names of every version.

Up to 1.6 they are lower case and singular, and texts have patterned names (``body_html``); from
2.0 texts and concepts are arrays; from 3.0 names are camel case. Feeds mix these, so a property
is found whatever its case, and under each of its names. Superdesk has names of its own: ``guid``
for ``uri``, ``authors``, ``service``, ``source``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stoppress.intake.json_object import Ambiguous, refuse_twice
from stoppress.intake.text import one_line, words

#: Names of one property: today's first, in lower case.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "altids": ("altids",),
    "by": ("by", "byline"),
    "embargoeduntil": ("embargoeduntil", "embargoed"),
    "genres": ("genres", "genre"),
    "infosources": ("infosources", "infosource", "source"),
    "people": ("people", "person"),
    "services": ("services", "service"),
    "standard": ("standard", "$standard"),
    "subjects": ("subjects", "subject"),
    "uri": ("uri", "guid"),
}

#: Properties whose content becomes part of the article.
READ = words(
    "associations authors bodies by byline copyrightholder copyrightnotice descriptions ednote"
    " embargoed embargoeduntil expires firstcreated contentcreated genre genres guid headline"
    " headlines infosource infosources language located people person pubstatus renditions service"
    " services source subject subjects title type urgency uri usageterms version versioncreated"
    " eventdetails plannedcoverage"
)

#: Properties that say nothing a newspaper's page shows.
NOT_READ = words(
    "$standard standard altids charcount wordcount digitalsourcetype event events mimetype object"
    " objects organisation organisations place places profile representationtype rightsinfo"
    " slugline trustindicator trustindicators"
)

#: Families of texts: before 2.0 ``<stem>_<role or form>``, from 2.0 the array.
FAMILIES: dict[str, str] = {
    "bodies": "body",
    "descriptions": "description",
    "headlines": "headline",
}

_FORM_WORDS = words("html html5 xhtml xml nitf plain richtext rich txt")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """One headline, body or description.

    :param field: the property it stands in, as the item spells it.
    :param role: one lower-case word, empty when not said.
    """

    field: str
    role: str
    value: str


class Properties:
    """The properties of one ninjs object.

    :param name: its name, when it gives none itself.
    """

    def __init__(self, given: Mapping[str, Any], name: str = "") -> None:
        self._given: dict[str, Any] = {}
        self._spelled: dict[str, str] = {}
        self._twice = given.differing if isinstance(given, Ambiguous) else frozenset[str]()
        for spelled, value in given.items():
            if value is not None:
                key = spelled.lower()
                self._given.setdefault(key, value)
                self._spelled.setdefault(key, spelled)
        if name and not self._given.get("name"):
            self._given["name"] = name

    def value(self, name: str) -> Any:
        """The value of a property under any of its names; ``None`` when absent or null.

        Raises ItemRejected when it stands there twice, with different values.
        """
        for synonym in SYNONYMS.get(name, (name,)):
            if synonym in self._given:
                return self._one(synonym)
        return None

    def _one(self, key: str) -> Any:
        """The value of ``key``, if it has but one."""
        if self._spelled.get(key) in self._twice:
            raise refuse_twice(self._spelled[key])
        return self._given.get(key)

    def has(self, name: str) -> bool:
        """Whether the object has the property."""
        return self.value(name) is not None

    def spelled(self, name: str) -> str:
        """The property's name as this object spells it."""
        for synonym in SYNONYMS.get(name, (name,)):
            if synonym in self._spelled:
                return one_line(self._spelled[synonym])
        return name

    def text(self, name: str) -> str:
        """The value of a property that is a text; numbers count as their digits."""
        return as_text(self.value(name))

    def objects(self, name: str) -> Iterator[Properties]:
        """The objects of an array, or the values of an object (associations before 2.0).

        Each has its key in that object, or its own name, as ``name``.
        """
        value = self.value(name)
        if isinstance(value, list):
            for entry in value:
                if isinstance(entry, str):
                    yield Properties({"name": entry})
                elif isinstance(entry, dict):
                    yield Properties(entry)
        elif isinstance(value, dict):
            entries = [(key, entry) for key, entry in value.items() if isinstance(entry, dict)]
            if not entries and value:
                yield Properties(value)
            for key, entry in entries:
                yield Properties(entry, name=key)

    def texts(self, family: str) -> list[Text]:
        """All texts of a family (``bodies``, ``descriptions``, ``headlines``), in order."""
        stem = FAMILIES[family]
        found: list[Text] = []
        for key in (stem, family):
            found += _texts_of(self._one(key), self._spelled.get(key, key), stem, key)
        for key in self._given:
            if key.startswith(f"{stem}_"):
                text = as_text(self._one(key))
                if text.strip():
                    role = _role(key[len(stem) + 1 :], form_words=True)
                    found.append(Text(one_line(self._spelled[key]), role, text))
        return found


def as_text(value: Any) -> str:
    """A text, or a number's digits; anything else is no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def last_word(name: str) -> str:
    """The last part of a role, relation or type that may be a URI, as one lower-case word."""
    return _role(name)


def _texts_of(value: Any, spelled: str, stem: str, key: str) -> list[Text]:
    if isinstance(value, str):
        role = "main" if key == stem else ""
        return [Text(spelled, role, value)] if value.strip() else []
    if isinstance(value, dict):
        if "value" in value:
            value = [value]
        else:
            value = [{"role": role, "value": text} for role, text in value.items()]
    found = []
    for number, entry in enumerate(value if isinstance(value, list) else [], start=1):
        properties = Properties(entry if isinstance(entry, dict) else {"value": entry})
        text = properties.text("value")
        if text.strip():
            found.append(Text(f"{spelled}[{number}]", _role(properties.text("role")), text))
    return found


def _role(name: str, *, form_words: bool = False) -> str:
    last = re.split(r"[/#:]", one_line(name[:200]).lower().rstrip("/#:"))[-1]
    words = [word for word in _NOT_WORD.split(last) if word]
    if form_words:
        words = [word for word in words if word not in _FORM_WORDS]
    return "".join(words)
