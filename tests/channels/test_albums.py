"""A piece with several pictures, as an album of Telegram."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from stoppress.channels.actions.settle_as_there import settle_as_there
from stoppress.channels.models import Delivery
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import BotApi
from tests.channels.conftest import Way, gallery
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
_S = Delivery.State


@pytest.fixture
def album(way: Way) -> Way:
    """A channel in which galleries are albums."""
    way.change(albums=True)
    return way


def posted(way: Way, *, pictures: int = 3, **fields: Any) -> Article:
    """A piece with a lead picture and a gallery, which stands in the channel."""
    images = [image(f"Quay {number}") for number in range(pictures)]
    body = gallery(images[0], *images[1:])  # a gallery may show the lead once more
    article = factories.article("The ferry is late", lead_image=images[0], body=body, **fields)
    way.work()
    return article


def test_all_pictures_go_along_with_the_words_below_the_first(album: Way, api: BotApi) -> None:
    article = posted(album, deck="It waits for the tide.")

    assert [bool(one.photo) for one in api.standing] == [True] * 3
    first, *rest = api.standing
    assert first.words.startswith("The ferry is late\n\nIt waits for the tide.")
    assert [one.words for one in rest] == ["", ""]
    delivery = album.delivery(article)
    assert delivery.remote_id == ",".join(str(one.id) for one in api.standing)
    assert api.asked("sendMediaGroup", "sendPhoto", "sendMessage") == 1

    asked = len(api.requests)
    publish(article, Unasked.COMMAND)
    album.work()
    assert len(api.requests) == asked


def test_without_the_rule_the_lead_picture_goes_alone(way: Way, api: BotApi) -> None:
    posted(way)
    assert (len(api.standing), api.asked("sendPhoto")) == (1, 1)


@pytest.mark.parametrize(("pictures", "messages"), [(1, 1), (2, 2), (10, 10), (11, 10)])
def test_an_album_has_two_to_ten_pictures(
    pictures: int, messages: int, album: Way, api: BotApi
) -> None:
    posted(album, pictures=pictures)
    assert len(api.standing) == messages


def test_words_too_long_for_a_caption_are_a_text(album: Way, api: BotApi) -> None:
    posted(album, deck="long " * 250)
    [message] = api.standing
    assert message.photo is None


def test_pictures_that_cannot_be_read_are_left_out(album: Way, api: BotApi) -> None:
    images = [image(f"Quay {number}") for number in range(3)]
    images[1].file.storage.delete(images[1].file.name)
    article = factories.article("The ferry", lead_image=images[0], body=gallery(*images[1:]))
    album.work()
    assert len(api.standing) == 2
    for one in images[1:]:
        one.file.storage.delete(one.file.name)
        one.renditions.all().delete()
    publish(article, Unasked.COMMAND)
    album.work()
    assert (len(api.standing), album.delivery(article).state) == (2, _S.SENT)


def test_other_words_change_the_caption_and_other_pictures_change_in_their_place(
    album: Way, api: BotApi
) -> None:
    article = posted(album)
    article.title = "The ferry is here"
    publish(article, Unasked.COMMAND)
    album.work()
    first, second, third = api.standing
    assert first.words.startswith("The ferry is here")
    assert [one.edits for one in api.standing] == [1, 0, 0]

    body = article.body[0].value["pictures"]
    fresh, gone = image("Slip"), second.photo
    article.body = gallery(body[0]["image"], fresh, body[2]["image"])
    publish(article, Unasked.COMMAND)
    album.work()
    assert [one.edits for one in api.standing] == [1, 1, 0]
    assert second.photo != gone

    article.body = gallery(body[0]["image"], body[2]["image"])
    publish(article, Unasked.COMMAND)
    album.work()
    assert api.standing == [first, third]

    words, lead = first.words, first.photo
    article.lead_image, article.body = None, gallery(body[2]["image"])
    publish(article, Unasked.COMMAND)
    album.work()
    assert (api.standing, first.words, first.photo) == ([first], words, third.photo)
    article.body = [("paragraph", "<p>No picture.</p>")]
    publish(article, Unasked.COMMAND)
    album.work()
    assert (api.standing, first.words) == ([first], words)
    assert (first.photo or b"").startswith(b"\x89PNG")
    assert lead != first.photo
    assert len(api.messages) == 3


def test_a_takedown_deletes_all_of_it_and_what_comes_back_is_a_new_album(
    album: Way, api: BotApi
) -> None:
    article = posted(album)
    take_down(article, "It was wrong.", Unasked.COMMAND)
    album.work()
    assert (api.standing, album.delivery(article).state) == ([], _S.WITHDRAWN)
    restore(article, Unasked.COMMAND)
    album.work()
    assert len(api.standing) == 3


def test_an_album_that_can_no_longer_be_deleted_loses_its_words_and_pictures(
    album: Way, api: BotApi
) -> None:
    article = posted(album)
    api.fault("deleteMessages", status=400, description="Bad Request: message can't be deleted")
    take_down(article, "It was wrong.", Unasked.COMMAND)
    album.work()
    assert len({one.photo for one in api.standing}) == 1
    assert all((one.photo or b"").startswith(b"\x89PNG") for one in api.standing)
    assert api.standing[0].words == "This piece was withdrawn"
    assert "ferry" not in "".join(one.words for one in api.standing)
    assert album.delivery(article).state == _S.WITHDRAWN


def test_who_deleted_the_message_with_the_words_deleted_the_album(album: Way, api: BotApi) -> None:
    article = posted(album)
    api.standing[0].deleted = True
    article.title = "The ferry is here"
    publish(article, Unasked.COMMAND)
    album.work()
    assert (api.standing, album.delivery(article).state) == ([], _S.WITHDRAWN)


def test_a_picture_that_somebody_deleted_there_stays_away(album: Way, api: BotApi) -> None:
    article = posted(album)
    api.standing[2].deleted = True
    article.title, article.body = "The ferry is here", gallery(image("Slip"))
    publish(article, Unasked.COMMAND)
    album.work()
    assert [one.words.split("\n")[0] for one in api.standing] == ["The ferry is here", ""]
    assert album.delivery(article).state == _S.SENT


@pytest.mark.parametrize("albums", [True, False])
def test_a_picture_comes_back_whose_change_was_lost_and_taken_back(
    albums: bool, way: Way, api: BotApi
) -> None:
    way.change(albums=albums)
    article = posted(way)
    before = [one.photo for one in api.standing]
    lead, body = article.lead_image, article.body
    article.lead_image, article.body = image("Slip"), gallery(lead, image("Crane"))
    publish(article, Unasked.COMMAND)
    api.fault("editMessageMedia", times=3, stored=True)
    way.work()
    assert [one.photo for one in api.standing] != before

    article.lead_image, article.body = lead, body
    publish(article, Unasked.COMMAND)
    api.faults.clear()
    with at(clock.now() + timedelta(minutes=20)):
        way.work()
    assert [one.photo for one in api.standing] == before
    assert way.delivery(article).state == _S.SENT


def test_a_message_of_an_album_is_no_other_pieces_post(album: Way, api: BotApi) -> None:
    posted(album)
    mine = factories.article("Was it sent?")
    api.fault("sendMessage")
    album.work()
    unsure = album.delivery(mine)
    for message in api.standing:
        with pytest.raises(ValidationError):
            settle_as_there(unsure, Unasked.COMMAND, link=f"https://t.me/x/{message.id}")
    assert album.delivery(mine).state == _S.UNSURE
