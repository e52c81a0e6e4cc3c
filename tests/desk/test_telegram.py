"""People are told by Telegram, through a real Bot API server on the loopback interface."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html
from wagtail.users.models import UserProfile

from stoppress.channels.ends import Later
from stoppress.channels.kinds.telegram import open_bot_of_people
from stoppress.desk.staff.close_account import close_account
from stoppress.desk.telegram import listener
from stoppress.desk.telegram.hear import hear as deal_with
from stoppress.desk.telegram.limits import Limits
from stoppress.desk.telegram.tell import Teller
from stoppress.newsroom.actions.leave_note import leave_note
from stoppress.newsroom.models import Article, Notice, NoticeWishes, TelegramBot, TelegramChat
from stoppress.newsroom.notices.tell import tell
from tests.channels.bot_api import TOKEN, BotApi
from tests.desk.conftest import user_of
from tests.desk.telegram_world import code_for, connected, hear
from tests.newsroom import factories
from tests.newsroom.reader import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

_HEAR = "stoppress.desk.telegram.listener.hear"
_CHAT, _STRANGER = 77, 404
_UNKNOWN = "Guten Tag."


def mentioned(telegram: BotApi, times: int = 1) -> list[Notice]:
    """A reporter who is connected was named in notes, and is to be told."""
    editor, reporter = user_of("editor"), connected(user_of("reporter"), telegram)
    article = factories.draft("Fırtına: <the> ferry stays")
    tell()
    for number in range(times):
        leave_note(article, f"@reporter, is the year right? ({number})", editor)
    tell()
    telegram.messages.clear()
    return list(Notice.objects.filter(user=reporter).order_by("pk"))


def desk_of(notice: Notice) -> Client:
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(notice.user)
    return desk


def test_a_link_connects_once_and_for_a_short_time(telegram: BotApi, noon: datetime) -> None:
    reporter = user_of("reporter")
    UserProfile.objects.update_or_create(user=reporter, defaults={"preferred_language": "az"})
    code = code_for(reporter)
    newer = code_for(reporter)
    telegram.write(f"/start {code}", _CHAT)
    hear()
    assert TelegramChat.objects.get().chat is None  # only the newest link works

    telegram.write(f"/start {newer}", _CHAT, name="Mara E.")
    hear()
    mine = TelegramChat.objects.get()
    assert (mine.user, mine.chat, mine.name) == (reporter, _CHAT, "Mara E.")
    assert newer not in str(TelegramChat.objects.values())
    telegram.write(f"/start {newer}", _STRANGER)
    hear()
    assert TelegramChat.objects.get().chat == _CHAT

    editor = user_of("editor")
    late = code_for(editor)
    telegram.write(f"/start {late}", _STRANGER)
    with at(noon + timedelta(minutes=15)):
        hear()
    assert TelegramChat.objects.get(user=editor).chat is None


def test_somebody_chooses_what_is_told_there_and_ends_it(telegram: BotApi) -> None:
    reporter = connected(user_of("reporter"), telegram)
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(reporter)

    def page() -> Any:
        return html.fromstring(desk.get("/notices/wishes/", secure=True).content)

    ticked = set(page().xpath("//input[@name='telegram'][@checked]/@value"))
    assert ticked == {"asked", "changes", "mention", "stopped", "held", "given"}
    assert page().xpath("//input[@value='not_told']") == []
    desk.post("/notices/wishes/", {"telegram": ["published"]}, secure=True)
    wishes = NoticeWishes.objects.get()
    assert [kind for kind in Notice.Kind if wishes.is_by_telegram(kind)] == ["published"]

    telegram.write("/stop", _CHAT)
    hear()
    assert not TelegramChat.objects.exists()
    assert page().xpath("//input[@name='telegram']") == []
    desk.post("/notices/wishes/", {"bell": ["asked"]}, secure=True)
    wishes.refresh_from_db()
    assert wishes.by_telegram == ["published"]  # as it was, should they come back
    connected(reporter, telegram)
    desk.post("/notices/telegram/", {"do": "disconnect"}, secure=True)
    assert not TelegramChat.objects.exists()


def test_a_stranger_hears_one_polite_sentence_and_nothing_of_the_newsroom(telegram: BotApi) -> None:
    factories.article("The ferry is late")
    connected(user_of("reporter"), telegram)
    limits = Limits()
    for text in ("/start", "/start a-code-of-nobody's", "Hello", "/stop", "/live x"):
        telegram.write(text, _STRANGER)
    telegram.write("Hello all", -100, kind="group")
    hear(limits)

    said = telegram.said_to(_STRANGER)
    assert len(said) == 3  # then it is silent
    assert len(set(said)) == 1
    assert said[0].startswith(("Good day.", _UNKNOWN))
    assert not any(word in said[0].lower() for word in ("desk", "ferry", "gazette", "reporter"))
    assert telegram.said_to(-100) == []
    assert TelegramChat.objects.get().chat == _CHAT


def test_codes_are_tried_ten_times_an_hour_by_one_chat(telegram: BotApi) -> None:
    code = code_for(user_of("reporter"))
    limits = Limits()
    for number in range(10):
        telegram.write(f"/start {number}", _STRANGER)
    telegram.write(f"/start {code}", _STRANGER)
    hear(limits)
    assert TelegramChat.objects.get().chat is None

    telegram.write(f"/start {code}", _CHAT)  # elsewhere it works all the same
    hear(limits)
    assert TelegramChat.objects.get().chat == _CHAT


def test_a_notice_is_sent_once_with_the_words_and_the_way_to_the_piece(telegram: BotApi) -> None:
    [notice] = mentioned(telegram)
    teller = Teller()

    assert (teller.send_due(), teller.send_due(), Teller().send_due()) == (1, 0, 0)

    [text] = telegram.said_to(_CHAT)
    assert text.startswith("You are named at Fırtına: <the> ferry stays")
    assert "is the year right?" in text
    assert f"https://desk.news.example/pieces/{notice.article_id}/" in text
    assert "https://desk.news.example/notices/wishes/" in text
    sent = next(fields for method, fields in telegram.requests if "link_preview_options" in fields)
    assert "true" in sent["link_preview_options"]  # nobody but the reader opens the link


def test_who_wants_it_there_alone_has_it_at_the_bell_only_when_it_may_not_have_come(
    telegram: BotApi,
) -> None:
    NoticeWishes.objects.create(user=user_of("reporter"), not_at_the_bell=["mention"])
    reporter = NoticeWishes.objects.get().user
    connected(reporter, telegram)
    editor, article = user_of("editor"), factories.draft("The ferry")
    tell()

    def told() -> Notice:
        leave_note(article, "@reporter, look", editor)
        tell()
        Teller().send_due()
        return Notice.objects.latest("pk")

    assert (told().at_the_bell, telegram.asked("sendMessage")) == (False, 2)
    telegram.fault("sendMessage", stored=True)  # done, and the answer is cut off
    unsure = told()
    assert (unsure.at_the_bell, unsure.telegram_due) == (True, None)
    Teller().send_due()
    assert telegram.asked("sendMessage") == 3


def test_nothing_is_sent_to_a_closed_account_or_of_what_is_settled(telegram: BotApi) -> None:
    [notice] = mentioned(telegram)
    close_account(notice.user, None, user_of("owner"))
    assert Teller().send_due() == 0
    assert not TelegramChat.objects.exists()
    notice.refresh_from_db()
    assert notice.telegram_due is None

    telegram.write("/stop", _CHAT)  # it is a stranger's chat now
    hear()
    assert telegram.said_to(_CHAT)[0].startswith(("Good day.", _UNKNOWN))


def test_a_blocked_bot_switches_telegram_off_and_the_bell_says_so(telegram: BotApi) -> None:
    notice, other = mentioned(telegram, times=2)
    telegram.fault("sendMessage", status=403, description="Forbidden: bot was blocked by the user")

    assert Teller().send_due() == 0

    assert telegram.asked("sendMessage") == 2  # that it is connected, and this
    assert not TelegramChat.objects.exists()
    other.refresh_from_db()
    assert (other.telegram_due, other.at_the_bell) == (None, True)
    page = html.fromstring(desk_of(notice).get("/notices/", secure=True).content.decode())
    first = " ".join(page.xpath("//main//article")[0].text_content().split())
    assert "Telegram is switched off for you" in first
    assert "Unblock it, then connect again." in first


@pytest.mark.parametrize(
    ("status", "description", "wait"),
    [(429, "Too Many Requests: retry after 40", 40), (401, "Unauthorized", 1), (500, "", 1)],
)
def test_what_cannot_be_sent_now_waits_and_is_sent_once(
    telegram: BotApi, noon: datetime, status: int, description: str, wait: int
) -> None:
    [notice] = mentioned(telegram)
    teller = Teller()
    parameters = {"retry_after": wait} if status == 429 else {}
    telegram.fault("sendMessage", status=status, description=description, parameters=parameters)

    assert (teller.send_due(), teller.send_due()) == (0, 0)
    notice.refresh_from_db()
    assert notice.telegram_due is not None
    assert notice.telegram_due >= noon + timedelta(seconds=wait)
    assert TelegramChat.objects.get().chat == _CHAT
    with at(notice.telegram_due):
        assert (teller.send_due(), teller.send_due()) == (1, 0)
    assert len(telegram.said_to(_CHAT)) == 1


def test_more_than_thirty_in_an_hour_stand_at_the_bell(telegram: BotApi) -> None:
    mentioned(telegram, times=32)
    NoticeWishes.objects.create(user=TelegramChat.objects.get().user)
    teller = Teller()

    assert [teller.send_due() for _ in range(3)] == [20, 10, 0]

    texts = telegram.said_to(_CHAT)
    assert ["at the bell alone" in text for text in texts] == [*[False] * 29, True]
    assert not Notice.objects.filter(telegram_due__isnull=False).exists()


def test_a_restart_loses_nothing_and_doubles_nothing(
    telegram: BotApi, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(user_of("reporter"), telegram)
    telegram.messages.clear()
    telegram.write("one", _CHAT)
    cut_off = telegram.write("two", _CHAT)

    def killed_at_the_second(heard: Any, *what: Any) -> None:
        deal_with(heard, *what)
        if heard.number == cut_off:
            raise KeyboardInterrupt

    monkeypatch.setattr(_HEAR, killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        hear()
    monkeypatch.setattr(_HEAR, deal_with)
    hear()
    hear()
    assert len(telegram.said_to(_CHAT)) == 2
    assert TelegramBot.objects.get().heard == cut_off

    # After days without a word Telegram may begin with smaller numbers.
    hear()
    telegram._written = 100
    telegram.write("three", _CHAT)
    with at(noon + timedelta(days=8)):
        hear()
        hear()
    assert len(telegram.said_to(_CHAT)) == 3


def test_a_message_that_cannot_be_dealt_with_keeps_out_none_that_come_after(
    telegram: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(user_of("reporter"), telegram)
    telegram.messages.clear()
    wrong = telegram.write("one", _CHAT)
    telegram.write("two", _CHAT)

    def fails_once(heard: Any, *what: Any) -> None:
        deal_with(heard, *what)
        if heard.number == wrong:
            raise ValueError("never seen before")

    monkeypatch.setattr(_HEAR, fails_once)
    hear()
    failed, fine = telegram.said_to(_CHAT)
    assert failed == "Nothing could be made of this message."
    assert fine.startswith("What concerns you")


def test_another_listener_is_told_in_words_where_people_connect(telegram: BotApi) -> None:
    reporter = connected(user_of("reporter"), telegram)
    description = "Conflict: terminated by other getUpdates request"
    telegram.fault("getUpdates", status=409, description=description, times=2)
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(reporter)

    def shown() -> str:
        page = html.fromstring(desk.get("/notices/wishes/", secure=True).content)
        return " ".join(page.xpath("string(//section[@aria-labelledby='telegram'])").split())

    with closing(open_bot_of_people()) as bot:
        for failures in (1, 2):
            end = listener.listen(bot, Limits(), 0)
            assert isinstance(end, Later)
            listener.note_trouble(bot, end, failures)
            assert ("Another program listens" in shown()) == (failures == 2)
        listener.note_trouble(bot, listener.listen(bot, Limits(), 0), 0)
    assert "Another program listens" not in shown()


def test_without_a_bot_nothing_can_be_connected(
    telegram: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(user_of("reporter"))
    telegram.fault("getMe", status=401, description="Unauthorized")
    page = desk.post("/notices/telegram/", {"do": "connect"}, secure=True, follow=True)
    said = page.content.decode()
    assert "cannot be reached now" in said
    assert TOKEN not in said

    monkeypatch.delenv("STOPPRESS_TELEGRAM_TOKEN")
    page = desk.post("/notices/telegram/", {"do": "connect"}, secure=True, follow=True)
    assert "no bot yet" in page.content.decode()
    assert not TelegramChat.objects.exists()
    assert Article.objects.count() == 0
