"""Each way in which Telegram may answer, or not, has a defined end."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from stoppress.channels.actions.resend import resend
from stoppress.channels.actions.resume_channel import resume_channel
from stoppress.channels.actions.settle_as_there import settle_as_there
from stoppress.channels.deliver import recover
from stoppress.channels.models import Channel, Delivery
from stoppress.cli import check
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.conftest import Way, gallery
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import at
from tests.world.ports import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
_S = Delivery.State

#: What happens to a post: the fault, the state of the delivery, whether the channel waits.
POSTS: dict[str, tuple[dict[str, Any], str, bool]] = {
    "too many requests": (
        {
            "status": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
        _S.WAITING,
        True,
    ),
    "thrown out": (
        {"status": 403, "description": "Forbidden: bot was kicked from the channel chat"},
        _S.WAITING,
        True,
    ),
    "no rights": (
        {
            "status": 400,
            "description": "Bad Request: need administrator rights in the channel chat",
        },
        _S.WAITING,
        True,
    ),
    "unknown chat": (
        {"status": 400, "description": "Bad Request: chat not found"},
        _S.WAITING,
        True,
    ),
    "unknown bot": ({"status": 401, "description": "Unauthorized"}, _S.WAITING, True),
    "this post refused": (
        {"status": 400, "description": "Bad Request: can't parse entities"},
        _S.REFUSED,
        False,
    ),
    "too large": ({"status": 413, "description": "Request Entity Too Large"}, _S.REFUSED, False),
    "not done": ({"status": 500, "description": "Internal Server Error"}, _S.WAITING, True),
    "not now": ({"status": 503, "description": None}, _S.WAITING, True),
    "elsewhere": ({"status": 302, "description": None}, _S.WAITING, True),
    "a gateway that does not know": ({"status": 502, "description": None}, _S.UNSURE, True),
    "done, and no answer": ({"stored": True}, _S.UNSURE, True),
    "not done, and no answer": ({}, _S.UNSURE, True),
    "no JSON": ({"status": 200, "description": None, "stored": True}, _S.UNSURE, True),
    "JSON without a result": ({"status": 200, "description": "?"}, _S.UNSURE, True),
}


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("method", ["sendMessage", "sendMediaGroup"])
def test_a_post(method: str, name: str, way: Way, api: BotApi) -> None:
    what, state, waits = POSTS[name]
    pictures = {"lead_image": image(), "body": gallery(image())} if "Group" in method else {}
    way.change(albums=True)
    article = factories.article("The ferry is late", **pictures)
    messages = 2 if pictures else 1
    fault = api.fault(method, **what)
    way.work()

    assert fault.met.is_set()
    delivery = way.delivery(article)
    assert delivery.state == state, delivery.answer
    assert delivery.answer
    assert TOKEN not in delivery.answer + way.channel.trouble
    assert (way.channel.waits_until is not None) == waits
    assert bool(way.channel.trouble) == waits
    asked = api.asked(method)

    with at(clock.now() + timedelta(minutes=20)):
        way.work()
    later = way.delivery(article)
    if state == _S.WAITING:  # it is sent by itself, after the channel was found to take posts again
        assert (later.state, len(api.standing)) == (_S.SENT, messages)
        assert not way.channel.trouble
    else:
        assert (later.state, api.asked(method)) == (state, asked)


def test_retry_after_is_obeyed(way: Way, api: BotApi, noon: datetime) -> None:
    factories.article()
    api.fault(
        "sendMessage", status=429, description="Too Many Requests", parameters={"retry_after": 77}
    )
    way.work()
    with at(noon + timedelta(seconds=76)):
        way.work()
        assert api.standing == []
    with at(noon + timedelta(seconds=78)):
        way.work()
    assert len(api.standing) == 1


def test_one_unsure_post_in_an_outage_and_all_of_it_afterwards(
    way: Way, api: BotApi, noon: datetime
) -> None:
    api.fault(times=100, status=502, description=None)
    articles: list[Article] = []
    for minute in range(0, 120, 10):
        with at(noon + timedelta(minutes=minute)):
            articles.append(factories.article())
            way.work()
    assert api.asked("sendMessage") == 1
    api.faults.clear()
    with at(noon + timedelta(hours=2, minutes=15)):
        way.work()
    states = [way.delivery(article).state for article in articles]
    assert states == [_S.UNSURE, *[_S.SENT] * 11]
    assert len(api.standing) == 11


def test_a_port_where_nobody_listens_leaves_nobody_unsure(way: Way, api: BotApi) -> None:
    article = factories.article()
    way.change(api=f"http://127.0.0.1:{free_port()}")
    way.work()
    assert way.delivery(article).state == _S.WAITING
    way.change(api=api.url)
    with at(clock.now() + timedelta(minutes=20)):
        way.work()
    assert len(api.standing) == 1


def test_an_answer_that_does_not_come_in_time_is_not_waited_for(
    way: Way, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stoppress.channels.kinds.telegram.asking._ANSWER", 0.2)
    fault = api.fault("sendMessage", stored=True, held=Event())
    article = factories.article()
    way.work()
    assert way.delivery(article).state == _S.UNSURE
    assert fault.held
    fault.held.set()


def test_a_channel_that_moved_is_found_where_it_is(way: Way, api: BotApi) -> None:
    api.fault(
        "sendMessage",
        status=400,
        description="Bad Request: group chat was upgraded",
        parameters={"migrate_to_chat_id": api.chat_id},
    )
    factories.article()
    way.work()
    assert way.channel.target == str(api.chat_id)
    assert len(api.standing) == 1


@pytest.mark.parametrize("name", ["cut", "no answer", "not now", "gateway"])
def test_an_edit_is_asked_again(name: str, way: Way, api: BotApi) -> None:
    faults: dict[str, dict[str, Any]] = {
        "cut": {"stored": True},
        "no answer": {},
        "not now": {"status": 500, "description": "Internal Server Error"},
        "gateway": {"status": 504, "description": None, "stored": True},
    }
    article = posted(way)
    api.fault("editMessageText", **faults[name])
    article.title = "The ferry is here"
    publish(article, Unasked.COMMAND)
    way.work()
    with at(clock.now() + timedelta(minutes=20)):
        way.work()
    [message] = api.standing
    assert message.words.startswith("The ferry is here")
    assert way.delivery(article).state == _S.SENT


def test_a_post_that_somebody_deleted_there_is_not_posted_again(way: Way, api: BotApi) -> None:
    article = posted(way)
    api.standing[0].deleted = True
    for headline in ("The ferry is here", "The ferry has left"):
        article.title = headline
        publish(article, Unasked.COMMAND)
        way.work()
    delivery = way.delivery(article)
    assert (api.standing, delivery.state) == ([], _S.WITHDRAWN)

    resend(delivery, Unasked.COMMAND)
    way.work()
    assert [message.words.split("\n")[0] for message in api.standing] == ["The ferry has left"]


def test_what_is_deleted_there_already_is_withdrawn(way: Way, api: BotApi) -> None:
    article = posted(way)
    api.standing[0].deleted = True
    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    assert way.delivery(article).state == _S.WITHDRAWN


@pytest.mark.parametrize("pictured", [False, True])
def test_what_can_no_longer_be_deleted_loses_its_words_and_its_picture(
    pictured: bool, way: Way, api: BotApi
) -> None:
    article = posted(way, **({"lead_image": image()} if pictured else {}))
    api.fault("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    [message] = api.standing
    assert message.words == "This piece was withdrawn"
    assert (message.photo or b"\x89PNG").startswith(b"\x89PNG")
    assert way.delivery(article).state == _S.WITHDRAWN


@pytest.mark.parametrize("done", [True, False])
def test_a_piece_that_comes_back_after_a_deletion_without_an_answer(
    done: bool, way: Way, api: BotApi
) -> None:
    article = posted(way)
    fault = api.fault("deleteMessage", stored=done)
    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    assert fault.met.is_set()
    restore(article, Unasked.COMMAND)
    with at(clock.now() + timedelta(minutes=20)):
        way.work()
    [message] = api.standing
    assert message.words.startswith("The ferry is late")
    assert way.delivery(article).state == _S.SENT


def test_a_piece_that_comes_back_after_a_deletion_that_was_refused(way: Way, api: BotApi) -> None:
    article = posted(way)
    api.fault("deleteMessage", status=400, description="Bad Request: can't parse entities")
    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    assert way.delivery(article).state == _S.REFUSED
    restore(article, Unasked.COMMAND)
    article = Article.objects.get(pk=article.pk)
    article.title = "The ferry is here"
    publish(article, Unasked.COMMAND)
    way.work()
    [message] = api.standing
    assert message.words.startswith("The ferry is here")
    assert (way.delivery(article).state, len(api.messages)) == (_S.SENT, 1)


def test_an_editor_settles_what_is_unsure(way: Way, api: BotApi) -> None:
    arrived, lost = factories.article("It arrived"), factories.article("It was lost")
    api.fault("sendMessage", stored=True)
    way.work()
    api.fault("sendMessage")
    with at(clock.now() + timedelta(minutes=20)):
        way.work()
        first, second = way.delivery(arrived), way.delivery(lost)
        assert (first.state, second.state) == (_S.UNSURE, _S.UNSURE)

        settle_as_there(first, Unasked.COMMAND, link=f"https://t.me/x/{api.standing[0].id}")
        resend(second, Unasked.COMMAND)
        arrived.title = "It arrived twice"
        publish(arrived, Unasked.COMMAND)
        resume_channel(way.channel, Unasked.COMMAND)
        way.work()

    words = [message.words.split("\n")[0] for message in api.standing]
    assert words == ["It arrived twice", "It was lost"]


@pytest.mark.parametrize(
    "link", ["{other}", "https://t.me/x/{other}", "t.me/c/1/{other}?single", "x/y", "x/9" * 100]
)
def test_nobody_takes_the_post_of_another_piece_for_their_own(
    link: str, way: Way, api: BotApi
) -> None:
    """What is settled so is changed and deleted there with the piece."""
    other = posted(way)
    mine = factories.article("Was it sent?")
    api.fault("sendMessage")
    way.work()
    unsure = way.delivery(mine)
    assert unsure.state == _S.UNSURE

    with pytest.raises(ValidationError):
        settle_as_there(
            unsure, Unasked.COMMAND, link=link.format(other=way.delivery(other).remote_id)
        )

    assert way.delivery(mine).state == _S.UNSURE


def test_what_a_crash_left_in_the_middle(way: Way, api: BotApi) -> None:
    changed, fresh = posted(way), factories.article("Was it sent?")
    changed.title = "The ferry is here"
    publish(changed, Unasked.COMMAND)
    way.work()
    rows = Delivery.objects.filter(channel=way.channel)
    rows.update(state=_S.SENDING)  # as they stand while a request is under way
    asked = len(api.requests)

    recover(way.channel, way.line)
    way.work()

    assert way.delivery(changed).state == _S.SENT
    assert way.delivery(fresh).state == _S.UNSURE
    assert len(api.requests) == asked


def test_a_channel_that_refuses_all_is_asked_at_once_by_who_mended_it(
    way: Way, api: BotApi
) -> None:
    api.fault("sendMessage", status=403, description="Forbidden: bot was kicked")
    factories.article()
    way.work()
    assert Channel.objects.get().trouble == "Forbidden: bot was kicked"
    said = ["The channel telegram-en takes no posts: Forbidden: bot was kicked"]
    assert check._channels() == said
    resume_channel(way.channel, Unasked.COMMAND)
    way.work()
    assert (len(api.standing), way.channel.trouble) == (1, "")


def test_without_a_token_the_channel_says_what_is_missing(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STOPPRESS_TELEGRAM_TOKEN")
    factories.article()
    way.work()
    assert "STOPPRESS_TELEGRAM_TOKEN" in way.channel.trouble


def test_the_token_is_in_no_row_and_no_line_of_the_log(
    way: Way, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where a proxy in front quotes the address that it was asked."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("telegram").setLevel("CRITICAL")
    quoted = f"cannot reach /bot{TOKEN}/sendMessage nor /bot{TOKEN.replace(':', '%3A')}/sendMessage"
    for what in ({"status": 400}, {"status": 502}, {"status": 403}):
        article = factories.article()
        api.fault("sendMessage", description=quoted, **what)
        way.work()
        said = way.delivery(article).answer
        assert "cannot reach /bot…/sendMessage" in said
        assert TOKEN not in said + way.channel.trouble
        Channel.objects.update(trouble="", waits_until=None)
    way.change(api="ftp://127.0.0.1")
    way.line.close()
    factories.article()
    way.work()
    assert TOKEN not in way.channel.trouble
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio"))]
    assert TOKEN not in "".join(record.getMessage() for record in ours)


def posted(way: Way, **fields: Any) -> Article:
    """An article that stands in the channel."""
    article = factories.article("The ferry is late", **fields)
    way.work()
    return article
