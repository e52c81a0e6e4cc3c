"""Wherever the desk still looks for pages in Wagtail's way, our own Find answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.search.follow import follow
from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_piece_is_found_by_a_word_of_its_text() -> None:
    draft = factories.draft("The ferry is back", text="Nobody had seen the lighthouse.")
    article, other = publish(draft, Unasked.COMMAND), factories.article("The tram is late")
    follow()
    section = article.get_parent().pk
    desk = desk_of("owner")

    for place in (
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_pages:search_results"),
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailadmin_explore", args=[section]),
        reverse("wagtailadmin_explore_results", args=[section]),
        reverse("wagtailadmin_api:pages:listing"),
    ):
        asked = {"search": "lighthouse"} if "/api/" in place else {"q": "LIGHTHOUS"}
        page = desk.get(place, asked, secure=True)
        assert page.status_code == 200, place
        shown = page.content.decode()
        assert article.title in shown, place
        assert other.title not in shown, place
