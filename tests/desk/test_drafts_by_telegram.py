"""What the newsroom's people forward to its bot becomes drafts, and nothing of anybody else's."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from stoppress.channels.ends import Later
from stoppress.desk.telegram.hear import hear as deal_with
from stoppress.desk.telegram.limits import Limits
from stoppress.newsroom.models import Article, Byline, Person, SectionPage, TelegramWriter
from tests.channels.bot_api import BotApi
from tests.desk.conftest import user_of
from tests.desk.telegram_world import connected, hear
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

_HEAR = "stoppress.desk.telegram.listener.hear"
_CHAT = 77
_CHANNEL = {
    "type": "channel",
    "date": 1_780_000_000,
    "chat": {"id": -1009, "type": "channel", "title": "Port @editor Office", "username": "port"},
    "message_id": 12,
}


def desk_of(user: User) -> Client:
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(user)
    return desk


def writer(telegram: BotApi, section: SectionPage | None = None) -> User:
    """A reporter whose chat is connected, and of whose messages an owner has drafts made."""
    section = section or factories.section("Harbour")
    reporter = connected(user_of("reporter"), telegram)
    wanted = {"do": "telegram", "drafts_in": str(section.pk)}
    desk_of(user_of("owner")).post(f"/accounts/{reporter.pk}/", wanted, secure=True)
    telegram.messages.clear()
    return User.objects.get(pk=reporter.pk)


def jpeg(colour: str, form: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (640, 480), colour).save(file, form)
    return file.getvalue()


def photo(telegram: BotApi, colour: str, **message: Any) -> int:
    """Somebody sends a picture of one colour."""
    telegram.files[f"photos/{colour}.jpg"] = jpeg(colour)
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": width, "height": 480}
        for name, width in (("photos/small.jpg", 64), (f"photos/{colour}.jpg", 640))
    ]
    return telegram.write("", _CHAT, photo=sizes, **message)


def newest() -> Any:
    return Article.objects.latest("pk").get_latest_revision_as_object()


def test_a_forwarded_message_becomes_a_draft_in_its_section(telegram: BotApi) -> None:
    reporter = writer(telegram)
    person = Person.objects.create(name="Mara Ellwood", account=reporter)
    text = 'Ferry "Aurora" is late\n\nIt left at 8:00.\nWind & waves.\n\nMore here: port.example'
    bold = {"type": "bold", "offset": text.index("left"), "length": 4}
    start = text.index("here")
    link = {
        "type": "text_link",
        "offset": start,
        "length": 4,
        "url": "https://port.example/a?b=1&c",
    }
    telegram.write(text, _CHAT, forward_origin=_CHANNEL, entities=[bold, link])
    hear()

    draft = newest()
    assert (draft.title, draft.live, draft.owner) == ("Ferry “Aurora” is late", False, reporter)
    assert draft.section == TelegramWriter.objects.get().section
    said = "".join(str(block.value.source) for block in draft.body)
    assert said.startswith("<p>It <b>left</b> at 8:00.")
    assert "Wind &amp; waves." in said
    assert '<a href="https://port.example/a?b=1&amp;c">here</a>' in said
    assert "https://t.me/port/12" in draft.editor_note
    assert "https://t.me/port/12" not in said
    assert [row.person for row in Byline.objects.filter(article=draft.pk)] == [person]
    [answer] = telegram.said_to(_CHAT)
    assert answer == (
        "“Ferry “Aurora” is late” is a draft in Harbour:"
        f" https://desk.news.example/pieces/{draft.pk}/"
    )
    page = desk_of(reporter).get(f"/pieces/{draft.pk}/", secure=True, follow=True)
    assert page.status_code == 200


def test_a_picture_goes_through_what_is_asked_of_an_upload(telegram: BotApi) -> None:
    reporter = writer(telegram)
    photo(telegram, "red", caption="The quay this morning")
    hear()
    draft = newest()
    assert (draft.title, draft.editor_note) == ("The quay this morning", "Sent by Telegram.")
    assert draft.lead_image.uploaded_by_user == reporter
    photo(telegram, "red")
    hear()
    assert newest().lead_image == draft.lead_image  # the very same file is not kept twice

    telegram.files["no.jpg"] = b"<svg onload=alert(1)>"
    file = {"file_id": "no.jpg", "file_unique_id": "u", "mime_type": "image/jpeg"}
    telegram.write("", _CHAT, document={**file, "file_name": "no.jpg"}, caption="Words stay")
    hear()
    assert (newest().title, newest().lead_image) == ("Words stay", None)
    assert "The picture was left out:" in telegram.said_to(_CHAT)[-1]
    telegram.write("", _CHAT, document={**file, "file_name": "no.jpg"})
    hear()
    assert Article.objects.count() == 3  # of nothing no draft is made
    assert get_image_model().objects.count() == 1


def test_an_album_is_one_draft_also_when_it_comes_in_parts(telegram: BotApi) -> None:
    writer(telegram)
    of_one = {"media_group_id": "9", "forward_origin": _CHANNEL}
    photo(telegram, "red", **of_one)
    photo(telegram, "green", caption="Three boats\nAll late.", **of_one)
    hear()
    photo(telegram, "blue", **of_one)
    hear()

    draft = newest()
    assert Article.objects.count() == 1
    assert (draft.title, draft.live) == ("Three boats", False)
    assert draft.lead_image is not None
    assert [block.block_type for block in draft.body] == ["image", "paragraph", "image"]
    assert len(telegram.said_to(_CHAT)) == 1


def test_words_after_new_and_nothing_else_of_ones_own_becomes_a_draft(telegram: BotApi) -> None:
    writer(telegram)
    telegram.write("/new A long day\nIt began at six.", _CHAT)
    telegram.write("Is anybody there?", _CHAT)
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    telegram.write("", _CHAT, voice=voice, forward_origin=_CHANNEL)
    telegram.write("", _CHAT, voice=voice, forward_origin=_CHANNEL, caption="The mayor speaks")
    hear()

    titles = ["A long day", "The mayor speaks"]
    assert [article.title for article in Article.objects.order_by("pk")] == titles
    _draft, help_, nothing, words_alone = telegram.said_to(_CHAT)
    assert "becomes a draft" in help_
    assert words_alone.endswith("What is neither words nor a picture was left out.")
    assert nothing == "Words and pictures become drafts, and nothing else."


def test_nobody_has_drafts_made_until_an_owner_says_so(telegram: BotApi) -> None:
    section = factories.section("Harbour")
    reporter, owner = connected(user_of("reporter"), telegram), user_of("owner")
    telegram.write("A long day", _CHAT, forward_origin=_CHANNEL)
    hear()
    assert not Article.objects.exists()

    wanted = {"do": "telegram", "drafts_in": str(section.pk)}
    desk_of(reporter).post(f"/accounts/{reporter.pk}/", wanted, secure=True)
    assert not TelegramWriter.objects.exists()
    desk = desk_of(owner)
    desk.post(f"/accounts/{reporter.pk}/", wanted, secure=True)
    assert TelegramWriter.objects.get().user == reporter
    assert ModelLogEntry.objects.filter(action="stoppress.account.telegram", user=owner).exists()
    page = html.fromstring(desk.get("/accounts/", secure=True).content)
    assert "drafts by Telegram" in page.text_content()
    desk.post(f"/accounts/{reporter.pk}/", {"do": "telegram", "drafts_in": ""}, secure=True)
    assert not TelegramWriter.objects.exists()


def test_it_is_never_more_than_the_person_may_do_at_the_desk(telegram: BotApi) -> None:
    reporter = writer(telegram)
    reporter.groups.clear()
    photo(telegram, "red", caption="The quay")
    hear()
    assert not Article.objects.exists()
    assert not get_image_model().objects.exists()
    assert telegram.said_to(_CHAT) == [
        "You may not begin a piece in the section that is set for you."
    ]

    User.objects.filter(pk=reporter.pk).update(is_active=False)  # however it was closed
    asked = telegram.asked("getFile")
    photo(telegram, "green", caption="The pier")
    hear()
    assert not Article.objects.exists()
    assert telegram.asked("getFile") == asked
    assert "draft" not in telegram.said_to(_CHAT)[-1]


def test_a_message_handled_twice_makes_one_draft(
    telegram: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(telegram)

    def killed(heard: Any, *what: Any) -> None:
        deal_with(heard, *what)
        raise KeyboardInterrupt

    monkeypatch.setattr(_HEAR, killed)
    photo(telegram, "red", caption="The quay")
    with pytest.raises(KeyboardInterrupt):
        hear()
    assert not Article.objects.exists()
    monkeypatch.setattr(_HEAR, deal_with)

    telegram.fault("sendMessage", status=500)  # the draft is made, the answer waits
    hear()
    hear()
    hear()
    assert Article.objects.count() == 1
    assert len(telegram.said_to(_CHAT)) == 1


def test_a_picture_that_cannot_be_had_is_asked_for_again_and_then_left_out(
    telegram: BotApi, noon: datetime
) -> None:
    writer(telegram)
    limits = Limits()
    photo(telegram, "red", caption="The quay")
    telegram.fault("getFile", status=503, times=4)
    for _ in range(4):
        assert isinstance(hear(limits), Later)
    assert not Article.objects.exists()
    hear(limits)
    assert newest().lead_image is not None

    photo(telegram, "green", caption="The pier")
    telegram.fault("getFile", status=503, times=9)
    for _ in range(5):
        hear(limits)
    assert (newest().title, newest().lead_image) == ("The pier", None)
    telegram.faults.clear()
    file = {"file_id": "big", "file_unique_id": "u", "mime_type": "image/png"}
    telegram.write("", _CHAT, document={**file, "file_name": "big.png"}, caption="The whole town")
    telegram.fault("getFile", status=400, description="Bad Request: file is too big")
    hear(limits)
    assert newest().title == "The whole town"
    assert "file is too big" in telegram.said_to(_CHAT)[-1].lower()
