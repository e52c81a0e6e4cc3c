"""What readers have and what a channel has stay in step, whatever happens in between."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.models import Delivery
from stoppress.newsroom.actions.break_news import break_news
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import CHAT, BotApi
from tests.channels.conftest import Way
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
_S = Delivery.State
_C = Unasked.COMMAND


def test_a_piece_is_posted_once_edited_and_deleted(way: Way, api: BotApi) -> None:
    ferry, tide = factories.topic("Ferry"), factories.topic("Tide tables")
    article = factories.article("Fish & chips <again>", deck="Why it matters.", about=(ferry, tide))
    way.work()
    way.work()

    [message] = api.standing
    assert message.words == (
        "Fish & chips <again>\n\nWhy it matters.\n\n#Ferry #Tide_tables\n\nnews.example"
    )
    assert message.html.startswith("<b>Fish &amp; chips &lt;again&gt;</b>\n")
    assert f'<a href="https://news.example{article.public_path}">' in message.html
    assert not message.silent
    delivery = way.delivery(article)
    assert (delivery.state, delivery.remote_id) == (_S.SENT, str(message.id))

    article.title = "Fish, without chips"
    publish(article, Unasked.COMMAND)
    article.title = "Fish again"
    publish(article, Unasked.COMMAND)
    way.work()
    assert message.words.startswith("Fish again\n")
    assert (message.edits, len(api.messages)) == (1, 1)

    correct(article, "It said chips.", "There are none.", Unasked.COMMAND)
    way.work()
    assert "Correction: It said chips. There are none." in message.words

    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    assert api.standing == []
    assert way.delivery(article).state == _S.WITHDRAWN


def test_what_changes_nothing_in_the_post_asks_for_nothing(way: Way, api: BotApi) -> None:
    article = factories.article()
    way.work()
    asked = len(api.requests)
    article.body = [("paragraph", "<p>Another text.</p>")]
    publish(article, Unasked.COMMAND)
    way.work()
    assert len(api.requests) == asked


def test_an_embargoed_word_leaves_at_its_second_and_not_before(
    way: Way, api: BotApi, noon: datetime
) -> None:
    ends = noon + timedelta(minutes=5)
    article = publish(factories.draft("The verdict", embargo_until=ends), Unasked.COMMAND)
    way.work()
    with at(ends - timedelta(seconds=1)):
        strike_due()
        way.work()
    assert api.requests == []
    with at(ends):
        strike_due()
        way.work()
    assert [message.words.split("\n")[0] for message in api.standing] == ["The verdict"]
    assert way.delivery(article).state == _S.SENT


def test_what_was_taken_down_comes_back_as_a_new_post(way: Way, api: BotApi) -> None:
    article = factories.article("The ferry is late")
    way.work()
    take_down(article, "It was wrong.", Unasked.COMMAND)
    way.work()
    restore(article, Unasked.COMMAND)
    way.work()
    assert [message.deleted for message in api.messages.values()] == [True, False]
    assert way.delivery(article).state == _S.SENT


def test_a_piece_that_moves_is_linked_where_it_is_and_its_links_lead_there(
    way: Way, api: BotApi, reader: Reader
) -> None:
    article, town = factories.article("The ferry is late"), factories.section("Town")
    way.work()
    paths = [article.public_path]

    def moved() -> None:
        way.work()
        [message] = api.standing
        paths.append(Article.objects.get(pk=article.pk).public_path)
        assert message.html.endswith(f'<a href="https://news.example{paths[-1]}">news.example</a>')

    article.slug = "ferry"
    publish(article, _C)
    moved()
    move(article, town, _C)
    moved()
    town.refresh_from_db()
    town.slug = "the-town"  # of what may be thousands of posts none is changed by this
    town.save()
    way.work()
    assert f'{paths[-1]}">' in api.standing[0].html
    now = Article.objects.get(pk=article.pk).public_path

    assert len({*paths, now}) == 4
    for path in paths:
        led = reader.get(path or "")
        assert (led.status, led.location) == (301, now)


def test_a_piece_that_moves_to_another_edition_leaves_for_the_channel_there(
    way: Way, api: BotApi, noon: datetime
) -> None:
    there = factories.section(of=factories.edition("az", "Qəzet"))
    other = Way.of(add_channel("telegram", "az", CHAT, Unasked.COMMAND, api=api.url))
    article = factories.article("The ferry is late")
    way.work()
    other.work()
    old = factories.article("Of yesterday", published_at=noon - timedelta(days=1))
    for one in (article, old):
        move(one, there, _C)
    way.work()
    other.work()
    assert [one.html.count("/az/") for one in api.standing] == [1]
    assert (way.delivery(article).state, other.delivery(article).state) == (_S.WITHDRAWN, _S.SENT)

    take_down(Article.objects.get(pk=article.pk), "It was wrong.", _C)
    way.work()
    other.work()
    assert api.standing == []


def test_a_picture_is_posted_with_its_words_and_changed_with_them(way: Way, api: BotApi) -> None:
    article = factories.article("The ferry is late", lead_image=image())
    way.work()
    [message] = api.standing
    assert message.photo is not None
    assert message.photo.startswith(b"\xff\xd8")
    assert message.words.startswith("The ferry is late\n")

    article.title = "The ferry is very late"
    publish(article, Unasked.COMMAND)
    way.work()
    assert message.words.startswith("The ferry is very late\n")
    assert api.asked("editMessageCaption") == 1

    article.lead_image = None
    publish(article, Unasked.COMMAND)
    way.work()
    assert message.photo.startswith(b"\x89PNG")
    assert api.asked("editMessageMedia") == 1
    assert len(api.messages) == 1


def test_a_channel_is_told_of_its_edition_and_of_nothing_before_it(api: BotApi, way: Way) -> None:
    old = factories.article("Before there was the other channel")
    way.work()
    other = Way.of(add_channel("telegram", "en", CHAT, Unasked.COMMAND, api=api.url))
    elsewhere = factories.section(of=factories.edition("az", "Qəzet"))
    factories.article("Of another edition", into=elsewhere)
    old.title = "Changed afterwards"
    publish(old, Unasked.COMMAND)
    other.work()
    assert not Delivery.objects.filter(channel=other.channel).exists()

    factories.article("News")
    other.work()
    assert [m.words.split("\n")[0] for m in api.standing] == [
        "Before there was the other channel",
        "News",
    ]


def test_a_post_is_pinned_while_the_breaking_line_leads_to_it(
    way: Way, api: BotApi, noon: datetime
) -> None:
    bridge, ferry = factories.article("The bridge is shut"), factories.article("The ferry is late")
    way.work()
    edition = factories.edition().locale
    break_news("The bridge is shut", [edition], timedelta(hours=1), _C, article=bridge)
    way.work()
    assert pinned(api) == ["The bridge is shut"]
    assert not way.delivery(bridge).answer

    api.fault(
        "pinChatMessage",
        status=400,
        description="Bad Request: not enough rights to manage pinned messages in the chat",
    )
    break_news("Late", [edition], timedelta(hours=1), _C, article=ferry, instead=True)
    way.work()
    refused = way.delivery(ferry)
    assert pinned(api) == []
    assert (refused.state, refused.answer[:17], way.channel.trouble) == (
        _S.SENT,
        "Not enough rights",
        "",
    )

    break_news("The ferry is late", [edition], timedelta(hours=1), _C, article=bridge, instead=True)
    way.work()
    assert pinned(api) == ["The bridge is shut"]
    with at(noon + timedelta(hours=1, seconds=1)):
        strike_due()
        way.work()
    assert pinned(api) == []


def test_a_piece_that_comes_out_with_its_breaking_line_is_pinned(way: Way, api: BotApi) -> None:
    article = factories.article("The bridge is shut")
    break_news("Shut", [factories.edition().locale], timedelta(hours=1), _C, article=article)
    way.work()
    assert pinned(api) == ["The bridge is shut"]
    take_down(article, "It was wrong.", _C)
    way.work()
    assert way.delivery(article).pinned is False


def pinned(api: BotApi) -> list[str]:
    return [message.words.split("\n")[0] for message in api.standing if message.pinned]
