"""What the worker asks the database at every tick is answered as fast in an archive of any size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from stoppress.newsroom import page_indexes
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import PageViews
from stoppress.newsroom.most_read import hour_of
from stoppress.newsroom.search.follow import follow as search_follows
from stoppress.press.follow import follow
from stoppress.press.site_health import HeartbeatWriter
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at
from tests.press.plans import walks_of

pytestmark = pytest.mark.django_db


def drop_index() -> None:
    """As SQLite does when a migration of Wagtail's alters the table of pages."""
    with connection.cursor() as cursor:
        cursor.execute(page_indexes.DROP_EXPIRY)


@pytest.mark.parametrize(
    "does", [strike_due, follow, search_follows, HeartbeatWriter().tick, choose_most_read]
)
@pytest.mark.slow
def test_no_tick_looks_at_the_whole_archive(
    does: Callable[[], object], noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is late")
    PageViews.objects.create(article=article, hour=hour_of(noon), count=1)
    follow()
    search_follows()

    assert walks_of(does) == []


@pytest.mark.slow
def test_what_is_due_is_found_without_looking_at_the_whole_archive(
    noon: datetime, reader: Reader
) -> None:
    for place, (name, hours) in enumerate((("Ferry", 1), ("Market", 1), ("Harbour", 9))):
        draft = factories.draft(name, slug=f"piece-{place}")
        draft.go_live_at = noon + timedelta(hours=hours)
        publish(draft, Unasked.COMMAND)
        leaving = factories.article(f"{name} again")
        leaving.expire_at = noon + timedelta(hours=hours)
        publish(leaving, Unasked.COMMAND)
    struck: list[int] = []

    with at(noon + timedelta(hours=2)):
        walks = walks_of(lambda: struck.append(strike_due()))

    assert struck == [4]
    assert walks == []


def test_a_walk_through_the_archive_would_be_noticed(noon: datetime, reader: Reader) -> None:
    drop_index()
    [walk] = walks_of(strike_due)
    assert "expire_at" in walk


def test_the_index_comes_back_after_migrations() -> None:
    drop_index()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert walks_of(strike_due) == []
