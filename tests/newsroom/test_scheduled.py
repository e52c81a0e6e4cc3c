"""Versions that go live later, or again, and what stands in their way by then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from wagtail.models import PageLogEntry

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, SectionPage
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def path_of(piece: Article) -> str:
    """Where readers find it now."""
    return str(Article.objects.get(pk=piece.pk).public_path)


def test_a_scheduled_version_whose_address_another_piece_took_goes_live_at_its_own(
    noon: datetime, reader: Reader
) -> None:
    piece = factories.article("The ferry is late", slug="late")
    piece.title, piece.slug, piece.go_live_at = "The ferry is back", "back", noon + HOUR
    publish(piece, Unasked.COMMAND)
    other = factories.article("The market is back", slug="back")

    with at(noon + 2 * HOUR):
        strike_due()

    assert path_of(piece).endswith("/late/")
    assert "The ferry is back" in reader.get(path_of(piece)).text
    assert "The market is back" in reader.get(path_of(other)).text


def test_an_older_version_whose_address_another_piece_took_comes_back_without_it() -> None:
    piece = factories.article("First", slug="ferry")
    first = piece.live_revision
    assert first
    piece.slug = "boat"
    publish(piece, Unasked.COMMAND)
    factories.article("Another", slug="ferry")

    first.refresh_from_db()
    first.publish()

    piece.refresh_from_db()
    assert (piece.slug, piece.title, piece.live) == ("boat", "First", True)


def test_a_version_that_cannot_be_published_holds_up_nothing_else_that_is_due(
    noon: datetime, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    section = factories.section("Sport")
    section.slug, section.go_live_at = "culture", noon + HOUR
    section.save_revision().publish()
    factories.section("Culture")
    piece = factories.draft("The ferry is back", slug="back")
    piece.go_live_at = noon + HOUR
    publish(piece, Unasked.COMMAND)
    leaving = factories.article("The market", slug="market")
    leaving.expire_at = noon + HOUR
    publish(leaving, Unasked.COMMAND)
    market = path_of(leaving)
    assert reader.status(market) == 200

    with at(noon + 2 * HOUR):
        assert strike_due() == 2
        assert strike_due() == 0

    assert "The ferry is back" in reader.get(path_of(piece)).text
    assert reader.status(market) == 404
    assert Article.objects.get(pk=leaving.pk).expired
    section = SectionPage.objects.get(pk=section.pk)
    assert (section.slug, section.live) == ("sport", True)
    assert "cannot be published" in caplog.text
    history = PageLogEntry.objects.filter(page=section, action="wagtail.schedule.cancel")
    assert history.count() == 1
