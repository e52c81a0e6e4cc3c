"""Files of pictures: the size readers see them in, and what published copies tell of them."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ExifTags, Image, ImageCms
from wagtail.images import get_image_model

from stoppress.newsroom.models import Article, NewsroomSettings
from stoppress.site.pictures import rendition_path
from stoppress.store import Asset
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db

WORDS = ("Agnes Moor", "Her kitchen window", "a source in the council", "secret comment")
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' dc:description="a source in the council"/></rdf:RDF></x:xmpmeta>'
)


def photo(form: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (640, 400)) -> bytes:
    """A picture as a telephone writes it: where it was taken, by whom, and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = WORDS[0]
    exif[ExifTags.Base.ImageDescription] = WORDS[1]
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (41.0, 30.0, 12.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = BytesIO()
    more = {"comment": WORDS[3].encode()} if form == "JPEG" else {}
    Image.linear_gradient("L").resize(size).convert("RGB").save(
        file, form, exif=exif.tobytes(), xmp=_XMP.encode(), icc_profile=profile, **more
    )
    return file.getvalue()


def kept(data: bytes, name: str = "phone.jpg") -> Any:
    """The picture in the newsroom's library."""
    return get_image_model().objects.create(title="Quay", file=ContentFile(data, name=name))


def published_file(reader: Reader, path: str) -> bytes:
    """The file that a reader of ``path`` gets."""
    assert reader.get(path).status == 200
    with reader.store.snapshot() as snapshot:
        asset = snapshot.page(path)
    assert isinstance(asset, Asset)
    with default_storage.open(asset.file) as file:
        data: bytes = file.read()
    return data


def shown(picture: Any) -> Article:
    """A published article whose lead is the picture."""
    return factories.article("The ferry is late", lead_image=picture)


@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("form", ["jpg", "webp", "avif"])
@pytest.mark.slow
def test_a_published_picture_does_not_tell_where_and_by_whom_it_was_taken(
    reader: Reader, source: str, form: str
) -> None:
    ending = {"JPEG": "jpg"}.get(source, source.lower())
    picture = kept(photo(source), f"phone.{ending}")
    shown(picture)
    file = published_file(reader, rendition_path(picture, 320, form))
    with Image.open(BytesIO(file)) as published:
        published.load()
        assert published.info.get("icc_profile"), "the colours need their profile"
        assert not published.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert set(published.getexif()) <= {ExifTags.Base.Orientation}
        assert not {"xmp", "comment", "photoshop", "XML:com.adobe.xmp"} & set(published.info)
    for word in WORDS:
        assert word.encode() not in file


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.slow
def test_a_picture_taken_upright_has_the_size_it_is_seen_in(
    reader: Reader, orientation: int
) -> None:
    picture = kept(photo(orientation=orientation))
    picture.refresh_from_db()
    seen = (400, 640) if orientation >= 5 else (640, 400)
    assert (picture.width, picture.height) == seen
    article = shown(picture)
    page = reader.get(article.public_path or "").text
    width, height = min(400, seen[0]), round(min(400, seen[0]) * seen[1] / seen[0])
    if orientation >= 5:
        assert f'width="{width}" height="{height}"' in page
        assert '"og:image:width" content="400"' in page
        assert '"og:image:height" content="640"' in page
    with Image.open(
        BytesIO(published_file(reader, rendition_path(picture, 320, "jpg")))
    ) as published:
        assert published.width == 320
        assert published.height == round(320 * seen[1] / seen[0])


def test_the_rights_notice_that_a_newsroom_chose_is_written_into_its_pictures(
    reader: Reader,
) -> None:
    picture = kept(photo())
    shown(picture)
    path = rendition_path(picture, 320, "jpg")
    bare = published_file(reader, path)
    newsroom = NewsroomSettings.load()
    newsroom.picture_rights = "© Kelmora Courier"
    newsroom.save()
    with Image.open(BytesIO(published_file(reader, path))) as published:
        notice = published.getexif()[ExifTags.Base.Copyright]
        assert notice.encode("latin-1").decode() == "© Kelmora Courier"
        assert set(published.getexif()) == {ExifTags.Base.Copyright}
    newsroom.picture_rights = ""
    newsroom.save()
    assert published_file(reader, path) == bare


def test_copies_and_sizes_of_before_are_made_again(reader: Reader) -> None:
    picture = kept(photo(orientation=6))
    shown(picture)
    get_image_model().objects.filter(pk=picture.pk).update(width=640, height=400)
    old = picture.get_rendition("width-320|format-jpeg|jpegquality-80")
    assert WORDS[0].encode() in old.file.open("rb").read()
    desk = picture.get_rendition("max-165x165")
    name = old.file.name

    migration = import_module("stoppress.newsroom.migrations.0010_upright_and_bare_pictures")
    for _twice in range(2):
        migration.turn_upright(apps, None)
        migration.forget_copies_with_metadata(apps, None)

    picture.refresh_from_db()
    assert (picture.width, picture.height) == (400, 640)
    assert not picture.file.storage.exists(name)
    assert list(picture.renditions.values_list("pk", flat=True)) == [desk.pk]
