"""What an editor is told when nothing can be saved, or what was saved is not on the site."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.exception import response_for_exception
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from lxml import html

from stoppress.desk.not_shown import NotShown
from stoppress.press import at_once
from stoppress.store import StoreFull

TYPED = {"title": "Ferry “back”", "body": "\nOne\n<b>two</b>", "csrfmiddlewaretoken": "x"}


def told(error: Exception, request: HttpRequest) -> HttpResponse:
    try:
        raise error
    except Exception as raised:  # noqa: BLE001
        return response_for_exception(request, raised)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database or disk is full"), "no room left"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
        (StoreFull("There is no room to write"), "no room left"),
        (OperationalError("database is locked"), "busy with something else"),
    ],
)
def test_what_cannot_be_saved_is_told_in_words_and_kept(error: Exception, words: str) -> None:
    answer = told(error, RequestFactory().post("/pages/3/edit/?next=/", TYPED))

    assert answer.status_code == 503
    assert "Nothing of this was saved" in answer.content.decode()
    assert words in answer.content.decode()
    form = html.fromstring(answer.content.decode()).forms[0]
    assert form.action == "/pages/3/edit/?next=/"
    # Browsers leave out a line break right behind the tag; lxml does not.
    assert {name: value.removeprefix("\n") for name, value in form.form_values()} == TYPED


def test_what_saves_by_itself_is_told_in_its_own_form() -> None:
    request = RequestFactory().post("/pages/3/edit/", TYPED, headers={"accept": "application/json"})

    answer = told(OperationalError("database is locked"), request)

    assert answer.status_code == 503
    assert b'"success": false' in answer.content


def test_a_password_is_not_written_into_the_page() -> None:
    typed = {"username": "nora", "password": "quiet harbour"}

    answer = told(OperationalError("database is locked"), RequestFactory().post("/login/", typed))

    assert answer.status_code == 503
    assert "quiet harbour" not in answer.content.decode()


def test_other_failures_stay_what_they_are() -> None:
    answer = told(ValueError("a fault of ours"), RequestFactory().post("/pages/3/edit/", TYPED))

    assert answer.status_code == 500


@pytest.mark.parametrize("error", [StoreFull("There is no room"), OSError("no such folder")])
def test_what_is_saved_but_not_on_the_site_is_said(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def cannot() -> int:
        raise error

    monkeypatch.setattr(at_once, "follow", cannot)
    [message] = messages_after(at_once.press_now)

    assert "readers do not see it yet" in message
    assert ("no room left" in message) == isinstance(error, StoreFull)


def test_nothing_is_said_when_all_went_well() -> None:
    assert messages_after(lambda: None) == []


def messages_after(commit: Callable[[], None]) -> list[str]:
    """What an editor is told after a request at whose end this happens."""
    request = RequestFactory().post("/pages/3/edit/")
    storage = request._messages = CookieStorage(request)  # type: ignore[attr-defined]

    def answer(_request: HttpRequest) -> HttpResponse:
        commit()
        return HttpResponse()

    NotShown(answer)(request)
    return [str(message) for message in storage]
