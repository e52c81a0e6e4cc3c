"""Dates typed at the desk: what was not touched, what comes twice, what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from stoppress.desk.dates import DateTimeField
from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

EXACT = datetime(2026, 5, 29, 6, 7, 8, 123456, tzinfo=UTC)


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the form that a page shows."""
    [form] = html.fromstring(page).xpath("//form[@data-edit-form]")
    text = streamfield([("paragraph", rich_text("<p>The boat came in at noon.</p>"))])
    return dict(form.form_values()) | nested_form_data({"body": text})


def address_of(article: Article) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def shown(desk: Client, article: Article) -> str:
    return desk.get(address_of(article), secure=True).content.decode()


def sent(desk: Client, article: Article, data: dict[str, str]) -> str:
    """What the desk shows after ``data`` was sent to be published."""
    data = data | {"action-publish": "action-publish"}
    return desk.post(address_of(article), data, secure=True, follow=True).content.decode()


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


@pytest.fixture
def in_berlin() -> Iterator[None]:
    """The newsroom stands where clocks are put back."""
    before = timezone.get_default_timezone()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.TIME_ZONE", "Europe/Berlin")
        _forget_the_zone()
        yield
    _forget_the_zone()
    assert timezone.get_default_timezone() == before


def _forget_the_zone() -> None:
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["published_at", "changed_at", "public_since"])
def test_a_date_that_nobody_touched_stays_to_the_microsecond(desk: Client, field: str) -> None:
    article = factories.article("The ferry is late", **{"published_at": EXACT, field: EXACT})

    sent(desk, article, form_of(shown(desk, article)) | {"title": "The ferry is back"})

    article = Article.objects.get(pk=article.pk)
    assert article.title == "The ferry is back"
    assert getattr(article, field) == EXACT


def test_a_date_that_was_moved_is_moved(desk: Client) -> None:
    article = factories.article("The ferry is late", published_at=EXACT)

    sent(desk, article, form_of(shown(desk, article)) | {"published_at": "2026-05-29 10:08"})

    article = Article.objects.get(pk=article.pk)
    assert article.published_at == datetime(2026, 5, 29, 6, 8, tzinfo=UTC)


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(("which", "hour"), [(0, 0), (1, 1)])
def test_an_hour_that_comes_twice_is_asked_for_and_kept(
    desk: Client, which: int, hour: int
) -> None:
    article = factories.article("The ferry is late")
    page = sent(desk, article, form_of(shown(desk, article)) | {"published_at": "2025-10-26 02:30"})
    assert "02:30 comes twice" in page
    [choice] = html.fromstring(page).xpath("//select[@name='published_at-offset']")
    assert choice.value_options == ["+02:00", "+01:00"]
    assert choice.value == "+02:00"

    answers = form_of(page) | {"published_at-offset": choice.value_options[which]}
    sent(desk, article, answers)

    moment = datetime(2025, 10, 26, hour, 30, tzinfo=UTC)
    assert Article.objects.get(pk=article.pk).published_at == moment
    again = form_of(shown(desk, article))
    assert again["published_at-offset"] == choice.value_options[which]
    sent(desk, article, again | {"title": "The ferry is back"})
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.published_at) == ("The ferry is back", moment)


@pytest.mark.usefixtures("in_berlin")
def test_an_hour_that_never_comes_is_refused_in_words(desk: Client) -> None:
    article = factories.article("The ferry is late")

    page = sent(desk, article, form_of(shown(desk, article)) | {"published_at": "2025-03-30 02:30"})

    assert "there is no 02:30" in page


@pytest.mark.parametrize(
    ("zone", "twice", "never"),
    [
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-10-04 02:15"),  # by half an hour
        ("America/Santiago", "2026-04-04 23:30", "2026-09-06 00:30"),  # at midnight
    ],
)
def test_clocks_are_put_back_and_forward_in_other_ways(zone: str, twice: str, never: str) -> None:
    field = DateTimeField()
    with timezone.override(ZoneInfo(zone)):
        for given, words in ((twice, "comes twice"), (never, "there is no")):
            with pytest.raises(ValidationError, match=words):
                field.to_python(given)
        first, second = (field.to_python(f"{twice}{offset}") for offset in offsets_of(zone, twice))
        assert first is not None
        assert second is not None
        assert first < second
        day_before = field.to_python(f"2026-01-15 {twice[-5:]}")
        assert day_before is not None


def offsets_of(zone: str, text: str) -> list[str]:
    """The offsets of the first and of the second time at which a clock shows ``text``."""
    shown = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return [shown.replace(fold=fold).isoformat()[-6:] for fold in (0, 1)]


@pytest.mark.usefixtures("in_berlin")
def test_a_choice_is_forgotten_when_another_time_is_given(desk: Client) -> None:
    first = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    article = factories.article("The ferry is late", published_at=first)

    sent(desk, article, form_of(shown(desk, article)) | {"published_at": "2025-12-26 02:30"})

    moved = Article.objects.get(pk=article.pk).published_at
    assert moved == datetime(2025, 12, 26, 1, 30, tzinfo=UTC)
