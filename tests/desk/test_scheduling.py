"""Scheduling a change at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from lxml import html

from stoppress.newsroom.actions.strike_due import strike_due
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_change_that_was_scheduled_at_the_desk_goes_live_at_its_hour(
    noon: datetime, reader: Reader
) -> None:
    article, desk = factories.article("The ferry is late"), desk_of("editor")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    page = html.fromstring(desk.get(address, secure=True).content.decode())
    [form] = page.xpath("//form[@data-edit-form]")
    [when] = page.xpath("//input[@name='go_live_at']")

    hour = noon + timedelta(hours=1)
    answers = dict(form.form_values()) | {
        "title": "The ferry is back",
        when.name: f"{localtime(hour):%Y-%m-%d %H:%M}",
        "body-count": "0",  # written by a script
        "action-publish": "action-publish",
    }
    assert desk.post(address, answers, secure=True).status_code == 302
    assert "The ferry is late" in reader.get(str(article.public_path)).text

    with at(hour + timedelta(seconds=1)):
        strike_due()
        assert "The ferry is back" in reader.get(str(article.public_path)).text
