"""What an editor is told when nothing can be saved, or what was saved is not on the site."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.handlers.exception import response_for_exception
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, TestCase
from lxml import html

from stoppress.desk.not_visible_yet import NotVisibleYet
from stoppress.newsroom.models import Change
from stoppress.store import StoreFull
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader

JSON = {"accept": "application/json"}
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


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["multipart", "urlencoded"])
@pytest.mark.parametrize("error", [RequestDataTooBig, TooManyFieldsSent])
def test_what_is_longer_than_the_desk_takes_is_told_in_words(
    form: str, error: type[Exception]
) -> None:
    desk, words = desk_of("editor"), "longer than the desk takes"
    long = {"body": "a" * 3_000_000} if error is RequestDataTooBig else _many()
    sent: Any = long if form == "multipart" else urlencode(long)
    kind: dict[str, Any] = (
        {} if form == "multipart" else {"content_type": "application/x-www-form-urlencoded"}
    )

    page = desk.post("/pages/3/edit/", sent, secure=True, **kind)
    saved = desk.post("/pages/3/edit/", sent, secure=True, headers=JSON, **kind)

    assert (page.status_code, saved.status_code) == (413, 413)
    assert words in page.content.decode()
    assert words in saved.json()["error_message"]
    assert saved.json()["again"] is False


def _many() -> dict[str, str]:
    return {f"field-{number}": "a" for number in range(20_000)}


def test_a_password_is_not_written_into_the_page() -> None:
    typed = {"username": "nora", "password": "quiet harbour"}

    answer = told(OperationalError("database is locked"), RequestFactory().post("/login/", typed))

    assert answer.status_code == 503
    assert "quiet harbour" not in answer.content.decode()


def test_what_the_desk_fails_at_is_told_and_kept_too() -> None:
    answer = told(ValueError("a fault of ours"), RequestFactory().post("/pages/3/edit/", TYPED))

    assert answer.status_code == 500
    assert "a fault of ours" not in answer.content.decode()
    page = html.fromstring(answer.content.decode())
    assert page.xpath("string(//h1)") == "Not saved"
    assert {name: value.removeprefix("\n") for name, value in page.forms[0].form_values()} == TYPED

    answer = told(ValueError("a fault of ours"), RequestFactory().get("/"))
    assert html.fromstring(answer.content.decode()).xpath("string(//h1)") == "It did not work"


@pytest.mark.parametrize(
    "error", [ValueError("a fault of ours"), OperationalError("database is locked")]
)
def test_what_saves_by_itself_is_told_to_try_again(error: Exception) -> None:
    request = RequestFactory().post("/pages/3/edit/", TYPED, headers={"accept": "application/json"})

    assert b'"again": true' in told(error, request).content


@pytest.mark.django_db
@pytest.mark.parametrize("error", [StoreFull("There is no room"), OSError("no such folder")])
def test_what_is_saved_but_not_on_the_site_is_said(reader: Reader, error: Exception) -> None:
    factories.edition()

    with mock.patch.object(type(reader.store), "apply", side_effect=error):
        [message] = messages_after(lambda: factories.person("Tobias Renn"))

    assert "readers do not see it yet" in message
    assert ("no room left" in message) == isinstance(error, StoreFull)


@pytest.mark.django_db
def test_nothing_is_said_when_all_went_well(reader: Reader) -> None:
    assert messages_after(lambda: factories.person("Tobias Renn")) == []
    assert reader.store.sequence == Change.newest_sequence()


@pytest.mark.django_db
def test_nothing_is_said_of_what_others_did_or_of_what_was_taken_back(reader: Reader) -> None:
    def take_back() -> None:
        with transaction.atomic():
            factories.person("Tobias Renn")
            transaction.set_rollback(True)

    with mock.patch.object(type(reader.store), "apply", side_effect=OSError("no such folder")):
        with TestCase.captureOnCommitCallbacks(execute=True):
            factories.person("Mara Ellwood")
        assert messages_after(lambda: None) == []
        assert messages_after(take_back) == []


def messages_after(view: Callable[[], object]) -> list[str]:
    """What an editor is told after a request in which this happens."""
    request = RequestFactory().post("/pages/3/edit/")
    storage = request._messages = CookieStorage(request)  # type: ignore[attr-defined]

    def answer(_request: HttpRequest) -> HttpResponse:
        with TestCase.captureOnCommitCallbacks(execute=True):
            view()
        return HttpResponse()

    NotVisibleYet(answer)(request)
    return [str(message) for message in storage]
