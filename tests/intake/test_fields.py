"""Every field of every version of ninjs becomes what the reference says."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stoppress.intake.formats.ninjs.properties import FAMILIES, NOT_READ, READ
from stoppress.intake.item import Item, ItemRejected, ItemSkipped, Name, Role, Status
from stoppress.intake.json_object import decode
from tests.intake.items import LOWER_SINGULAR, VERSIONS, ferry, plain_item, read

STANDARDS = Path(__file__).resolve().parents[3] / "shared" / "standards"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_gives_the_same_piece(version: str) -> None:
    item = read(ferry(version))
    assert item.uri == "urn:example:ferry"
    assert item.language == "en"
    assert item.headline == "Ferry returns"
    assert item.deck == "A first crossing since March"
    assert item.summary == "The ferry is back."
    assert item.dateline == "Old Harbour"
    assert item.version == "2"
    assert item.status is Status.USABLE
    assert item.first_created == datetime(2026, 5, 30, 8, 9, tzinfo=UTC)
    assert item.changed == datetime(2026, 5, 30, 9, 30, tzinfo=UTC)
    assert item.embargoed_until == datetime(2026, 5, 30, 10, 0, tzinfo=UTC)
    if version not in ("1.3", "2.0"):
        assert item.expires == datetime(2027, 5, 30, tzinfo=UTC)
    assert item.section == "Harbour"
    assert item.topics == ("Ferries",)
    assert item.byline == (
        Name("Ann Lee"),
        Name("Bo Ek"),
        Name("Reuters", Role.AGENCY),
    )
    assert [block.type for block in item.blocks] == ["paragraph", "subhead", "paragraph"]
    assert item.urgency == 4
    assert item.copyright == "Copyright Example Agency"
    assert item.usage_terms == "Not for resale"
    assert item.editor_note == "Desk: check the timetable"
    assert item.source == "Example Agency"
    assert item.picks == ("urn:example:tide",)
    (picture,) = item.pictures
    assert picture.files == ("pictures/quay.jpg", "pictures/quay-s.jpg")
    assert (picture.alt, picture.caption, picture.credit) == (
        "The quay",
        "The quay at noon.",
        "Cy Dow",
    )
    assert item.warnings == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_our_items_are_valid_and_all_names_of_the_schema_are_known(version: str) -> None:
    file = STANDARDS / f"ninjs-schema_{version}.json"
    if not file.exists():
        pytest.skip(f"{file} is absent; the items were not checked against the schema")
    schema = json.loads(file.read_text())
    inner = schema if "properties" in schema else schema["$defs"]["ninjsType"]
    names = {name.lower() for name in inner["properties"]}
    assert names <= READ | NOT_READ
    item = ferry(version)
    if version in LOWER_SINGULAR:
        stems = tuple(f"{stem}_" for stem in FAMILIES.values())
        assert set(schema["patternProperties"]) == {f"^{stem}[a-zA-Z0-9_]+" for stem in stems}
        assert {n for n in item if not n.startswith(stems)} <= set(inner["properties"])
    else:
        assert set(item) <= set(inner["properties"])


DELL = (
    "Dell Redefines Workstation Computing Boundaries with Smallest Tower and Most Powerful"
    " Rack Workstations"
)
EXPECTED: dict[str, Any] = {
    "001": ("Captain of wrecked cruise ship on trial in Italy", 1),
    "002": ItemRejected,
    "003": (DELL, 1),
    "004": ("Captain of wrecked cruise ship on trial in Italy", 4),
    "005": ("Captain of wrecked cruise ship on trial in Italy", 4),
    "006": ItemSkipped,
    "007": ("Captain of wrecked cruise ship on trial in Italy", 4),
    "008": ItemSkipped,
}


def test_the_examples_of_the_standard_are_read() -> None:
    files = sorted((STANDARDS / "examples").glob("*.json"))
    if not files:
        pytest.skip("the standard's examples are absent; they were not read")
    for file in files:
        expected = EXPECTED[file.name.split("-")[2][:3]]
        given = json.loads(file.read_text())
        if isinstance(expected, tuple):
            item = read(given)
            assert (item.headline, len(item.blocks)) == expected, file.name
            if "001" in file.name:
                assert [n.name for n in item.byline] == ["Paulo Santalucia", "Frances d'Emilio"]
            if "007" in file.name:
                assert [len(p.files) for p in item.pictures] == [2, 2]
                assert item.pictures[0].credit == "Paulo Santalucia"
        else:
            with pytest.raises(expected):
                read(given)


TWICE = (
    '"uri": "urn:a", "type": "text", "headline": "Ferry returns", "body_text": "Twenty waited.",'
    ' "versioncreated": "2026-05-30T08:09:00Z"'
)


def field(name: str, item: Item) -> Any:
    return getattr(item, name)


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        # headline
        ({"headlines": [{"role": "short", "value": "S"}, {"value": "Long"}]}, "headline", "Long"),
        ({"headlines": [{"value": "First"}, {"role": "MAIN", "value": "M"}]}, "headline", "M"),
        ({"headlines": [{"role": "main", "value": " "}, {"value": "B"}]}, "headline", "B"),
        ({"headlines": ["Bare"]}, "headline", "Bare"),
        ({"headlines": None, "headline_web": "Patterned"}, "headline", "Patterned"),
        ({"headlines": None, "headline": "Old", "headline_main": "No"}, "headline", "Old"),
        ({"headlines": None, "title": "Title"}, "headline", "Title"),
        ({"headlines": [{"value": "AT&amp;T &#8220;up&#8221;"}]}, "headline", "AT&T “up”"),
        ({"headlines": [{"value": "<b>Bold</b> <i>move</i>"}]}, "headline", "Bold move"),
        ({"headlines": [{"value": "5 < 6 and a<b"}]}, "headline", "5 < 6 and a<b"),
        ({"headlines": [{"value": "« Le mot »"}]}, "headline", "« Le mot »"),
        # deck
        ({"headlines": [{"value": "A"}, {"role": "subtitle", "value": "B"}]}, "deck", "B"),
        ({"headlines": [{"value": "A"}, {"role": "sub-headline", "value": "B"}]}, "deck", "B"),
        ({"headlines": [{"value": "A"}, {"role": "other", "value": "B"}]}, "deck", ""),
        ({"headlines": None, "headline": "A", "headline_subtitle": "B"}, "deck", "B"),
        # type
        ({"type": None}, "headline", "Ferry returns"),
        ({"type": "composite"}, "headline", "Ferry returns"),
        ({"type": "Text"}, "headline", "Ferry returns"),
        ({"type": "article"}, "headline", "Ferry returns"),
        # body
        ({"bodies": None, "descriptions": [{"value": "D"}]}, "summary", "D"),
        # language
        ({"language": None}, "language", "en"),
        ({"language": "AZ"}, "language", "az"),
        ({"language": "az-Latn-AZ"}, "language", "az"),
        ({"language": "en_US"}, "language", "en"),
        ({"language": "eng"}, "language", "en"),
        ({"language": "und"}, "language", "en"),
        # section
        ({"subjects": [{"name": "Sea", "rel": "Section"}]}, "section", "Sea"),
        ({"subjects": [{"rel": "section", "uri": "http://x/s/old-town"}]}, "section", "Old town"),
        (
            {"subjects": [{"name": "Sea", "rel": "section", "literal": "sea"}]},
            "section_slug",
            "sea",
        ),
        ({"subjects": [{"uri": "medtop:04000000"}]}, "section_slug", "economy"),
        (
            {"subjects": [{"uri": "http://cv.iptc.org/newscodes/mediatopic/04000000"}]},
            "section_slug",
            "economy",
        ),
        ({"subject": [{"code": "04000000", "scheme": "medtop"}]}, "section_slug", "economy"),
        ({"subject": [{"code": "04000000"}]}, "section_slug", "economy"),
        ({"subjects": [{"name": "weather"}]}, "section_slug", "weather"),
        (
            {"genres": [{"uri": "http://cv.iptc.org/newscodes/genre/Opinion"}]},
            "section_slug",
            "opinion",
        ),
        ({"subjects": [{"name": "Other"}]}, "section_slug", ""),
        # topics
        (
            {"subjects": [{"name": "A"}, {"name": "a"}, {"name": "B", "rel": "derived"}]},
            "topics",
            ("A",),
        ),
        # people
        (
            {
                "by": None,
                "people": [{"name": "Ann Lee", "rel": "author"}, {"name": "X", "rel": "about"}],
            },
            "byline",
            (Name("Ann Lee"),),
        ),
        (
            {"by": "Ann Lee", "people": [{"name": "Cy Dow", "rel": "photographer"}]},
            "byline",
            (Name("Ann Lee"), Name("Cy Dow", Role.PHOTOGRAPHER)),
        ),
        # others
        ({"urgency": "5"}, "urgency", 5),
        ({"urgency": 77}, "urgency", None),
        ({"version": 3}, "version", "3"),
        ({"pubStatus": "Withheld"}, "status", Status.WITHHELD),
        ({"pubstatus": "stat:canceled"}, "status", Status.CANCELED),
        ({"copyrightHolder": "Holder"}, "copyright", "Holder"),
        ({"expires": ""}, "expires", None),
    ],
)
def test_field(changes: dict[str, Any], name: str, value: Any) -> None:
    assert field(name, read(plain_item(**changes))) == value


def test_a_missing_body_is_replaced_by_the_description() -> None:
    item = read(plain_item(bodies=None, descriptions=[{"value": "One.\n\nTwo."}]))
    assert [block.value for block in item.blocks] == ["<p>One.</p>", "<p>Two.</p>"]


def test_the_date_line_is_the_first_creation_or_else_the_version() -> None:
    item = read(plain_item(versionCreated="2026-05-30T12:09:00+04:00"))
    assert item.first_created == datetime(2026, 5, 30, 8, 9, tzinfo=UTC)
    assert item.changed is None


def test_dates_without_zone_are_the_newsrooms_with_a_warning() -> None:
    item = read(plain_item(versionCreated="2026-05-30T12:09:00"))
    assert item.first_created == datetime(2026, 5, 30, 8, 9, tzinfo=UTC)
    assert "no time zone" in item.warnings[0]
    day = read(plain_item(versionCreated="2026-05-30"))
    assert day.first_created == datetime(2026, 5, 29, 20, 0, tzinfo=UTC)


def test_an_item_without_any_date_is_taken_with_a_warning() -> None:
    item = read(plain_item(versionCreated=None))
    assert item.first_created is None
    assert "the time of the import" in item.warnings[0]


@pytest.mark.parametrize(
    ("changes", "field_name"),
    [
        ({"uri": None}, "uri"),
        ({"uri": "  "}, "uri"),
        ({"uri": "a\x00b"}, "uri"),
        ({"uri": "a\tb"}, "uri"),
        ({"uri": "a\u202eb"}, "uri"),
        ({"uri": "x" * 501}, "uri"),
        ({"headlines": None}, "headlines"),
        ({"headlines": [{"value": "\u200b"}]}, "headlines"),
        ({"headlines": [{"value": "<script>x</script>"}]}, "headlines"),
        ({"type": None, "headlines": None}, "headlines"),
        ({"type": None, "bodies": None}, "bodies"),
        ({"language": "xx"}, "language"),
        ({"language": "english (us)"}, "language"),
        ({"versionCreated": "yesterday"}, "versionCreated"),
        ({"versioncreated": "2026-13-40", "versionCreated": None}, "versioncreated"),
        ({"versionCreated": 1780000000}, "versionCreated"),
        ({"firstCreated": "0001-01-01T00:00:00+14:00"}, "firstCreated"),
        ({"embargoedUntil": "soon"}, "embargoedUntil"),
        ({"embargoed": "soon"}, "embargoed"),
        ({"expires": ["x"]}, "expires"),
        ({"pubStatus": "perhaps"}, "pubStatus"),
        ({"bodies": [{"value": "<!DOCTYPE a [<!ENTITY b 'c'>]><p>&b;</p>"}]}, "bodies[1]"),
    ],
)
def test_refusals_name_the_field_and_a_remedy(changes: dict[str, Any], field_name: str) -> None:
    with pytest.raises(ItemRejected) as refused:
        read(plain_item(**changes))
    assert refused.value.field == field_name
    assert refused.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "Other", ITEM}',
        '{"body_html": "<p>One</p>", "body_html": "<p>Two</p>", ITEM}',
        '{"uri": "urn:other", ITEM}',
        '{"people": [{"name": "Ann", "name": "Bo", "rel": "author"}], ITEM}',
    ],
)
def test_a_property_that_is_read_may_not_say_two_things(text: str) -> None:
    given = decode(text.replace("ITEM", TWICE).encode())
    with pytest.raises(ItemRejected, match="stands twice in one object with different values"):
        read(given)


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "Ferry returns", ITEM}',
        '{"pubstatus": "usable", "pubstatus": "usable", ITEM}',
        '{"charcount": 1, "charcount": 2, "x": {"y": 1, "y": 2}, ITEM}',
    ],
)
def test_what_stands_twice_and_says_the_same_or_is_not_read_is_no_matter(text: str) -> None:
    given = decode(text.replace("ITEM", TWICE).encode())
    assert read(given).headline == "Ferry returns"


def test_a_language_without_edition_names_the_command() -> None:
    with pytest.raises(ItemRejected, match=r"`stoppress --home paper init --language pt-br`"):
        read(plain_item(language="pt-BR"))


@pytest.mark.parametrize(
    "changes",
    [
        *[{"type": kind} for kind in ("picture", "graphic", "video", "audio", "event", "planning")],
        {"type": "photo"},
        {"type": None, "headlines": None, "bodies": None, "eventDetails": {"dates": {}}},
        {"type": None, "bodies": None, "renditions": [{"name": "a", "href": "b.jpg"}]},
        {"type": "recipe", "bodies": None},
    ],
)
def test_what_is_no_text_is_skipped(changes: dict[str, Any]) -> None:
    with pytest.raises(ItemSkipped):
        read(plain_item(**changes))


def test_a_canceled_item_needs_no_more_than_its_uri() -> None:
    item = read({"uri": "urn:example:1", "pubStatus": "canceled", "edNote": "Names a child."})
    assert item.status is Status.CANCELED
    assert item.editor_note == "Names a child."


def test_properties_of_several_versions_may_mix() -> None:
    item = read(
        {
            "uri": "urn:example:1",
            "VERSIONCREATED": "2026-05-30T08:09:00Z",
            "headline": "H",
            "bodies": [{"contentType": "no/such", "value": "<p>B</p>"}],
            "description_text": "D",
            "$standard": {"version": "1.3"},
            "unknown": {"x": [1]},
        }
    )
    assert (item.headline, item.summary, item.blocks[0].value) == ("H", "D", "<p>B</p>")


@pytest.mark.parametrize("wrong", [7, True, [], {}, [[]], "x", {"a": {"b": 1}}, [None, 3, "x"]])
def test_wrong_types_never_break_an_import(wrong: Any) -> None:
    names = [*sorted(READ - {"type", "uri"}), "body_x", "headline_x", "description_x"]
    for name in names:
        with suppress(ItemRejected, ItemSkipped):
            read(plain_item(**{name: wrong}))


def test_what_does_not_fit_is_cut_and_said() -> None:
    long = "a word " * 100
    picture = {
        "uri": "urn:example:quay",
        "type": "picture",
        "by": long,
        "headlines": [{"value": long}],
        "renditions": [{"name": "main", "href": "quay.jpg"}],
    }
    topics = [{"name": f"Topic {number}"} for number in range(14)]
    item = read(
        plain_item(
            located=long,
            headlines=[{"value": long}],
            infoSources=[{"name": long}],
            subjects=topics,
            associations=[picture],
        )
    )
    assert [warning for warning in item.warnings if "cut" in warning or "left out" in warning] == [
        "The headline has 699 characters and was cut to 255.",
        "The description of a picture has 699 characters and was cut to 300.",
        "The credit of a picture has 699 characters and was cut to 160.",
        "The dateline has 699 characters and was cut to 120.",
        "More than 12 topics: left out were Topic 12, Topic 13.",
        "The source has 699 characters and was cut to 160.",
    ]
    assert item.dateline.endswith("a word…")
    assert len(item.topics) == 12


def test_what_fits_says_nothing() -> None:
    assert read(ferry()).warnings == ()


def test_pictures_beyond_forty_are_left_out_and_said() -> None:
    pictures = [
        {
            "uri": f"urn:example:{number}",
            "type": "picture",
            "renditions": [{"name": "main", "href": f"{number}.jpg"}],
        }
        for number in range(42)
    ]
    item = read(plain_item(associations=pictures))
    assert len(item.pictures) == 40
    assert "Of 42 pictures those after the first 40 were left out." in item.warnings
