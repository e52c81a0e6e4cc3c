"""PageViews, from the edge's files to the newsroom's counts: once each, whatever is killed when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stoppress.newsroom import clock
from stoppress.newsroom.actions.fold_page_views import fold_page_views
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, PageViews, PageViewSpool
from stoppress.newsroom.recent_page_views import read_recently
from stoppress.press import page_views as press_views
from stoppress.press.page_views import take_page_views
from stoppress.watch.counting import FOLDER, Counting
from tests.newsroom import factories
from tests.watch.counted import GOOGLEBOT, edge_process, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home's ``run`` folder of this test's own."""
    monkeypatch.setattr(press_views, "page_views_folder", lambda: tmp_path / FOLDER)
    return tmp_path


def views_of(article: Article) -> int:
    return sum(PageViews.objects.filter(article=article).values_list("count", flat=True))


def path_of(article: Article) -> str:
    assert article.public_path
    return article.public_path


def test_views_of_several_processes_are_added(run: Path) -> None:
    ferry, tram = factories.article("The ferry"), factories.article("The tram")
    with edge_process(run) as one, edge_process(run) as other:
        read(one, path_of(ferry), 3)
        read(other, path_of(ferry), 2, status=304)
        read(other, path_of(tram))

    take_page_views()

    assert (views_of(ferry), views_of(tram)) == (5, 1)
    assert read_recently([ferry.pk, tram.pk]) == {ferry.pk: 5, tram.pk: 1}


def test_only_people_who_read_a_piece_are_counted(run: Path) -> None:
    ferry = factories.article("The ferry")
    path = path_of(ferry)
    with edge_process(run) as edge:
        read(edge, path, by=GOOGLEBOT)
        read(edge, path, by="curl/8.5.0")
        read(edge, path, by=None)
        read(edge, path, purpose="prefetch")
        read(edge, path, purpose="prefetch;prerender")
        read(edge, path, method="HEAD")
        read(edge, path, status=404)
        read(edge, "/")

    take_page_views()

    assert not PageViews.objects.exists()


def test_what_was_taken_is_not_taken_again(run: Path) -> None:
    ferry = factories.article("The ferry")
    edge = Counting.open(run)
    read(edge, path_of(ferry), 2)
    edge.tick()
    take_page_views()
    take_page_views()
    read(edge, path_of(ferry))
    edge.close()

    take_page_views()
    take_page_views()

    assert views_of(ferry) == 3
    assert not list((run / FOLDER).glob("*.views"))
    assert not PageViewSpool.objects.exists()


def test_a_worker_that_dies_before_it_took_the_file_away_counts_nothing_twice(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ferry = factories.article("The ferry")
    with edge_process(run) as edge:
        read(edge, path_of(ferry), 4)

    class KilledError(Exception):
        pass

    def killed(self: Path, missing_ok: bool = False) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KilledError):
            take_page_views()
    take_page_views()

    assert views_of(ferry) == 4


def test_a_torn_line_is_left_out_and_what_follows_is_counted(run: Path) -> None:
    ferry = factories.article("The ferry")
    edge = Counting.open(run)
    read(edge, path_of(ferry), 2)
    edge.tick()
    (file,) = (run / FOLDER).glob("*.views")
    with file.open("ab") as torn:
        torn.write(b'[1780000000,{"/harb')  # the edge was killed here
    del edge  # its lock is still held: nothing is taken for ended too early
    take_page_views()
    with edge_process(run) as next_one:
        read(next_one, path_of(ferry), 3)

    take_page_views()

    assert views_of(ferry) == 5


def test_views_of_a_piece_that_is_gone_are_dropped(run: Path) -> None:
    ferry = factories.article("The ferry")
    path = path_of(ferry)
    with edge_process(run) as edge:
        read(edge, path)
    ferry.delete()

    take_page_views()

    assert not PageViews.objects.exists()


def test_views_keep_the_hour_in_which_they_were(run: Path) -> None:
    ferry = factories.article("The ferry")
    at = datetime(2026, 3, 1, 9, 59, tzinfo=UTC)
    folder = run / FOLDER
    folder.mkdir()
    lines = [
        f'[{int(moment.timestamp())},{{"{path_of(ferry)}":2}}]\n'
        for moment in (at, at + timedelta(minutes=2), at + timedelta(minutes=3))
    ]
    (folder / "edge-9.1.views").write_text("".join(lines))

    take_page_views()

    counted = dict(PageViews.objects.values_list("hour", "count"))
    assert counted == {at.replace(minute=0): 2, at.replace(hour=10, minute=0): 4}


def test_old_hours_become_days_and_very_old_days_go(run: Path) -> None:
    ferry, tram = factories.article("The ferry"), factories.article("The tram")
    today = datetime(2026, 3, 20, tzinfo=UTC)
    for days, hour, article, count in (
        (9, 0, ferry, 1),
        (9, 7, ferry, 2),
        (9, 23, ferry, 4),
        (9, 23, tram, 8),
        (8, 5, ferry, 16),
        (6, 5, ferry, 32),
        (500, 0, ferry, 64),
    ):
        moment = today - timedelta(days=days) + timedelta(hours=hour)
        PageViews.objects.create(article=article, hour=moment, count=count)

    with clock.set_clock(today + timedelta(hours=12)):
        while fold_page_views():
            pass

    rows = set(PageViews.objects.values_list("article", "hour", "count"))
    assert rows == {
        (ferry.pk, today - timedelta(days=9), 7),
        (tram.pk, today - timedelta(days=9), 8),
        (ferry.pk, today - timedelta(days=8), 16),
        (ferry.pk, today - timedelta(days=6) + timedelta(hours=5), 32),
    }


def test_an_unpublished_piece_keeps_its_views(run: Path) -> None:
    ferry = factories.article("The ferry")
    with edge_process(run) as edge:
        read(edge, path_of(ferry))
    take_page_views()
    unpublish(ferry, Unasked.COMMAND)

    assert views_of(ferry) == 1


def test_the_most_read_are_chosen_when_something_they_follow_from_has_changed(
    run: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ferry = factories.article("The ferry")
    chosen: list[object] = []

    def choose(leaving: object) -> list[int]:
        chosen.append(leaving)
        return []

    monkeypatch.setattr(press_views, "TAKE_EVERY", 0.0)
    monkeypatch.setattr(press_views, "choose_most_read", choose)
    follower = press_views.PageViewTaker()

    def ticks(times: int = 3) -> int:
        before = len(chosen)
        for _time in range(times):
            follower.tick()
        return len(chosen) - before

    assert ticks() == 1
    assert ticks() == 0
    with edge_process(run) as edge:
        read(edge, path_of(ferry))
    assert ticks() == 1, "views"
    unpublish(ferry, Unasked.COMMAND)
    assert ticks() == 1, "what is public"
    with clock.set_clock(noon + timedelta(hours=1)):
        assert ticks() == 1, "the hour"


def test_a_list_that_was_left_alone_has_its_turn_later(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[set[int]] = []

    def choose(leaving: set[int]) -> list[int]:
        left.append(leaving)
        return [7] if len(left) == 1 else []

    monkeypatch.setattr(press_views, "TAKE_EVERY", 0.0)
    monkeypatch.setattr(press_views, "choose_most_read", choose)
    follower = press_views.PageViewTaker()
    follower.tick()
    with edge_process(run) as edge:
        read(edge, path_of(factories.article()))
    follower.tick()
    follower.tick()
    assert left == [set(), {7}, {7}]

    monkeypatch.setattr(press_views, "CHOOSE_EVERY", 0.0)
    follower.tick()
    follower.tick()
    assert left[3:] == [set()]
