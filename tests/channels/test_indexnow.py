"""Search engines are told what changed, once, when readers have it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings as django_settings

from stoppress.channels import words
from stoppress.channels.ends import End
from stoppress.channels.models import PingState
from stoppress.channels.pings import indexnow
from stoppress.channels.pings.running import Pings
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import Article
from stoppress.site.settings_files import indexnow_key
from tests.channels.search_engine import Answer, SearchEngine, search_engine
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(noon: datetime, reader: Reader, settings: Any) -> Iterator[SearchEngine]:
    """An engine that the settings name."""
    factories.edition()
    factories.section()
    with search_engine() as found:
        settings.HOME_SETTINGS = replace(django_settings.HOME_SETTINGS, indexnow=found.url)
        yield found


@pytest.fixture
def pings(engine: SearchEngine) -> Pings:
    """Who tells it, from now on."""
    return begun()


def begun() -> Pings:
    """Who tells the engine, as after a start."""
    [pinger] = indexnow.indexnow()
    return Pings(pinger)


def path_of(article: Article) -> str:
    """Where readers find an article."""
    return str(article.public_path)


def test_each_change_is_told_once_with_the_key(engine: SearchEngine, pings: Pings) -> None:
    one, two = factories.article("One"), factories.article("Two")
    assert pings.work()

    [told] = engine.told
    key = indexnow_key()
    assert told == {
        "host": "news.example",
        "key": key,
        "keyLocation": f"https://news.example/{key}.txt",
        "urlList": [f"https://news.example{path_of(found)}" for found in (one, two)],
    }
    assert engine.types == ["application/json; charset=utf-8"]
    assert pings.work()
    assert len(engine.told) == 1
    assert PingState.objects.get(pk=indexnow.NAME).told == 2


def test_what_is_changed_moved_and_withdrawn_is_told_where_it_was_and_is(
    engine: SearchEngine, pings: Pings, noon: datetime
) -> None:
    moved, down, off = (factories.article(name) for name in ("Moved", "Down", "Off"))
    assert pings.work()
    engine.told.clear()

    before = path_of(moved)
    moved.slug = "elsewhere"
    moved = publish(moved, Unasked.COMMAND)
    with at(noon + timedelta(hours=1)):
        correct(moved, "It said sixty.", "It is fifty.", Unasked.COMMAND)
        take_down(down, "It was wrong.", Unasked.COMMAND)
        unpublish(off, Unasked.COMMAND)
        assert pings.work()

    assert len(engine.told) == 1
    assert sorted(engine.addresses) == sorted({before, path_of(moved), path_of(down), path_of(off)})


def test_nothing_is_told_of_what_readers_never_had(
    engine: SearchEngine, pings: Pings, noon: datetime
) -> None:
    ends = noon + timedelta(hours=2)
    factories.draft("Only a draft")
    secret = publish(factories.draft("Secret", embargo_until=ends), Unasked.COMMAND)
    take_down(factories.draft("Never out"), "It was wrong.", Unasked.COMMAND)
    assert pings.work()
    assert engine.told == []

    with at(ends):
        strike_due()
        assert pings.work()
    secret.refresh_from_db()
    assert engine.addresses == [path_of(secret)]


def test_an_archive_that_is_brought_in_is_left_to_the_sitemaps(
    engine: SearchEngine, pings: Pings, noon: datetime
) -> None:
    drafts = []
    for days in (0, 2, 4000):
        article = new_article()
        article.title, article.section, article.live = f"{days} days", factories.section(), True
        article.published_at = noon - timedelta(days=days)
        article.body = [("paragraph", "<p>The boat came in at noon.</p>")]
        drafts.append(Draft(article))
    write_articles(drafts, Unasked.IMPORT)
    factories.article("Old", published_at=noon - timedelta(hours=25))
    assert pings.work()

    new = Article.objects.get(title="0 days")
    assert engine.addresses == [path_of(new)]
    old = Article.objects.get(title="4000 days")
    with at(noon + timedelta(hours=1)):
        correct(old, "It said sixty.", "It is fifty.", Unasked.COMMAND)
        assert pings.work()
    assert engine.addresses[1:] == [path_of(old)]  # what an editor changes is told, however old


def test_the_engine_is_asked_when_readers_have_the_page(
    engine: SearchEngine, pings: Pings, reader: Reader
) -> None:
    article = factories.article("One")
    had = []
    real = indexnow.ping

    def ping(addresses: Sequence[str]) -> End:
        with reader.store.snapshot() as snapshot:
            had.append(snapshot.page(path_of(article)) is not None)
        return real(addresses)

    pings.pinger = replace(pings.pinger, ping=ping)
    assert pings.work()
    assert had == [True]


@pytest.mark.parametrize(
    ("answer", "done", "trouble", "waits"),
    [
        (Answer(200), True, "", 0),
        (Answer(202), True, "", 0),
        (Answer(400, {"Content-Type": "text/plain"}, b"Bad\n  format"), True, "", 0),
        (Answer(403), False, "HTTP 403 Forbidden. The key is refused", 600),
        (Answer(422), False, "HTTP 422 Unprocessable Entity. The addresses are not", 600),
        (Answer(429, {"Retry-After": "77"}), False, "HTTP 429", 77),
        (Answer(429, {"Retry-After": "soon"}), False, "HTTP 429", 1),
        (Answer(503, body=b"x" * 100_000), False, "HTTP 503 Service Unavailable", 1),
        (
            Answer(302, {"Location": "https://other.example/"}),
            False,
            "HTTP 302 Found https://other.example/",
            600,
        ),
        (Answer(0), False, words.NO_ANSWER, 1),
    ],
)
def test_every_answer_has_its_end(
    answer: Answer,
    done: bool,
    trouble: str,
    waits: int,
    engine: SearchEngine,
    pings: Pings,
    noon: datetime,
) -> None:
    engine.answers.append(answer)
    article = factories.article("One")

    assert pings.work() is done
    state = PingState.objects.get(pk=indexnow.NAME)
    assert state.trouble.startswith(trouble)
    assert bool(state.trouble) is not done
    if answer.status == 400:
        assert (
            state.answer == "HTTP 400 Bad Request: Bad format"
        )  # and these addresses are not told again
    if done:
        assert begun().work()
        assert len(engine.told) == 1
        return
    assert state.waits_until is not None
    assert (
        timedelta(0) <= state.waits_until - noon - timedelta(seconds=waits) < timedelta(seconds=5)
    )
    assert not pings.work()
    assert len(engine.told) == 1
    factories.article("Meanwhile")
    with at(state.waits_until):
        assert pings.work()  # all that is left goes in one request
    assert engine.told[1]["urlList"][0].endswith(path_of(article))
    assert len(engine.told[1]["urlList"]) == 2
    assert PingState.objects.get(pk=indexnow.NAME).trouble == ""


def test_what_a_crash_leaves_untold_is_told_after_it(engine: SearchEngine, pings: Pings) -> None:
    article = factories.article("One")
    with (
        mock.patch.object(Cursor, "move_to", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        pings.work()
    assert engine.addresses == [path_of(article)]

    assert begun().work()  # told twice, which is as once; and never lost
    assert engine.addresses == [path_of(article)] * 2
    assert begun().work()
    assert len(engine.told) == 2


def test_requests_have_as_many_addresses_as_the_protocol_allows(
    engine: SearchEngine, pings: Pings
) -> None:
    for _number in range(3):
        factories.article()
    pings.pinger = replace(pings.pinger, at_once=2)
    assert pings.work()
    assert [len(request["urlList"]) for request in engine.told] == [2, 1]
    assert indexnow.MOST == 10_000


def test_nobody_is_told_where_the_settings_name_nobody(engine: SearchEngine, settings: Any) -> None:
    settings.HOME_SETTINGS = replace(django_settings.HOME_SETTINGS, indexnow="")
    assert not list(indexnow.indexnow())
