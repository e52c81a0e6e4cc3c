"""The recording itself: what is read leaves its trace, and nothing else does."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from typer.testing import CliRunner

from stoppress.cli.app import app
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Person, SectionPage
from stoppress.press.recording import Recording, recorded
from tests.newsroom import factories
from tests.newsroom.reader import noon

__all__ = ["noon"]

pytestmark = [pytest.mark.law, pytest.mark.django_db]


def columns(recording: Recording, model: str) -> set[str]:
    """The columns read of rows of a model."""
    return {read.column for read in recording.columns if read.model == model}


def test_a_column_counts_as_read_when_it_is_looked_at() -> None:
    factories.person("Mara Ellwood")
    with recorded() as recording:
        person = Person.objects.get()
        assert person.name == "Mara Ellwood"
    assert columns(recording, "newsroom.Person") == {"id", "name"}
    assert person.slug == "mara-ellwood", "what outlives the recording is as Django made it"


def test_values_bring_the_rows_they_came_from() -> None:
    article = factories.article("A ferry")
    with recorded() as recording:
        assert list(Article.objects.values_list("public_path", "section__slug")[:1])
    found = {(read.model, read.pk, read.column) for read in recording.columns}
    assert ("newsroom.Article", str(article.pk), "public_path") in found
    assert ("newsroom.SectionPage", str(article.section_id), "slug") in found


def test_what_is_joined_and_prefetched_leaves_its_rows() -> None:
    factories.article("A ferry", by=(factories.person("Mara Ellwood"),))
    with recorded() as recording:
        found = Article.objects.select_related("section").prefetch_related("bylines__person").get()
        assert found.section
        assert [found.section.title, *(b.person.name for b in found.bylines.all())]
    assert "title" in columns(recording, "newsroom.SectionPage")
    assert "name" in columns(recording, "newsroom.Person")


def test_what_only_counts_leaves_its_tables() -> None:
    with recorded() as recording:
        assert not SectionPage.objects.filter(articles__title="x").exists()
        assert Person.objects.count() == 0
    assert {"newsroom_sectionpage", "newsroom_article", "newsroom_person"} <= recording.tables
    assert not recording.columns


def test_clock_settings_and_templates_leave_their_readers(noon: datetime) -> None:
    with recorded() as recording:
        assert clock.now() == noon
        assert settings.STOPPRESS_SITE_URL
        render_to_string("lists/months.html", {"months": ()})
    here = f"{__name__}:test_clock_settings_and_templates_leave_their_readers"
    assert here in recording.clock
    assert not recording.settings, "only this package's own reads are of interest"
    assert any(name.endswith("lists/months.html") for name in recording.templates)


def test_nothing_is_replaced_outside() -> None:
    before = (Model.__dict__["from_db"], clock.now)
    with recorded():
        assert clock.now is not before[1]
    assert (Model.__dict__["from_db"], clock.now) == before


def test_the_command_shows_what_a_page_reads(noon: datetime) -> None:
    factories.article("A ferry")
    shown = CliRunner().invoke(app, ["fragments", "--reads", "/"]).output
    assert "\nlatest/en\n" in shown
    assert "newsroom.EditionPage" in shown
    assert "clock, by: " in shown
