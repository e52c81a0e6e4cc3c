"""A preview at the desk loads what the readers' page loads, and Wagtail's checks work in it."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from django.test import Client
from django.urls import reverse

from stoppress.newsroom.models import Article, EditionPage
from stoppress.newsroom.paths import card_path
from tests.desk.conftest import desk_of
from tests.desk.test_dates import form_of, shown
from tests.newsroom import factories
from tests.newsroom.media import document, image
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def typed(desk: Client, article: Article, **words: str) -> str:
    """Where the panel finds the preview of an article with unsaved words."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    sheet = form_of(shown(desk, article)) | words
    assert desk.post(address, sheet, secure=True).json()["is_valid"]
    return address


def preview(desk: Client) -> str:
    """What the panel beside the editor shows of a draft with unsaved words."""
    address = typed(desk, factories.draft("The ferry is late"), title="The ferry is back")
    return desk.get(address, {"in_preview_panel": "true"}, secure=True).content.decode()


@pytest.mark.slow
def test_everything_that_a_preview_loads_is_there(desk: Client) -> None:
    page = preview(desk)

    assert "The ferry is back" in page
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"?]+)', page))
    styles = [path for path in loaded if re.fullmatch(r"/static/site\.\w+\.css", path)]
    scripts = [path for path in loaded if re.fullmatch(r"/static/site\.\w+\.js", path)]
    assert len(styles) == len(scripts) == 1
    for path in loaded:
        answer = desk.get(path, secure=True)
        assert answer.status_code == 200, path
    style = desk.get(styles[0], secure=True)
    assert style["Content-Type"] == "text/css; charset=utf-8"
    for font in re.findall(r"url\(\"?(/static/[^)\"]+)", style.content.decode()):
        assert desk.get(font, secure=True).status_code == 200, font
    assert desk.get("/static/no.css", secure=True).status_code == 404


@pytest.mark.slow
def test_a_preview_holds_what_wagtails_checks_need_and_waits_for_no_news(desk: Client) -> None:
    page = preview(desk)

    assert page.count("<wagtail-userbar>") == 1
    assert page.rstrip().endswith("</html>")
    [live] = re.findall(r'data-src="(/-/live/[^"]+)"', page)
    assert desk.get(live, secure=True).status_code == 204


def test_in_a_window_of_its_own_a_preview_is_the_page_alone(desk: Client) -> None:
    article = factories.draft("The ferry is late")

    page = desk.get(
        reverse("wagtailadmin_pages:view_draft", args=[article.pk]), secure=True
    ).content.decode()

    assert "The ferry is late" in page
    assert "wagtail-userbar" not in page


@pytest.mark.slow
def test_pictures_and_documents_of_a_draft_are_in_its_preview(desk: Client) -> None:
    picture, paper = image(), document("Timetable", "08:00")
    article = factories.draft("The ferry is late", lead_image=picture)
    article.body = [("document", {"document": paper, "title": "Timetable"})]
    article.save_revision()

    view = reverse("wagtailadmin_pages:view_draft", args=[article.pk])
    page = desk.get(view, secure=True).content.decode()

    renditions = set(re.findall(r"/media/pictures/[^\s\",]+", page))
    assert renditions
    for path in renditions:
        answer = desk.get(path, secure=True)
        assert (answer.status_code, answer["Content-Type"].split("/")[0]) == (200, "image"), path
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    [address] = set(re.findall(r'href="(/media/documents/[^"]+)', page))
    shown = desk.get(address, secure=True)
    assert b"".join(shown.streaming_content) == b"08:00"  # type: ignore[attr-defined]
    assert (
        Client(headers={"host": "desk.news.example"}).get(address, secure=True).status_code == 302
    )
    assert desk.get("/media/pictures/1-00000000-320.jpg", secure=True).status_code == 404


def drawn(desk: Client, address: str, shape: str) -> str:
    """A preview in a shape, as text."""
    answer = desk.get(address, {"mode": shape, "in_preview_panel": "true"}, secure=True)
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    return answer.content.decode()


def head(page: str, name: str) -> str:
    """What the head of a page says under ``name``."""
    [said] = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', page)
    return str(said)


def test_others_are_shown_what_the_head_of_the_page_says(desk: Client) -> None:
    article = factories.draft("The ferry is late", deck="Fog lies on the lock.", lead_image=image())
    address = typed(desk, article, title="The ferry is “back”")
    page = drawn(desk, address, "")

    search, social = drawn(desk, address, "search"), drawn(desk, address, "card")

    [title] = re.findall("<title>(.*?)</title>", page)
    assert title.startswith("The ferry is “back” | ")
    assert search.count(f"<h1>{title}</h1>") == 2
    assert f'<p class="description">{head(page, "description")}</p>' in search
    assert f"<h1>{head(page, 'og:title')}</h1>" in social
    assert f'<p class="description">{head(page, "og:description")}</p>' in social
    [picture] = re.findall('<img src="([^"]+)"', social)
    assert head(page, "og:image").endswith(picture)
    assert desk.get(picture, secure=True).status_code == 200
    assert "wagtail-userbar" not in search + social
    [style] = re.findall('rel="stylesheet" href="([^"]+)"', social)
    assert "desk/shapes" in style


def test_the_card_of_a_piece_without_a_picture_is_the_one_that_readers_get(
    desk: Client, reader: Reader
) -> None:
    article = factories.article("The ferry is late")
    address = typed(desk, article)

    shown_card = drawn(desk, address, "card")

    [picture] = re.findall('<img src="data:image/png;base64,([^"]+)"', shown_card)
    assert b64decode(picture) == reader.get(card_path(article.pk)).body


def test_a_shape_that_is_none_is_the_page(desk: Client) -> None:
    article = factories.draft("The ferry is late")
    address = typed(desk, article)

    assert "<article" in drawn(desk, address, "billboard")


def test_nobody_is_shown_a_piece_of_an_edition_that_is_not_open(desk: Client) -> None:
    article = factories.draft("The ferry is late")
    address = typed(desk, article)
    EditionPage.objects.update(live=False)

    assert "is not open yet" in drawn(desk, address, "search")
