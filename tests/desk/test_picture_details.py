"""Words and rights of pictures at the desk: filled in from files, changed, searched, and seen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find as static
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

import stoppress.site
from stoppress.desk.checks.check import subject_of
from stoppress.desk.checks.registry import problems_of
from stoppress.newsroom import clock
from stoppress.newsroom.models import PictureDetails
from stoppress.newsroom.search.follow import follow
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories, media
from tests.newsroom.described import alternatives, jpeg

pytestmark = pytest.mark.django_db

_XMP = (
    alternatives("dc:description", x_default="The ferry Aurora in the harbour.")
    + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A white ferry")
    + "<photoshop:Credit>Harbour Pictures</photoshop:Credit>"
    + "<plus:LicenseEndDate>2026-05-30</plus:LicenseEndDate>"
)


def upload(data: bytes | None = None, name: str = "ferry.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or jpeg(xmp=_XMP), "image/jpeg")


def kept(data: bytes | None = None, title: str = "Ferry") -> Any:
    file = ContentFile(data or jpeg(xmp=_XMP), name="ferry.jpg")
    return get_image_model().objects.create(title=title, file=file)


def details_of(picture: Any) -> PictureDetails:
    return PictureDetails.objects.get(pk=picture.pk)


def value_of(html: str, field: str) -> str:
    """What stands in a field of a form."""
    found = re.search(
        rf'<(?:input|textarea)[^>]*name="(?:[\w-]+-)?{field}"[^>]*?(?:value="([^"]*)"[^>]*)?>([^<]*)',
        html,
    )
    assert found, f"no field {field}"
    return (found[1] or found[2]).strip()


def test_of_many_uploads_each_that_is_bad_says_why_and_a_wrong_ending_is_none() -> None:
    desk = desk_of("editor")
    moving = BytesIO()
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    webp = BytesIO()
    Image.new("RGB", (30, 20), "red").save(webp, "WEBP")
    files = {
        "words.jpg": (b"The ferry is late.", "no picture that can be read"),
        "torn.jpg": (jpeg()[:400], "no picture that can be read"),
        "notes.txt": (b"The ferry is late.", "no picture that can be read"),
        "moving.gif": (moving.getvalue(), "several frames"),
        "chat.jpg": (webp.getvalue(), ""),
    }
    for name, (data, words) in files.items():
        answer = desk.post(
            reverse("wagtailimages:add_multiple"),
            {"title": name, "files[]": upload(data, name)},
            headers={"x-requested-with": "XMLHttpRequest"},
        ).json()
        assert answer["success"] == (not words), name
        assert words in answer.get("error_message", ""), name
    [picture] = get_image_model().objects.all()
    assert picture.file.name.endswith(".webp")


def test_each_of_many_uploads_comes_back_filled_and_is_changed_there() -> None:
    desk = desk_of("editor")
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "ferry", "files[]": upload()},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"]
    assert value_of(answer["form"], "caption") == "The ferry Aurora in the harbour."
    assert value_of(answer["form"], "credit") == "Harbour Pictures"
    assert value_of(answer["form"], "description") == "A white ferry"
    assert value_of(answer["form"], "usable_until") == "2026-05-30"
    picture = get_image_model().objects.get()
    prefix = f"image-{picture.pk}"
    sent = {"title": "Aurora", "caption": "", "credit": "Agnes Moor", "rights": "Ours", "tags": ""}
    url = reverse("wagtailimages:edit_multiple", args=[picture.pk])
    fields = {f"{prefix}-{name}": value for name, value in sent.items()}
    assert desk.post(url, fields, headers={"x-requested-with": "XMLHttpRequest"}).json()["success"]
    own = details_of(picture)
    assert (own.caption, own.credit, own.rights) == ("", "Agnes Moor", "Ours")
    assert own.usable_until == date(2026, 5, 30), "what was not sent stays"


def test_what_is_typed_at_an_upload_goes_before_what_the_file_says() -> None:
    desk_of("editor").post(
        reverse("wagtailimages:add"),
        {"title": "The ferry", "file": upload(), "credit": "Agnes Moor", "caption": ""},
    )
    own = details_of(get_image_model().objects.get())
    assert (own.credit, own.caption) == ("Agnes Moor", "The ferry Aurora in the harbour.")


def test_the_page_of_a_picture_shows_its_cuts_and_where_it_is_used() -> None:
    picture, other = kept(), kept(jpeg(xmp=_XMP, exif={305: "Another program"}), "Ferry again")
    factories.article("The ferry is late", lead_image=picture)
    page = desk_of("editor").get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()
    assert value_of(page, "credit") == "Harbour Pictures"
    assert "The ferry is late" in page
    assert reverse("wagtailimages:edit", args=[other.pk]) in page
    assert page.count('class="desk-crop ') == 4


def test_cuts_are_those_of_the_readers_pages() -> None:
    readers = (Path(stoppress.site.__file__).parent / "static/css/lists.css").read_text()
    ours = Path(str(static("desk/picture.css"))).read_text()
    shown = re.findall(r"\.desk-crop\.(list|lead|beside) img \{ aspect-ratio: ([\d /]+);", ours)
    cut = set(re.findall(r"\.frame img \{[^}]*aspect-ratio: ([\d /]+);", readers))
    assert {ratio for _name, ratio in shown} == cut


def test_pictures_whose_rights_are_over_are_listed() -> None:
    today = clock.day_of(clock.now())
    for title, days in (("Over", -1), ("Today", 0), ("Later", 60), ("For ever", None)):
        until = None if days is None else today + timedelta(days=days)
        PictureDetails.objects.create(image=media.image(title), usable_until=until)
    desk = desk_of("editor")

    def listed(rights: str) -> set[str]:
        page = desk.get(reverse("wagtailimages:index"), {"rights": rights})
        return {picture.title for picture in page.context["object_list"]}

    assert listed("over") == {"Over"}
    assert listed("shown") == set()
    factories.article(lead_image=get_image_model().objects.get(title="Over"))
    assert listed("shown") == {"Over"}
    assert listed("soon") == {"Today"}
    assert listed("") == {"Over", "Today", "Later", "For ever"}


def test_a_picture_that_may_not_be_used_when_the_piece_goes_out_stops_it() -> None:
    picture = media.image()
    today = clock.day_of(clock.now())
    PictureDetails.objects.create(image=picture, usable_until=today + timedelta(days=2))
    article = factories.draft("The ferry is late", lead_image=picture)

    def stopped() -> bool:
        return "picture-rights" in {one.check for one in problems_of(subject_of(article))}

    assert not stopped()
    article.public_since = clock.now() + timedelta(days=4)
    assert stopped()
    article.public_since, article.embargo_until = None, clock.now() + timedelta(days=4)
    assert stopped()


@pytest.mark.parametrize("where", ["wagtailimages:index", "wagtailimages_chooser:choose_results"])
def test_pictures_are_found_by_their_words_newest_first(where: str) -> None:
    older, newer, other = media.image("Fırtına"), kept(), media.image("Market")
    PictureDetails.objects.create(image=older, caption="Aurora limanda")
    PictureDetails.objects.create(image=other, credit="Rüstəm Əliyev")
    follow()
    desk = desk_of("editor")

    def found(words: str) -> list[str]:
        page = desk.get(reverse(where), {"q": words})
        rows = page.context.get("results") or page.context.get("object_list") or ()
        return [picture.title for picture in rows]

    assert found("aurora") == [newer.title, older.title]
    assert found("firtina") == [older.title]
    assert found("rustem eliy") == [other.title]
    assert found("harbour pictures") == [newer.title]
    assert found("nowhere") == []


def test_a_chosen_picture_brings_its_words_along() -> None:
    url = reverse("wagtailimages_chooser:chosen", args=[kept().pk])
    assert desk_of("reporter").get(url).json()["result"]["words"] == {
        "alt": "A white ferry",
        "caption": "The ferry Aurora in the harbour.",
        "credit": "Harbour Pictures",
    }


def dropped(desk: Client, file: SimpleUploadedFile) -> Any:
    return desk.post(reverse("desk_drop_picture"), {"file": file})


def test_a_dropped_picture_comes_back_as_a_block_with_its_words() -> None:
    desk = desk_of("reporter")
    answer = dropped(desk, upload())
    assert answer.status_code == 200, answer.content
    value = answer.json()["value"]
    picture = get_image_model().objects.get()
    assert value["image"]["id"] == picture.pk
    assert {name: value[name] for name in ("alt", "caption", "credit")} == {
        "alt": "A white ferry",
        "caption": "The ferry Aurora in the harbour.",
        "credit": "Harbour Pictures",
    }
    assert picture.uploaded_by_user.username == "reporter@news.example"
    again = dropped(desk, upload(name="the same, misnamed.png"))
    assert again.json()["value"]["image"]["id"] == picture.pk
    assert get_image_model().objects.count() == 1
    smaller = jpeg(drawing=Image.open(picture.file).resize((160, 100)))
    assert (
        "looks like this is in the library already"
        in dropped(desk, upload(smaller)).json()["message"]
    )


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (
            SimpleUploadedFile("notes.jpg", b"no picture", "image/jpeg"),
            "no picture that can be read",
        ),
        (
            SimpleUploadedFile("notes.txt", b"no picture", "text/plain"),
            "no picture that can be read",
        ),
        (SimpleUploadedFile("empty.jpg", b"", "image/jpeg"), "empty"),
    ],
    ids=["damaged", "text", "empty"],
)
def test_a_file_that_is_no_picture_is_refused_in_words(
    file: SimpleUploadedFile, words: str
) -> None:
    answer = dropped(desk_of("reporter"), file)
    assert answer.status_code == 422
    assert words in answer.json()["reason"]
    assert not get_image_model().objects.exists()


def test_who_may_add_no_pictures_may_drop_none() -> None:
    user = user_of("reporter")
    user.groups.clear()
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(user)
    assert dropped(client, upload()).status_code in {302, 403}
    assert not get_image_model().objects.exists()
