"""Items of every version of ninjs, with the same content, and a short way to read one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from stoppress.intake.defaults import Defaults
from stoppress.intake.formats.ninjs.parse import parse
from stoppress.intake.item import Item

BAKU = ZoneInfo("Asia/Baku")
NOW = datetime(2026, 5, 30, 12, 0, tzinfo=UTC)
DEFAULTS = Defaults(
    languages=("en", "az", "ar"),
    time_zone=BAKU,
    now=NOW,
    section_map={"medtop:04000000": "economy", "Weather": "weather", "genre:Opinion": "opinion"},
    add_edition="stoppress --home paper init --language",
)

LOWER_SINGULAR = ("1.3", "1.4", "1.5", "1.6")
LOWER_ARRAYS = ("2.0", "2.1", "2.2")
CAMEL = ("3.0", "3.1")
VERSIONS = LOWER_SINGULAR + LOWER_ARRAYS + CAMEL

BODY = "<p>The ferry returned on Monday.</p><h2>At the quay</h2><p>Twenty people waited.</p>"


def ferry(version: str = "3.1", **changes: Any) -> dict[str, Any]:
    """The same full text item as ninjs ``version`` spells it; ``changes`` replace properties.

    A change to ``None`` takes the property away.
    """
    if version in LOWER_SINGULAR:
        item: dict[str, Any] = _lower_singular(version)
    elif version in LOWER_ARRAYS:
        item = _lower_arrays(version)
    else:
        item = _camel(version)
    item.update(changes)
    return {name: value for name, value in item.items() if value is not None}


def plain_item(**changes: Any) -> dict[str, Any]:
    """The smallest 3.1 item that is a piece."""
    item = {
        "uri": "urn:example:1",
        "type": "text",
        "versionCreated": "2026-05-30T08:09:00Z",
        "headlines": [{"value": "Ferry returns"}],
        "bodies": [{"value": BODY, "contentType": "text/html"}],
    }
    item.update(changes)
    return {name: value for name, value in item.items() if value is not None}


def read(given: dict[str, Any]) -> Item:
    """Parse with the tests' newsroom."""
    return parse(given, DEFAULTS)


def body_of(markup: str) -> list[tuple[str, Any]]:
    """The blocks of an item with this body."""
    return [(b.type, b.value) for b in read(plain_item(bodies=[{"value": markup}])).blocks]


def _lower_singular(version: str) -> dict[str, Any]:
    item = {
        "uri": "urn:example:ferry",
        "type": "text",
        "version": "2",
        "firstcreated": "2026-05-30T08:09:00Z",
        "versioncreated": "2026-05-30T09:30:00Z",
        "embargoed": "2026-05-30T10:00:00Z",
        "pubstatus": "usable",
        "urgency": 4,
        "copyrightnotice": "Copyright Example Agency",
        "usageterms": "Not for resale",
        "ednote": "Desk: check the timetable",
        "language": "en-GB",
        "byline": "By Ann Lee and Bo Ek, Reuters",
        "located": "Old Harbour",
        "headline": "Ferry returns",
        "headline_deck": "A first crossing since March",
        "body_text": "The ferry returned on Monday.",
        "body_xhtml": BODY,
        "description_text": "The ferry is back.",
        "subject": [{"name": "Harbour", "rel": "section"}, {"name": "Ferries"}],
        "infosource": [{"name": "Example Agency"}],
        "associations": {
            "quay": {
                "uri": "urn:example:quay",
                "type": "picture",
                "byline": "Cy Dow",
                "headline": "The quay",
                "description_text": "The quay at noon.",
                "renditions": {
                    "small": {"href": "pictures/quay-s.jpg", "mimetype": "image/jpeg", "width": 9},
                    "main": {"href": "pictures/quay.jpg", "mimetype": "image/jpeg", "width": 900},
                },
            },
            "readAlso_1": {"uri": "urn:example:tide", "type": "text"},
        },
    }
    if version != "1.3":
        item["expires"] = "2027-05-30T00:00:00Z"
    return item


def _lower_arrays(version: str) -> dict[str, Any]:
    item = {
        **{
            name: value
            for name, value in _lower_singular(version).items()
            if name not in {"byline", "subject", "infosource", "headline", "headline_deck"}
            and not name.startswith(("body_", "description_"))
        },
        "by": "By Ann Lee and Bo Ek, Reuters",
        "headlines": [
            {"role": "deck", "value": "A first crossing since March"},
            {"role": "main", "value": "Ferry returns", "contenttype": "text/plain"},
        ],
        "bodies": [
            {"role": "main", "contenttype": "text/plain", "value": "The ferry returned."},
            {"role": "richtext", "contenttype": "body_xhtml", "value": BODY},
        ],
        "descriptions": [{"contenttype": "text/plain", "value": "The ferry is back."}],
        "subjects": [{"name": "Harbour", "rel": "section"}, {"name": "Ferries"}],
        "infosources": [{"name": "Example Agency"}],
        "associations": [
            {
                "name": "quay",
                "uri": "urn:example:quay",
                "type": "picture",
                "by": "Cy Dow",
                "headlines": [{"value": "The quay"}],
                "descriptions": [{"value": "The quay at noon."}],
                "renditions": [
                    {"name": "small", "href": "pictures/quay-s.jpg", "width": 9},
                    {
                        "name": "main",
                        "href": "pictures/quay.jpg",
                        "contenttype": "image/jpeg",
                        "width": 900,
                    },
                ],
            },
            {"name": "readAlso", "uri": "urn:example:tide", "type": "text"},
        ],
    }
    if version == "2.0":
        item.pop("expires")
    return item


_CAMEL = {
    "contenttype": "contentType",
    "copyrightnotice": "copyrightNotice",
    "ednote": "edNote",
    "embargoed": "embargoedUntil",
    "firstcreated": "firstCreated",
    "infosources": "infoSources",
    "pubstatus": "pubStatus",
    "usageterms": "usageTerms",
    "versioncreated": "versionCreated",
}


def _camel(version: str) -> dict[str, Any]:
    item: dict[str, Any] = _renamed(_lower_arrays(version))
    item["standard"] = {"name": "ninjs", "version": version}
    item["associations"][1] = {
        "name": "Tide table",
        "rel": "readAlso",
        "uri": "urn:example:tide",
        "type": "text",
    }
    return item


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_CAMEL.get(name, name): _renamed(entry) for name, entry in value.items()}
    return [_renamed(entry) for entry in value] if isinstance(value, list) else value
