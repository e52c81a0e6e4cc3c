"""Addresses that editors choose at the desk, or leave to it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from lxml import html

from stoppress.newsroom.models import Article, SectionPage, Topic
from tests.desk.conftest import desk_of
from tests.desk.published import filled_in
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db

NEWS = "समाचार"


def test_a_section_without_an_address_gets_its_titles_own_letters(
    noon: datetime, reader: Reader
) -> None:
    edition, desk = factories.edition(), desk_of("editor")
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "sectionpage", edition.pk])
    form = filled_in(desk.get(add, secure=True).content.decode())
    answers = {**form, "title": NEWS, "slug": "", "action-publish": "1"}
    assert desk.post(add, answers, secure=True).status_code == 302
    assert SectionPage.objects.get(title=NEWS).slug == NEWS
    assert reader.status(f"/{NEWS}/") == 200


@pytest.mark.slow
def test_the_desk_takes_an_address_with_vowel_signs_as_it_is(noon: datetime) -> None:
    article, desk = factories.article("Fog"), desk_of("editor")
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    page = desk.get(edit, secure=True).content.decode()
    body = {"body-count": "0"}  # written by a script
    answers = {**filled_in(page), **body, "slug": NEWS, "action-publish": "1"}
    assert desk.post(edit, answers, secure=True).status_code == 302
    assert Article.objects.get().slug == NEWS
    # Wagtail's script would take the signs away when an editor leaves the field.
    [field] = html.fromstring(page).xpath("//input[@name='slug']")
    assert "w-slug" not in str(field.get("data-controller"))


@pytest.mark.slow
def test_a_copy_and_a_topic_take_it_too(noon: datetime) -> None:
    article, desk = factories.article("Fog"), desk_of("editor")
    answers = {
        "new_title": NEWS,
        "new_slug": NEWS,
        "new_parent_page": article.get_parent().pk,
    }
    copy = reverse("wagtailadmin_pages:copy", args=[article.pk])
    assert desk.post(copy, answers, secure=True).status_code == 302
    assert Article.objects.filter(slug=NEWS).exists()

    add = reverse(Topic.snippet_viewset.get_url_name("add"))
    topic = {"title": NEWS, "slug": NEWS, "locale": factories.edition().locale_id, "background": ""}
    assert desk.post(add, topic, secure=True).status_code == 302
    assert Topic.objects.get().slug == NEWS
