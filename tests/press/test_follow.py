"""Following the change log: nothing lost, nothing done half, nothing older stored over newer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from unittest import mock

import pytest
from wagtail.images import get_image_model

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.change_log.followers import wake_followers
from stoppress.newsroom.models import Article, Change, NewsroomSettings
from stoppress.press import follow as follow_module
from stoppress.press import make as make_module
from stoppress.press import render as render_module
from stoppress.press.follow import follow
from stoppress.press.make import TooManyChanges, make
from stoppress.press.registry import NotReady
from stoppress.press.render import plan, render
from stoppress.releases.rebuild import rebuild, warm
from stoppress.site.pictures import rendition_path
from stoppress.store import Batch, Page
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader
from tests.press.counting import rendered

pytestmark = pytest.mark.django_db


def last_sequence() -> int:
    return Change.objects.order_by("-sequence").values_list("sequence", flat=True)[0]


def forget_everything(reader: Reader) -> None:
    """Empty the store, which stays where it stands in the log."""
    with reader.store.snapshot() as snapshot:
        keys, paths = set(snapshot.keys()), set(snapshot.paths())
    reader.store.apply(Batch(forget_fragments=keys, forget_pages=paths))


def test_a_press_that_dies_before_its_batch_is_made_up_for(reader: Reader) -> None:
    article = factories.article("The ferry is back")
    path = str(article.public_path)
    reader.get(path)
    article.title = "The ferry is here"
    publish(article, Unasked.COMMAND)
    with (
        mock.patch.object(type(reader.store), "apply", side_effect=MemoryError),
        pytest.raises(MemoryError),
    ):
        follow()
    assert reader.store.sequence < last_sequence()

    follow()

    assert reader.store.sequence == last_sequence()
    assert "The ferry is here" in reader.get(path).text


def test_a_failing_press_never_fails_the_publisher(
    reader: Reader, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        mock.patch.object(type(reader.store), "apply", side_effect=OSError("disk is full")),
        django_capture_on_commit_callbacks(execute=True),
    ):
        article = factories.article("The ferry is back")

    assert "the worker will" in caplog.text
    assert reader.status(str(article.public_path)) == 200


def test_a_commit_presses_at_once_and_once(
    reader: Reader, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        factories.article("The ferry is back")

    assert callbacks.count(wake_followers) == 1
    assert reader.store.sequence == last_sequence()


def test_following_again_renders_nothing(reader: Reader) -> None:
    factories.article()
    reader.get("/")

    with rendered() as keys:
        assert follow() == last_sequence()

    assert keys == []


def test_a_batch_overtaken_by_another_press_is_not_written(reader: Reader) -> None:
    factories.article("The ferry is back")
    apply = reader.store.apply

    def overtaken(batch: Any, **options: Any) -> bool:
        with mock.patch.object(reader.store, "apply", apply):
            follow_module._here.following = False
            with mock.patch.object(follow_module, "press_lock", mock.MagicMock()):
                follow()  # another process, which does not wait for our lock
        return apply(batch, **options)

    with mock.patch.object(type(reader.store), "apply", side_effect=overtaken):
        follow()

    assert reader.store.sequence == last_sequence()
    assert "The ferry is back" in reader.get("/").text


def test_a_press_called_by_its_own_rendering_does_not_wait_for_itself(reader: Reader) -> None:
    factories.article()
    inner: list[int] = []

    def calling(key: str) -> Any:
        inner.append(follow())
        return render(key)

    with mock.patch.object(follow_module, "render", calling):
        follow()

    assert inner
    assert reader.store.sequence == last_sequence()


def test_a_page_overtaken_by_a_publish_is_made_again(reader: Reader) -> None:
    article = factories.article("The ferry is back")
    path = str(article.public_path)
    follow()
    forget_everything(reader)
    overtaken: list[str] = []

    def overtaking(key: str) -> Any:
        fragment = render(key)
        if not overtaken:
            overtaken.append(key)
            article.title = "The ferry is here"
            publish(article, Unasked.COMMAND)
            follow()
        return fragment

    with mock.patch.object(render_module, "render", overtaking):
        assert make(path)

    assert "The ferry is here" in reader.get(path).text
    assert "The ferry is back" not in reader.get(path).text


@pytest.mark.slow
def test_a_newsroom_that_never_rests_is_told_in_a_sentence(reader: Reader) -> None:
    article = factories.article()
    follow()
    forget_everything(reader)

    def overtaking(key: str) -> Any:
        publish(article, Unasked.COMMAND)
        follow()
        return render(key)

    with (
        mock.patch.object(render_module, "render", overtaking),
        pytest.raises(TooManyChanges, match="keeps changing"),
    ):
        make("/robots.txt")


def test_a_path_that_does_not_exist_is_not_made(reader: Reader) -> None:
    factories.article()

    assert not make("/no-such-section/")
    assert not make("/harbour/2026/05/30/no-such-piece/")
    assert not make("/all-news/2026/02/31/")
    with reader.store.snapshot() as snapshot:
        assert snapshot.page("/no-such-section/") is None


def test_a_path_asked_for_before_its_piece_is_there_the_moment_it_is(
    noon: datetime, reader: Reader
) -> None:
    factories.section()
    path = "/harbour/2026/05/30/the-ferry-is-back/"
    assert reader.status(path) == 404

    factories.article("The ferry is back")

    assert reader.status(path) == 200


def test_settings_make_everything_again_and_hot_pages_at_once(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    pages = ["/", "/harbour/", str(article.public_path), "/all-news/"]
    assert all("t.me/kelmora" not in reader.get(path).text for path in pages)

    NewsroomSettings(telegram="kelmora").save()
    follow()

    with reader.store.snapshot() as snapshot:
        assert [path for path in pages if snapshot.page(path) is None] == ["/all-news/"]
    assert all("t.me/kelmora" in reader.get(path).text for path in pages)


@pytest.mark.slow
def test_a_rebuild_makes_every_stored_page_again_and_forgets_the_dead(reader: Reader) -> None:
    article = factories.article("The ferry is back")
    gone = factories.article("Gone")
    paths = [str(article.public_path), str(gone.public_path), "/harbour/", "/feed.rss"]
    warm()
    for path in paths:
        reader.get(path)
    Article.objects.filter(pk=article.pk).update(title="Changed behind the log")
    Article.objects.filter(pk=gone.pk).update(live=False)
    steps: list[tuple[int, int]] = []

    done = rebuild(lambda *step: steps.append(step))

    assert "Changed behind the log" in reader.get(paths[0]).text
    assert "Changed behind the log" in reader.get("/feed.rss").text
    assert reader.status(paths[1]) == 404
    assert steps[-1] == (done, done)


def test_a_rebuild_goes_on_when_a_pictures_rendition_was_lost(reader: Reader) -> None:
    picture = media.image()
    article = factories.article("The ferry is back", lead_image=picture)
    path = rendition_path(picture, 320, "jpg")
    warm()
    assert reader.status(path) == 200
    get_image_model().objects.get(pk=picture.pk).renditions.all().delete()
    Article.objects.filter(pk=article.pk).update(title="Changed behind the log")

    rebuild()

    assert "Changed behind the log" in reader.get(str(article.public_path)).text
    assert reader.status(path) == 200


def test_what_must_be_written_first_is_written_outside_the_moment_of_reading(
    reader: Reader,
) -> None:
    written: list[str] = []

    def planned(path: str) -> Any:
        if not written:
            raise NotReady(lambda: written.append(path))
        return plan(path)

    factories.article()
    with mock.patch.object(make_module, "plan", planned):
        assert make("/harbour/")

    assert written == ["/harbour/"]


def test_warming_makes_the_pages_readers_ask_for_first(reader: Reader) -> None:
    article = factories.article("The ferry is back")

    warm()

    with reader.store.snapshot() as snapshot:
        for path in ("/", "/-/404/en", "/-/latest/en.json", "/harbour/", str(article.public_path)):
            page = snapshot.page(path)
            assert isinstance(page, Page), path
            assert all(snapshot.has(key) for key in page.fragments), path


def test_an_article_is_stored_by_its_publish_before_anybody_asks(
    noon: datetime, reader: Reader
) -> None:
    factories.article("The ferry is back")
    reader.get("/")
    article = factories.article("The ferry is late")
    follow()
    with reader.store.snapshot() as snapshot:
        assert isinstance(snapshot.page(str(article.public_path)), Page)
