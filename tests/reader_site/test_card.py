"""The Open Graph card: every script of the interface, any length of headline, the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageChops

from stoppress.site import card as cards
from stoppress.site.card import draw_card

PICTURE = Path(cards.__file__).parents[1] / "demo" / "content" / "pictures" / "ferry.webp"
HEADLINES = {
    "en": "The ferry is back: first boat to Orrin in 1,155 days",
    "az": "Bərə qayıtdı: Orrinə ilk gəmi, ığdır İstisu ağ şəhər",
    "tr": "Feribot döndü: kuzey kıyısına ilk sefer, İzmir’den ğ",
    "ru": "Паром вернулся: первый рейс на северный берег",
    "uk": "Пором повернувся: перший рейс, їжак і ґанок, є",
    "el": "Ο φάρος άναψε ξανά",
    "hy": "Լաստանավը վերադարձավ",
    "ka": "ბორანი დაბრუნდა",
    "ar": "عادت العبّارة: أول رحلة إلى أورين بعد 1155 يومًا",
    "de": "Die Fähre ist zurück: größtes Schiff seit Jahren",
}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def drawn(headline: str, language: str = "en", picture: Path | None = None) -> bytes:
    return draw_card(
        headline, "Harbour", "The Courier", language=language, spot="#c1121f", picture=picture
    )


def ink_of_headline(data: bytes) -> tuple[int, int, int, int] | None:
    below = opened(data).crop((0, cards.HAIRLINE + 4, cards.WIDTH, cards.HEIGHT))
    return ImageChops.invert(below).getbbox()


@pytest.mark.parametrize("language", HEADLINES)
def test_every_script_has_its_letters(language: str) -> None:
    letters = {c for c in HEADLINES[language] if c.isalpha()}
    assert [c for c in letters if not cards._has(c)] == []


@pytest.mark.parametrize("language", HEADLINES)
def test_a_card_is_a_light_png_of_the_size_other_sites_ask_for(language: str) -> None:
    data = drawn(HEADLINES[language], language)
    assert opened(data).size == (1200, 630)
    assert len(data) <= cards.HEAVIEST
    assert ink_of_headline(data) is not None


def test_the_same_words_give_the_same_bytes() -> None:
    assert drawn(HEADLINES["en"]) == drawn(HEADLINES["en"])


def test_arabic_stands_at_the_right_and_english_at_the_left() -> None:
    english = ink_of_headline(drawn("Storm"))
    arabic = ink_of_headline(drawn("عاصفة", "ar"))
    assert english is not None
    assert arabic is not None
    assert english[0] < 100
    assert english[2] < 700
    assert arabic[0] > 500
    assert arabic[2] > 1100


def test_arabic_letters_are_joined() -> None:
    apart = sum(cards._font(80).getlength(letter) for letter in "بيت")
    assert cards._font(80).getlength("بيت") < 0.8 * apart


@pytest.mark.parametrize(
    "headline",
    [
        "word " * 400,
        "x" * 5000,
        "Donaudampfschifffahrt" * 40,
        "",
        " \n\t ",
        "🚢",
        "渡船回來了",
        "a\u202eb\x00c",
    ],
)
def test_any_headline_stays_on_the_card(headline: str) -> None:
    data = drawn(headline)
    assert opened(data).size == (1200, 630)
    box = ink_of_headline(data)
    if box is not None:
        assert box[0] >= cards.MARGIN - 4
        assert box[2] <= cards.WIDTH - cards.MARGIN + 4
        assert box[3] + cards.HAIRLINE + 4 < cards.HEIGHT


def test_a_short_headline_is_larger_than_a_long_one() -> None:
    short = cards._set("Storm", 1056, "en")
    long = cards._set("The council and its walls, " * 6, 1056, "en")
    assert short.font.size > long.font.size
    assert len(long.lines) > len(short.lines)


def test_lines_are_even() -> None:
    setting = cards._set("The lighthouse stairs are open again from Saturday at ten", 1056, "en")
    widths = [cards._length(line, setting.font, "en") for line in setting.lines]
    assert min(widths) > 0.6 * max(widths)


def test_a_picture_stands_at_the_end_of_the_lines() -> None:
    assert PICTURE.exists()
    english, arabic = drawn("Storm", picture=PICTURE), drawn("عاصفة", "ar", picture=PICTURE)
    assert len(english) <= cards.HEAVIEST
    assert opened(english).getpixel((30, 300)) == (255, 255, 255)
    assert opened(arabic).getpixel((1170, 300)) == (255, 255, 255)
    assert opened(english).getpixel((1170, 560)) != (255, 255, 255)


def test_a_broken_picture_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    assert drawn("Storm", picture=broken) == drawn("Storm")


def test_the_rule_has_the_newsrooms_colour() -> None:
    data = draw_card("Storm", "News", "Courier", language="en", spot="#0055aa")
    assert opened(data).getpixel((600, 5)) == (0, 0x55, 0xAA)


def test_a_picture_that_a_camera_wrote_lying_down_stands_upright_on_the_card(
    tmp_path: Path,
) -> None:
    upright = Image.new("RGB", (300, 600), "white")
    upright.paste("black", (0, 0, 300, 300))
    as_it_is, turned = tmp_path / "upright.png", tmp_path / "phone.png"
    upright.save(as_it_is)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    upright.transpose(Image.Transpose.ROTATE_90).save(turned, exif=exif.tobytes())
    assert drawn("Storm", picture=turned) == drawn("Storm", picture=as_it_is)
