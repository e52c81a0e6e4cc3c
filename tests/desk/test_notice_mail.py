"""Notices by mail, through a real SMTP server on the loopback interface."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from stoppress.conf.mail import mail_server
from stoppress.desk.notices.mail import send_due
from stoppress.desk.staff.close_account import close_account
from stoppress.home.settings import HomeSettings
from stoppress.newsroom.actions.leave_note import leave_note
from stoppress.newsroom.models import Notice
from stoppress.newsroom.notices.tell import tell
from tests.desk.conftest import user_of
from tests.newsroom import factories
from tests.newsroom.reader import at
from tests.world.mail import Post, taking_mail
from tests.world.ports import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(settings: Any) -> int:
    """Where the newsroom thinks that its mail server is; nobody listens there yet."""
    number = free_port()
    named = HomeSettings(mail_server=f"smtp://127.0.0.1:{number}", mail_from="desk@news.example")
    settings.STOPPRESS_MAIL = mail_server(named, {})
    settings.STOPPRESS_DESK_URL = "https://desk.news.example"
    return number


@pytest.fixture
def post(port: int) -> Iterator[Post]:
    """The mail server, listening."""
    with taking_mail(port) as server:
        yield server


def mentioned() -> Notice:
    """Somebody was named in a note, and is to be told by mail."""
    editor, reporter = user_of("editor"), user_of("reporter")
    article = factories.draft("Fırtına: the ferry stays")
    tell()
    leave_note(article, "@reporter, is the year right?", editor)
    tell()
    return Notice.objects.get(user=reporter)


@pytest.mark.usefixtures("noon")
def test_a_notice_is_sent_once_with_the_words_and_the_way_to_the_piece(post: Post) -> None:
    notice = mentioned()

    assert (send_due(), send_due()) == (1, 0)

    [letter] = post.taken
    assert (letter["To"], letter["From"]) == ("reporter@news.example", "desk@news.example")
    assert letter["Subject"] == "You are named at Fırtına: the ferry stays"
    assert letter["Message-ID"] == f"<notice-{notice.pk}@desk.news.example>"
    text = letter.get_content()
    assert "is the year right?" in text
    assert f"https://desk.news.example/pieces/{notice.article_id}/" in text
    assert "https://desk.news.example/notices/wishes/" in text


@pytest.mark.usefixtures("noon")
def test_nothing_is_sent_to_somebody_whose_account_was_closed_meanwhile(post: Post) -> None:
    notice = mentioned()
    close_account(notice.user, None, user_of("owner"))

    assert send_due() == 0
    assert post.taken == []


def test_mail_waits_for_a_server_that_is_down_and_is_delivered_once(
    noon: datetime, port: int
) -> None:
    notice = mentioned()

    assert send_due() == 0  # nobody listens; nothing else stops, and nobody is told off
    notice.refresh_from_db()
    assert notice.mail_due is not None
    assert notice.mail_due > noon
    with taking_mail(port) as post:
        assert send_due() == 0  # it waits its time
        with at(notice.mail_due):
            post.answer = "451 Try again later"
            assert send_due() == 0
        notice.refresh_from_db()
        post.answer = ""
        with at(notice.mail_due):
            assert (send_due(), send_due()) == (1, 0)

    assert len(post.taken) == 1
    assert Notice.objects.filter(mail_due=None, mail_attempts=3).count() == 1


def test_what_a_server_never_takes_and_what_is_a_day_old_is_given_up(
    noon: datetime, post: Post
) -> None:
    notice = mentioned()
    post.answer = "550 No such person"
    assert send_due() == 0
    notice.refresh_from_db()
    assert (notice.mail_due, notice.at_the_bell) == (None, True)

    Notice.objects.update(mail_due=noon)
    post.answer = "451 Try again later"
    with at(noon + timedelta(days=1)):
        assert send_due() == 0
    notice.refresh_from_db()
    assert notice.mail_due is None
    assert post.taken == []


@pytest.mark.usefixtures("noon")
def test_a_letter_that_another_has_taken_is_not_sent(post: Post, monkeypatch: Any) -> None:
    mentioned()
    inner: list[int] = []
    send = smtplib.SMTP.sendmail

    def sends_while_another_looks(self: Any, *args: Any, **options: Any) -> Any:
        if not inner:
            inner.append(-1)
            inner[0] = send_due()
        return send(self, *args, **options)

    monkeypatch.setattr(smtplib.SMTP, "sendmail", sends_while_another_looks)

    assert send_due() == 1
    assert inner == [0]
    assert len(post.taken) == 1


@pytest.mark.usefixtures("noon")
def test_without_a_mail_server_nothing_is_sent(settings: Any) -> None:
    settings.STOPPRESS_MAIL = mail_server(HomeSettings(), {})
    mentioned()

    assert send_due() == 0
    assert Notice.objects.get().mail_due is not None


def test_a_server_elsewhere_is_asked_over_tls() -> None:
    def server(address: str) -> tuple[object, ...]:
        made = mail_server(
            HomeSettings(mail_server=address, mail_from="desk@news.example"),
            {"STOPPRESS_MAIL_PASSWORD": "quiet harbour"},
        )
        return tuple(made[name] for name in ("host", "port", "username", "use_ssl", "use_tls"))

    assert server("smtps://me%40x@mail.example") == ("mail.example", 465, "me@x", True, False)
    assert server("smtp://mail.example:587") == ("mail.example", 587, "", False, True)
    assert server("smtp://127.0.0.1") == ("127.0.0.1", 25, "", False, False)


@pytest.mark.usefixtures("noon")
def test_an_address_that_no_letter_can_have_holds_up_nobody(post: Post) -> None:
    wrong = mentioned()
    wrong.user.email = f"a@ä{'b' * 62}.example"
    wrong.user.save()

    assert send_due() == 0

    wrong.refresh_from_db()
    assert wrong.mail_due is None
    assert post.taken == []
