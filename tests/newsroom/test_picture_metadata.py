"""What the files of pictures say: XMP, IPTC and EXIF fill in what an editor would have to type."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from stoppress.newsroom.pictures.metadata import Said, said_by
from tests.newsroom import described
from tests.newsroom.described import UTF_8, alternatives, jpeg, with_iptc


def said_of(data: bytes) -> Said:
    with Image.open(BytesIO(data)) as image:
        return said_by(image)


def test_xmp_is_read() -> None:
    xmp = (
        alternatives("dc:description", az="Bərə limanda.", x_default="The ferry in the harbour.")
        + alternatives("dc:rights", x_default="© 2026 Harbour Pictures")
        + alternatives("xmpRights:UsageTerms", x_default="Editorial use only")
        + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A white ferry at a quay")
        + "<dc:creator><rdf:Seq><rdf:li>Agnes Moor</rdf:li></rdf:Seq></dc:creator>"
        + "<photoshop:Credit>Harbour Pictures</photoshop:Credit>"
        + "<photoshop:Headline>Ferry</photoshop:Headline>"
        + "<photoshop:DateCreated>2026-02-28T14:03:00+04:00</photoshop:DateCreated>"
        + "<plus:LicenseEndDate>2027-03-31</plus:LicenseEndDate>"
        + "<Iptc4xmpExt:City>Kelmora</Iptc4xmpExt:City>"
    )
    assert said_of(jpeg(xmp=xmp)) == Said(
        title="Ferry",
        alt="A white ferry at a quay",
        caption="The ferry in the harbour.",
        credit="Agnes Moor / Harbour Pictures",
        photographer="Agnes Moor",
        rights="© 2026 Harbour Pictures\nEditorial use only",
        usable_until=date(2027, 3, 31),
        taken_at=datetime(2026, 2, 28, 10, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("charset", "encoding", "caption"),
    [
        (UTF_8, "utf-8", "Şəhərdə fırtına"),
        (b"", "utf-8", "Şəhərdə fırtına"),
        (b"", "cp1252", "Über die Brücke"),
        (b"\x1b-A", "iso8859-1", "Über die Brücke"),
        (b"\x1b-L", "iso8859-5", "Паром в порту"),
        (b"\x1b.M", "iso8859-9", "Şehirde fırtına"),
        # Not announced, or announced wrongly: by its letters, and by the newsroom's languages.
        (b"", "mac-roman", "Sturm über Köln: große Schäden"),
        (b"", "cp1251", "Паром вернулся в порт"),
        (b"", "cp1254", "Şehirde fırtına"),
        (UTF_8, "cp1252", "Café am Fluss"),
    ],
)
def test_iptc_is_read_in_its_character_set(charset: bytes, encoding: str, caption: str) -> None:
    datasets: dict[tuple[int, int], bytes | list[bytes]] = {(1, 90): charset} if charset else {}
    datasets |= {
        (2, 5): b"Ferry",
        (2, 37): b"20270331",
        (2, 55): b"20260228",
        (2, 60): b"140300+0400",
        (2, 80): [b"Agnes Moor", b"Tobias Renn"],
        (2, 90): b"Kelmora",
        (2, 110): b"Harbour Pictures",
        (2, 116): b"All rights reserved",
        (2, 120): caption.encode(encoding),
    }
    assert said_of(jpeg(iptc=datasets)) == Said(
        title="Ferry",
        caption=caption,
        credit="Agnes Moor, Tobias Renn / Harbour Pictures",
        photographer="Agnes Moor, Tobias Renn",
        rights="All rights reserved",
        usable_until=date(2027, 3, 31),
        taken_at=datetime(2026, 2, 28, 10, 3, tzinfo=UTC),
    )


def test_exif_is_read_and_what_cameras_write_unasked_is_not() -> None:
    exif: dict[int, str | bytes] = {
        ExifTags.Base.ImageDescription: "OLYMPUS DIGITAL CAMERA",
        ExifTags.Base.Artist: "Агнес Мур".encode(),
        ExifTags.Base.Copyright: "Agnes Moor",
        ExifTags.Base.DateTimeOriginal: "2026:02:28 14:03:00",
        ExifTags.Base.OffsetTimeOriginal: "+04:00",
    }
    assert said_of(jpeg(exif=exif)) == Said(
        credit="Агнес Мур",
        photographer="Агнес Мур",
        rights="Agnes Moor",
        taken_at=datetime(2026, 2, 28, 10, 3, tzinfo=UTC),
    )


def test_exif_of_windows_and_of_other_encodings_is_read() -> None:
    exif: dict[int, str | bytes] = {
        ExifTags.Base.XPTitle: "Bərə\0".encode("utf-16-le"),
        ExifTags.Base.XPComment: "Bərə limanda".encode("utf-16-le"),
        ExifTags.Base.XPAuthor: "Агнес Мур\0".encode("utf-16-le"),
        ExifTags.Base.Copyright: "© Агентство Гавань".encode("cp1251"),
    }
    assert said_of(jpeg(exif=exif)) == Said(
        title="Bərə",
        caption="Bərə limanda",
        credit="Агнес Мур",
        photographer="Агнес Мур",
        rights="© Агентство Гавань",
    )


def test_xmp_is_believed_before_iptc_and_iptc_before_exif() -> None:
    said = said_of(
        jpeg(
            xmp="<photoshop:Credit>Of XMP</photoshop:Credit>",
            iptc={(2, 110): b"Of IPTC", (2, 120): b"Caption of IPTC"},
            exif={ExifTags.Base.ImageDescription: "Of EXIF", ExifTags.Base.Copyright: "EXIF"},
        )
    )
    assert (said.credit, said.caption, said.rights) == ("Of XMP", "Caption of IPTC", "EXIF")


def test_a_bomb_of_entities_says_nothing() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>{described.packet("&l8;").decode()}'
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", xmp=bomb.encode())
    assert said_of(file.getvalue()) == Said()


_PLAIN = jpeg()


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.dictionaries(
            st.tuples(st.just(2), st.sampled_from([5, 37, 55, 60, 80, 110, 116, 120])),
            st.binary(max_size=40),
        ).map(described.records),
    ),
    st.binary(max_size=4),
)
def test_whatever_stands_in_iptc_is_read_or_left_out(noise: bytes, charset: bytes) -> None:
    said = said_of(with_iptc(_PLAIN, described.records({(1, 90): charset}) + noise))
    for text in (said.title, said.caption, said.credit, said.photographer, said.rights):
        assert "\0" not in text
        assert text == text.strip()


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["dc:description", "dc:creator", "photoshop:Credit"]))
def test_whatever_stands_in_xmp_is_read_or_left_out(noise: str, name: str) -> None:
    for xmp in (noise, f"<{name}>{noise}</{name}>", f"<{name}><rdf:Bag>{noise}</rdf:Bag></{name}>"):
        file = BytesIO()
        packed = described.packet("").replace(
            b"</rdf:Desc", xmp.encode(errors="replace") + b"</rdf:Desc"
        )
        Image.new("RGB", (8, 8)).save(file, "JPEG", xmp=packed)
        said_of(file.getvalue())
