"""What an editor may upload as a picture."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from tests.desk.conftest import desk_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("form", "ending"), [("GIF", "gif"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_that_moves_is_refused_with_what_to_do(form: str, ending: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("black", "white")]
    file = BytesIO()
    frames[0].save(file, form, save_all=True, append_images=frames[1:], duration=80)
    upload = SimpleUploadedFile(f"ferry.{ending}", file.getvalue(), f"image/{ending}")
    answer = desk_of("editor").post(
        reverse("wagtailimages:add"), {"title": "The ferry", "file": upload}
    )
    assert answer.status_code == 200
    assert "Upload it as a video" in answer.content.decode()
    assert not get_image_model().objects.exists()


def test_a_picture_that_stands_still_is_taken() -> None:
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "GIF")
    upload = SimpleUploadedFile("ferry.gif", file.getvalue(), "image/gif")
    answer = desk_of("editor").post(
        reverse("wagtailimages:add"), {"title": "The ferry", "file": upload}
    )
    assert answer.status_code == 302
    assert get_image_model().objects.count() == 1
