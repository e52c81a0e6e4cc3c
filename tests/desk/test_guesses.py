"""Guessing passwords: it becomes slow, and no stranger keeps an editor out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import html

from stoppress.desk.sign_in import limits
from stoppress.desk.sign_in.guesses import Attempt, Guesses
from stoppress.supervise.worker import _Caretaker
from tests.desk.conftest import user_of

pytestmark = pytest.mark.django_db

PASSWORD = "quiet harbour"


@pytest.fixture(autouse=True)
def nothing_guessed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GUESSES", Guesses())


@pytest.fixture
def editor() -> User:
    return user_of("editor")


def browser(address: str) -> Client:
    """A browser that has never been here."""
    return Client(headers={"host": "desk.news.example"}, REMOTE_ADDR=address)


def sign(client: Client, user: User, password: str = PASSWORD) -> Any:
    form = {"login": user.username, "password": password}
    return client.post("/login/", form, secure=True)


@pytest.mark.slow
def test_after_some_guesses_a_place_waits_and_is_told_how_long(editor: User) -> None:
    stranger = browser("192.0.2.1")
    guesses = [sign(stranger, editor, f"guess {number}") for number in range(6)]

    assert [answer.status_code for answer in guesses] == [200] * 5 + [429]
    assert 0 < int(guesses[-1]["Retry-After"]) <= 60
    assert "Too many attempts. Try again in 1 minute." in guesses[-1].content.decode()
    assert sign(stranger, editor).status_code == 429, "even with the right password"


@pytest.mark.slow
def test_an_editor_at_another_place_does_not_notice(editor: User) -> None:
    for number in range(10):
        sign(browser("192.0.2.1"), editor, f"guess {number}")

    assert sign(browser("198.51.100.7"), editor).status_code == 302


@pytest.mark.slow
def test_an_editor_behind_the_same_address_signs_in_with_a_known_browser(editor: User) -> None:
    known = browser("192.0.2.1")
    assert sign(known, editor).status_code == 302
    known.post("/logout/", secure=True)

    for number in range(10):
        sign(browser("192.0.2.1"), editor, f"guess {number}")

    assert sign(browser("192.0.2.1"), editor).status_code == 429
    assert sign(known, editor).status_code == 302


@pytest.mark.slow
def test_a_cookie_of_another_account_or_a_forged_one_is_no_known_browser(editor: User) -> None:
    other = browser("192.0.2.1")
    assert sign(other, user_of("reporter")).status_code == 302
    forged = browser("192.0.2.1")
    forged.cookies[limits.KNOWN_BROWSER] = "eyJhIjoxfQ:1:x"

    for client in (other, forged):
        client.post("/logout/", secure=True)
        for number in range(6):
            last = sign(client, editor, f"guess {number}")
    assert last.status_code == 429


def test_an_account_that_many_places_try_is_guessed_more_slowly_and_stays_open() -> None:
    guesses = Guesses()
    for number in range(100):
        assert guesses.begin(Attempt("editor@news.example", f"192.0.2.{number}")) == 0

    attempts = [guesses.begin(Attempt("editor@news.example", "198.51.100.7")) for _ in range(3)]

    assert attempts[:2] == [0, 0]
    assert 0 < attempts[2] <= 600
    assert guesses.begin(Attempt("editor@news.example", "198.51.100.7", "known")) == 0


def test_a_network_of_version_6_is_one_place() -> None:
    guesses = Guesses()
    waits = [guesses.begin(Attempt("a", f"2001:db8:1:2::{number}")) for number in range(1, 7)]

    assert [wait > 0 for wait in waits] == [False] * 5 + [True]


def test_one_place_does_not_try_one_password_at_every_account() -> None:
    guesses = Guesses()

    waits = [guesses.begin(Attempt(f"{number}@news.example", "192.0.2.1")) for number in range(31)]

    assert [wait > 0 for wait in waits] == [False] * 30 + [True]


def test_names_that_are_made_up_leave_nothing_in_memory() -> None:
    guesses = Guesses()
    kept: list[tuple[str, ...]] = []
    count = guesses._count
    guesses._count = lambda limits, *key: kept.append(key) or count(limits, *key)  # type: ignore[method-assign,func-returns-value]

    for number in range(300):
        guesses.begin(Attempt(f"{number}@news.example", "192.0.2.1"))

    assert len(set(kept)) < 100


@pytest.mark.slow
def test_the_former_password_is_guessed_on_the_page_of_the_account_as_at_the_door(
    editor: User,
) -> None:
    thief = browser("192.0.2.1")
    thief.force_login(editor)
    page = html.fromstring(thief.get("/account/", secure=True).content.decode())
    [own] = [form for form in page.forms if "name_email-first_name" in form.fields]
    names = {"name_email-first_name": "Ada", "name_email-last_name": "Finch"}
    form = {**dict(own.form_values()), **names}
    form |= dict.fromkeys(("password-new_password1", "password-new_password2"), "a new harbour")

    answers = [
        thief.post("/account/", {**form, "password-old_password": f"guess {n}"}, secure=True)
        for n in range(6)
    ]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Too many attempts" in answers[-1].content.decode()
    right = thief.post("/account/", {**form, "password-old_password": PASSWORD}, secure=True)
    assert right.status_code == 429
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)
    form = {name: value for name, value in form.items() if not name.startswith("password")}
    saved = thief.post("/account/", form, secure=True)
    assert saved.status_code == 302, "what is no guess is saved"


@pytest.mark.slow
def test_strangers_fill_no_table_of_sessions(noon: datetime) -> None:
    stranger = browser("192.0.2.1")
    script = {"x-requested-with": "XMLHttpRequest"}

    statuses = []
    for _time in range(61):
        stranger.cookies.clear()
        statuses.append(stranger.get("/login/passkey/", secure=True, headers=script).status_code)

    assert statuses == [200] * 60 + [429]
    soon = timezone.now() + timedelta(minutes=16)
    assert Session.objects.filter(expire_date__lt=soon).count() == 60
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    _Caretaker().tick()
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    "elsewhere", ["https://localhost/", "//127.0.0.1/", "https://news.example/", "javascript:x"]
)
def test_the_door_leads_nowhere_else(editor: User, elsewhere: str) -> None:
    answer = browser("192.0.2.1").post(
        "/login/", {"login": editor.username, "password": PASSWORD, "next": elsewhere}, secure=True
    )

    assert answer["Location"] == "/"


def test_signing_out_ends_the_session_and_only_by_post(editor: User) -> None:
    client = browser("192.0.2.1")
    sign(client, editor)

    answer = client.get("/logout/", secure=True)

    assert answer.status_code == 405
    assert not answer.cookies
    assert client.get("/", secure=True).status_code == 200

    assert client.post("/logout/", secure=True).status_code == 302
    assert Session.objects.count() == 0
    assert client.get("/", secure=True).status_code == 302
