"""The session ends while somebody writes: the words are kept, and saved after signing in again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from stoppress.newsroom.models import Article
from tests.desk.conftest import user_of
from tests.desk.test_dates import address_of, form_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOST = "desk.news.example"
OWN = {"host": HOST, "origin": f"https://{HOST}", "referer": f"https://{HOST}/"}


@pytest.fixture
def browser() -> Client:
    """A browser, whose forms are checked against forgery."""
    return Client(enforce_csrf_checks=True, headers={"host": HOST})


@pytest.fixture
def editor() -> User:
    return user_of("editor")


def sign_in(browser: Client, user: User) -> None:
    page = browser.get("/login/", secure=True).content.decode()
    form = html.fromstring(page).forms[0]
    answers = dict(form.form_values()) | {
        "login": user.get_username(),
        "password": "quiet harbour",
    }
    assert browser.post("/login/", answers, secure=True, headers=OWN).status_code == 302


def kept(page: str) -> dict[str, str]:
    """What the page would send again."""
    [form] = html.fromstring(page).forms
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


@pytest.mark.slow
def test_words_are_kept_when_the_session_ends_and_saved_after_signing_in_again(
    browser: Client, editor: User
) -> None:
    article = factories.draft("The ferry is late")
    sign_in(browser, editor)
    typed = form_of(browser.get(address_of(article), secure=True).content.decode())
    typed |= {"title": "The ferry is back"}
    browser.cookies.pop("desk_session")

    answer = browser.post(address_of(article), typed, secure=True, headers=OWN)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You have been signed out" in page
    assert html.fromstring(page).xpath("//a[@href='/login/'][@target='_blank']")
    words = kept(page)
    assert words["title"] == "The ferry is back"

    sign_in(browser, editor)
    answer = browser.post(address_of(article), words, secure=True, headers=OWN)
    assert answer.status_code == 403  # the token against forgery is another one now
    assert "You have signed in again" in answer.content.decode()
    words = kept(answer.content.decode())
    answer = browser.post(address_of(article), words, secure=True, headers=OWN)

    assert answer.status_code == 302
    latest = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert latest.title == "The ferry is back"


def test_what_saves_by_itself_is_told_why_it_is_not_saved(browser: Client, editor: User) -> None:
    article = factories.draft("The ferry is late")
    headers = {**OWN, "accept": "application/json"}

    answer = browser.post(address_of(article), {"title": "x"}, secure=True, headers=headers)

    assert answer.status_code == 403
    said = answer.json()
    assert (said["success"], said["error_code"]) == (False, "locked")  # a code its script knows
    assert "You have been signed out" in said["error_message"]


def test_a_script_is_refused_and_never_given_the_page_for_signing_in(browser: Client) -> None:
    address = address_of(factories.draft("The ferry is late"))

    page = browser.get(address, secure=True, headers={"sec-fetch-dest": "document"})
    part = browser.get(address, secure=True, headers={"sec-fetch-dest": "empty"})

    assert (page.status_code, part.status_code) == (302, 403)
    assert not part.content


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.slow
def test_another_sites_words_are_never_offered(
    browser: Client, editor: User, signed_in: bool
) -> None:
    article = factories.draft("The ferry is late")
    if signed_in:
        sign_in(browser, editor)
    headers = {"host": HOST, "origin": "https://elsewhere.example"}

    answer = browser.post(
        address_of(article), {"title": "Forged"}, secure=True, headers=headers, follow=True
    )

    assert "Forged" not in answer.content.decode()
    assert Article.objects.get(pk=article.pk).title == "The ferry is late"
    if signed_in:
        assert "This did not come from a page of the desk" in answer.content.decode()
