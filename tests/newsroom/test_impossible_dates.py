"""Dates that cannot all be meant: refused in the model, so by whatever way an article comes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import BreakingNews
from tests.newsroom import factories

pytestmark = pytest.mark.django_db

#: Dates in hours from now, by field; and the field that is wrong.
IMPOSSIBLE = [
    ({"public_since": 2, "public_until": 1}, "public_until"),
    ({"public_since": 2, "public_until": 2}, "public_until"),
    ({"embargo_until": 2, "public_until": 1}, "public_until"),
    ({"go_live_at": 2, "public_until": 1}, "public_until"),
    ({"go_live_at": 2, "expire_at": 1}, "expire_at"),
    ({"embargo_until": 2, "expire_at": 1}, "expire_at"),
    ({"published_at": 24}, "published_at"),
    ({"published_at": 24, "embargo_until": 23}, "published_at"),
]
POSSIBLE = [
    {"public_since": 1, "public_until": 2},
    {"published_at": 24, "embargo_until": 24},
    {"published_at": 24, "public_since": 25},
    {"published_at": 24, "go_live_at": 24},
    {"published_at": -24 * 365 * 100, "public_until": -1},
    {"published_at": 1 / 60},
    {"public_until": -1},
]


def from_now(noon: datetime, hours: dict[str, float]) -> dict[str, datetime]:
    return {field: noon + timedelta(hours=ahead) for field, ahead in hours.items()}


@pytest.mark.parametrize(("hours", "wrong"), IMPOSSIBLE)
@pytest.mark.slow
def test_dates_that_cannot_be_meant_are_refused(
    noon: datetime, hours: dict[str, float], wrong: str
) -> None:
    article = factories.draft("The ferry is back")
    for field, moment in from_now(noon, hours).items():
        setattr(article, field, moment)

    with pytest.raises(ValidationError) as refused:
        publish(article, Unasked.COMMAND)

    assert set(refused.value.message_dict) == {wrong}


@pytest.mark.parametrize("hours", POSSIBLE)
@pytest.mark.slow
def test_dates_that_can_be_meant_are_taken(noon: datetime, hours: dict[str, float]) -> None:
    factories.article("The ferry is back", **from_now(noon, hours))


def line(noon: datetime, since: float | None, until: float) -> BreakingNews:
    return BreakingNews(
        locale=factories.edition().locale,
        text="The harbour is closed",
        since=None if since is None else noon + timedelta(hours=since),
        until=noon + timedelta(hours=until),
    )


@pytest.mark.parametrize(("since", "until"), [(2, 1), (1, 1), (None, -1), (-2, -1), (None, 0)])
def test_a_breaking_line_that_nobody_would_see_is_refused(
    noon: datetime, since: float | None, until: float
) -> None:
    with pytest.raises(ValidationError) as refused:
        line(noon, since, until).full_clean()

    assert set(refused.value.message_dict) == {"until"}


def test_a_breaking_line_can_be_ended_before_its_time(noon: datetime) -> None:
    shown = line(noon, None, 2)
    shown.full_clean()
    shown.save()

    shown.until = noon - timedelta(minutes=1)
    shown.full_clean()
