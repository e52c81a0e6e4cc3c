"""Small doors of the desk that stood open."""

from __future__ import annotations

import logging.config
import socket
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from stoppress.edge.core.policy import PREVIEW_POLICY
from stoppress.log_lines import logging_settings
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.media import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_document_is_served_to_who_may_choose_it() -> None:
    paper, desk = document("Secret", "secret"), desk_of("reporter")
    address = f"/documents/{paper.pk}/{paper.filename}"
    others = (
        f"/media{address}",
        f"/media/documents/{paper.filename}",
        f"/media/images/../documents/{paper.filename}",
        f"/media//documents/{paper.filename}",
    )
    assert desk.get(address, secure=True).status_code == 200

    GroupCollectionPermission.objects.filter(permission__content_type__model="document").delete()

    refused = {path: desk.get(path, secure=True).status_code for path in (address, *others)}
    assert set(refused.values()) <= {302, 403, 404}, refused
    assert Collection.objects.count() == 1


def test_pages_that_try_out_errors_are_not_there() -> None:
    desk = desk_of("editor")

    assert desk.get("/failwhale/", secure=True).status_code == 404
    assert desk.get("/test404/", secure=True).status_code == 404


def test_the_chooser_of_embeds_asks_no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_what: object, **_how: object) -> None:
        raise AssertionError("a host was looked up")

    desk = desk_of("editor")
    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", refuse)
        answer = desk.post(
            reverse("wagtailembeds:chooser_upload"),
            {"embed-chooser-url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ"},
            secure=True,
        )

    assert answer.status_code == 200
    assert "Cannot find an embed for this URL" in answer.json()["html"]


def test_a_wrong_host_is_one_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings())

    answer = Client(headers={"host": "evil.example"}).get("/login/", secure=True)

    assert answer.status_code == 400
    told = capsys.readouterr().err
    assert "evil.example" in told
    assert "Traceback" not in told


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read_with_a_remedy() -> None:
    file = BytesIO()
    Image.new("1", (11_000, 11_000)).save(file, "PNG")
    upload = SimpleUploadedFile("large.png", file.getvalue(), "image/png")
    fields = {"title": "Large", "file": upload, "collection": 1, "tags": ""}

    answer = desk_of("editor").post(reverse("wagtailimages:add"), fields, secure=True)

    assert answer.status_code == 200
    assert "Save it smaller" in answer.content.decode()
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize(("side", "shown"), [(11_000, "Save it smaller"), (500, "")])
def test_a_picture_of_oneself_has_the_same_limit(side: int, shown: str) -> None:
    file = BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    upload = SimpleUploadedFile("me.png", file.getvalue(), "image/png")
    desk = desk_of("reporter")
    form = html.fromstring(desk.get("/account/", secure=True).content.decode())
    [fields] = [dict(one.form_values()) for one in form.forms if "avatar-avatar" in one.fields]
    fields |= {f"name_email-{name}": name for name in ("first_name", "last_name")}

    answer = desk.post("/account/", fields | {"avatar-avatar": upload}, secure=True)

    assert shown in answer.content.decode()
    [avatar] = UserProfile.objects.values_list("avatar", flat=True) or [""]
    assert bool(avatar) is not bool(shown)


@pytest.mark.parametrize(
    "path", ["/static/%2e%2e/x", "/static/../x", "/static/a/b.js", "/static/x", "/static//x"]
)
def test_what_is_no_static_file_is_not_there(path: str) -> None:
    assert Client(headers={"host": "desk.news.example"}).get(path, secure=True).status_code == 404


def test_a_preview_carries_the_policy_of_readers_pages(noon: datetime) -> None:
    article, desk = factories.draft("Draft"), desk_of("editor")
    article.save_revision()

    shown = desk.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]), secure=True)

    assert shown.status_code == 200
    assert shown["Content-Security-Policy"] == PREVIEW_POLICY
