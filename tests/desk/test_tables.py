"""Tables in texts are edited with Handsontable, which Wagtail brings along."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_it_is_asked_for_the_one_language_that_it_has() -> None:
    """For any other, “en” among them, it writes an error to the browser's console."""
    article = factories.draft()

    shown = desk_of("editor").get(
        reverse("wagtailadmin_pages:edit", args=[article.pk]), secure=True
    )

    text = shown.content.decode().replace("&quot;", '"')
    assert set(re.findall(r'"stretchH": "all".*?"language": "([^"]+)"', text)) == {"en-US"}
