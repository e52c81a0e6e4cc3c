"""Guessing passwords: it becomes slow, and no stranger keeps an editor out."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from stoppress.desk.sign_in import limits
from stoppress.desk.sign_in.guesses import Attempt, Guesses
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
