"""Copying a piece at the desk."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from lxml import html

from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_copy_is_a_draft_of_its_own_which_opens_and_never_an_alias(
    noon: datetime, reader: Reader
) -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")
    address = reverse("wagtailadmin_pages:copy", args=[article.pk])
    form = html.fromstring(desk.get(address, secure=True).content.decode())
    assert not form.xpath("//input[@name='publish_copies']")
    assert not form.xpath("//input[@name='alias']")

    answers = {
        "new_title": "The ferry is back again",
        "new_slug": "ferry-again",
        "new_parent_page": article.get_parent().pk,
        "publish_copies": "on",
        "alias": "on",
    }
    sent = desk.post(address, answers, secure=True)

    copied = Article.objects.get(slug="ferry-again")
    assert sent.headers["location"] == reverse("wagtailadmin_pages:edit", args=[copied.pk])
    assert (copied.alias_of_id, copied.live, copied.public_path) == (None, False, None)
    assert "The ferry is back again" not in reader.get("/").text
    assert reader.status(str(article.public_path)) == 200
