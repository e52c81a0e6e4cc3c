"""A preview at the desk is the page readers would get."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import RequestFactory

from stoppress.newsroom.models import Article, SectionPage
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db


def preview(article: Article) -> str:
    """The page that the desk shows for a draft."""
    response = article.serve_preview(RequestFactory().get("/"), "")
    return response.content.decode()


def test_a_draft_is_shown_whole(noon: datetime) -> None:
    text = preview(factories.draft("Not yet public", by=(factories.person(),), deck="The deck."))

    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    for words in ("Not yet public", "The deck.", "Mara Ellwood", "The boat came in at noon."):
        assert words in text


def test_a_piece_that_was_never_saved_is_shown(noon: datetime) -> None:
    section = SectionPage.objects.get(pk=factories.section().pk)
    article = Article(title="Being typed", body=[("paragraph", "<p>First words.</p>")])
    article.locale = section.locale
    article.section = section

    assert "First words." in preview(article)


def test_a_draft_upon_a_public_piece_is_shown_and_stays_a_draft(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    article.title = "The ferry is here"
    article.save_revision()

    assert "The ferry is here" in preview(article.get_latest_revision_as_object())
    assert "The ferry is here" not in reader.get(str(article.public_path)).text
