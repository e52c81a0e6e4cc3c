"""Words and rights that a picture keeps: read from its file, shown by articles, found by search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageOps
from wagtail.images import get_image_model

import stoppress.demo
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, PictureDetails, SearchEntry
from stoppress.newsroom.pictures.alike import pictures_like
from stoppress.newsroom.pictures.rights import expired, expired_in
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.follow import follow as follow_with_search
from tests.desk.conftest import user_of
from tests.newsroom import factories, media
from tests.newsroom.described import alternatives, jpeg
from tests.newsroom.reader import Reader, at
from tests.newsroom.surfaces import PATH, lay_out

pytestmark = pytest.mark.django_db

PICTURES = Path(stoppress.demo.__file__).parent / "content" / "pictures"

_XMP = (
    alternatives("dc:description", x_default="The ferry Aurora in the harbour.")
    + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A white ferry")
    + "<photoshop:Credit>Harbour Pictures</photoshop:Credit>"
    + "<plus:LicenseEndDate>2026-05-30</plus:LicenseEndDate>"
)


def kept(data: bytes, title: str = "ferry", name: str = "ferry.jpg") -> Any:
    return get_image_model().objects.create(title=title, file=ContentFile(data, name=name))


def block(image: Any, **words: str) -> tuple[str, dict[str, Any]]:
    return "image", {"image": image, "alt": "", "caption": "", "credit": "", **words}


def with_picture(image: Any, **words: str) -> Article:
    article = factories.draft("The ferry is late")
    article.body.append(block(image, **words))
    return publish(article, Unasked.COMMAND)


def path_of(article: Article) -> str:
    article.refresh_from_db()
    return article.public_path or ""


def test_readers_see_the_words_of_the_file_until_the_piece_has_its_own(reader: Reader) -> None:
    picture = kept(jpeg(xmp=_XMP))
    article = with_picture(picture)
    page = reader.get(path_of(article)).text
    for words in ("The ferry Aurora in the harbour.", "Harbour Pictures", 'alt="A white ferry"'):
        assert words in page
    article.body[-1] = block(picture, caption="The Aurora, an hour late.", alt="The Aurora")
    publish(article, Unasked.COMMAND)
    page = reader.get(path_of(article)).text
    assert "The Aurora, an hour late." in page
    assert "The ferry Aurora in the harbour." not in page
    assert "Harbour Pictures" in page


def test_a_changed_credit_is_seen_wherever_the_picture_is_shown(reader: Reader) -> None:
    picture = kept(jpeg(xmp=_XMP))
    lead = factories.article("The quay is closed", lead_image=picture)
    paths = [path_of(with_picture(picture)), path_of(lead)]
    gallery = factories.draft("Ten pictures of the week")
    gallery.body.append(("gallery", {"title": "Week", "pictures": [block(picture)[1]]}))
    paths.append(path_of(publish(gallery, Unasked.COMMAND)))
    assert all("Harbour Pictures" in reader.get(path).text for path in paths)
    details = PictureDetails.objects.get(pk=picture.pk)
    details.credit = "Agnes Moor"
    details.save()
    for path in paths:
        page = reader.get(path).text
        assert "Agnes Moor" in page
        assert "Harbour Pictures" not in page
    details.delete()
    assert not any("Agnes Moor" in reader.get(path).text for path in paths)


def test_a_picture_with_words_is_not_taken_for_one_that_is_shown(reader: Reader) -> None:
    assert kept(jpeg(xmp=_XMP)).get_usage().count() == 0


def test_the_title_of_the_file_takes_the_place_of_its_name_only() -> None:
    xmp = "<photoshop:Headline>The Aurora</photoshop:Headline>"
    assert kept(jpeg(xmp=xmp), "ferry").title == "The Aurora"
    assert kept(jpeg(xmp=xmp), "Our ferry").title == "Our ferry"


def test_a_picture_may_be_used_to_the_end_of_its_last_day(reader: Reader) -> None:
    picture, other = kept(jpeg(xmp=_XMP)), media.image()
    article = factories.draft("The ferry is late", lead_image=other)
    article.body.append(block(picture))
    last = clock.start_of_next_day(date(2026, 5, 30))
    assert not expired(picture, last - timedelta(seconds=1))
    assert expired(picture, last)
    assert expired_in(article, last - timedelta(seconds=1)) == []
    assert expired_in(article, last) == [picture]


def test_pictures_are_found_by_their_words_and_again_when_these_change() -> None:
    picture = kept(jpeg(xmp=_XMP), "Boat")

    def found(words: str) -> list[int]:
        follow_with_search()
        rows = find(words, editor, kinds=(SearchEntry.Kind.PICTURE,)).rows
        return [row.id for row in rows]

    editor = user_of("owner")
    assert found("aurora") == [picture.pk]
    assert found("harbour pictures") == [picture.pk]
    details = PictureDetails.objects.get(pk=picture.pk)
    details.credit, details.photographer = "Agnes Moor", "Rüstəm Əliyev"
    details.save()
    assert found("harbour pictures") == []
    assert found("rustem eliyev") == [picture.pk]


def _drawing(turned: int = 0) -> Image.Image:
    return Image.radial_gradient("L").resize((640, 400)).rotate(30 + turned).convert("RGB")


@pytest.mark.slow
def test_a_picture_is_known_in_a_mirror_with_less_of_it_and_badly_compressed() -> None:
    def look(name: str) -> Image.Image:
        return Image.open(PICTURES / name).convert("RGB")

    for name in ("ferry.webp", "council.webp"):
        first, drawing = kept(jpeg(drawing=look(name))), look(name)
        width, height = drawing.size
        edges = [
            (width // part, height // part, width - width // part, height - height // part)
            for part in (50, 20)
        ]
        others = {
            kept(jpeg(drawing=changed)).pk
            for changed in (
                ImageOps.mirror(drawing),
                *(drawing.crop(edge) for edge in edges),
                drawing.resize((width // 4, height // 4)),
                drawing.quantize(24).convert("RGB"),
            )
        }
        kept(jpeg(drawing=look("roofs.webp")))

        assert set(pictures_like(first)) == others
        cut = kept(jpeg(drawing=ImageOps.mirror(drawing.crop(edges[1]))))
        assert first.pk in pictures_like(cut)


def test_pictures_that_look_alike_are_known_whatever_their_size_and_form() -> None:
    first = kept(jpeg(drawing=_drawing()))
    smaller = kept(jpeg(drawing=_drawing().resize((320, 200)).convert("L").convert("RGB")))
    brighter = kept(jpeg(drawing=_drawing().point(lambda value: min(255, value + 12))))
    kept(jpeg(drawing=_drawing(60)))
    even = [media.image(), media.image()]
    assert set(pictures_like(first)) == {smaller.pk, brighter.pk}
    assert set(pictures_like(smaller)) == {first.pk, brighter.pk}
    assert pictures_like(even[0]) == []


@pytest.mark.slow
def test_no_surface_tells_the_words_of_a_picture_before_its_piece_is_public(
    noon: datetime, reader: Reader
) -> None:
    surfaces = lay_out(publish_it=False, embargo_until=noon + timedelta(hours=1))
    internal = {"photographer": "Source in the council", "rights": "Bought from a neighbour"}
    shown = {"caption": "The minister at the window", "credit": "Camera of the gate"}
    PictureDetails.objects.create(image=surfaces.picture, **shown, **internal)
    publish(surfaces.article, Unasked.COMMAND)
    paths = [PATH, *surfaces.lists().values(), *surfaces.files().values()]

    def told(words: Mapping[str, str]) -> set[str]:
        bodies = {path: reader.get(path).body for path in paths}
        return {
            path for path, body in bodies.items() if any(w.encode() in body for w in words.values())
        }

    assert told(shown | internal) == set()
    with at(noon + timedelta(hours=1, seconds=1)):
        strike_due()
        assert PATH in told(shown), "else the test could not fail"
        assert told(internal) == set()
