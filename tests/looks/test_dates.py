"""Date lines read as each language writes them."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import localedata
from django.utils import translation

from stoppress.site import date_words
from stoppress.site.templatetags import press_dates

WHEN = datetime(2026, 5, 30, 9, 5, tzinfo=ZoneInfo("Asia/Baku"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "30 May 2026 - 09:05"),
        ("az", "30 may 2026 - 09:05"),
        ("ru", "30 мая 2026 - 09:05"),
        ("tr", "30 Mayıs 2026 - 09:05"),
        ("uk", "30 травня 2026 - 09:05"),
        ("ka", "30 მაისი 2026 - 09:05"),
        ("hy", "30 մայիսի 2026 - 09:05"),
        ("de", "30. Mai 2026 - 09:05"),
        ("fr", "30 mai 2026 - 09:05"),
        ("es", "30 de mayo de 2026 - 09:05"),
        ("ar", "30 مايو 2026 - 09:05"),
    ],
)
def test_a_date_line(language: str, expected: str) -> None:
    with translation.override(language):
        assert press_dates.dateline(WHEN) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "June 2026"),
        ("az", "İyun 2026"),
        ("ru", "Июнь 2026"),
        ("uk", "Червень 2026"),
        ("es", "Junio de 2026"),
        ("hy", "Հունիս 2026"),
    ],
)
def test_a_month_as_a_title_is_in_the_nominative(language: str, expected: str) -> None:
    with translation.override(language):
        assert press_dates.month(date(2026, 6, 1)) == expected


def test_georgian_words_begin_with_no_capital() -> None:
    with translation.override("ka"):
        assert press_dates.weekday(date(2026, 6, 1)) == "ორშაბათი, 1 ივნისი 2026"
        assert press_dates.month(date(2026, 6, 1)) == "ივნისი 2026"


def test_the_first_of_a_month_in_french() -> None:
    with translation.override("fr"):
        assert press_dates.day(date(2026, 6, 1)) == "1er juin 2026"
        assert press_dates.weekday(date(2026, 6, 1)) == "Lundi 1er juin 2026"


def test_the_attribute_keeps_the_offset() -> None:
    assert press_dates.iso(WHEN) == "2026-05-30T09:05+04:00"


def test_an_unknown_language_gets_english_dates() -> None:
    assert date_words.day_text(WHEN.date(), "xx") == "30 May 2026"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {"one", "other"}),
        ("ru", {"one", "few", "many"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
    ],
)
def test_new_items_are_announced_in_every_plural_form(language: str, forms: set[str]) -> None:
    with translation.override(language):
        assert set(json.loads(press_dates.new_items())) == forms


@pytest.mark.parametrize("first", ["az", "tr", "ru", "ar", "fr"])
def test_no_language_leaves_its_months_to_another(first: str) -> None:
    localedata._cache.clear()
    date_words.cldr_locale.cache_clear()
    date_words.month_text.cache_clear()

    date_words.month_text(2026, 6, first)

    assert date_words.month_text(2026, 6, "es") == "Junio de 2026"
    assert date_words.month_text(2026, 6, "en") == "June 2026"
