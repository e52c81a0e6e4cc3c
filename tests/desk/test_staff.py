"""Accounts: invited, made editors of a section, closed. Owners alone do it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from stoppress.desk.staff.close_account import close_account
from stoppress.desk.staff.invitations import Invitations
from stoppress.newsroom.models import Article, Person
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet morning"


def stranger() -> Client:
    return Client(headers={"host": "desk.news.example"})


def link_in(answer: Any) -> str:
    page = html.fromstring(answer.content.decode())
    return urlsplit(page.xpath("string(//code)")).path


def invited(desk: Client, **more: str) -> tuple[User, str]:
    form = {"email": "Nora@News.example", "name": "Nora Bell", "role": "editor"} | more
    answer = desk.post("/accounts/", form, secure=True)
    return User.objects.get(username="nora@news.example"), link_in(answer)


def accept(browser: Client, link: str) -> Any:
    shown = browser.get(link, secure=True, follow=True)
    form = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    return browser.post(shown.request["PATH_INFO"], form, secure=True)


def test_who_is_invited_chooses_a_password_and_is_in_once() -> None:
    factories.edition()
    nora, link = invited(desk_of("owner"))
    assert Person.objects.get(name="Nora Bell").account == nora
    browser = stranger()

    assert accept(browser, link)["Location"] == "/"

    assert browser.get("/pieces/", secure=True).status_code == 200
    nora.refresh_from_db()
    assert nora.check_password(PASSWORD)
    assert [group.name for group in nora.groups.all()] == ["Editors"]
    assert stranger().get(link, secure=True).status_code == 404
    assert "not valid any more" in stranger().get(link, secure=True).content.decode()


def test_an_owner_who_accepts_sets_up_a_second_factor_first() -> None:
    _nora, link = invited(desk_of("owner"), role="owner")
    browser = stranger()
    accept(browser, link)

    assert browser.get("/", secure=True)["Location"] == "/security/"


@pytest.mark.parametrize("do", ["link", "revoke"])
def test_a_link_that_is_replaced_or_revoked_is_worthless(do: str) -> None:
    owner = desk_of("owner")
    nora, link = invited(owner)
    answer = owner.post(f"/accounts/{nora.pk}/", {"do": do}, secure=True)

    assert stranger().get(link, secure=True).status_code == 404
    if do == "link":
        assert stranger().get(link_in(answer), secure=True).status_code == 302


def test_a_link_to_an_account_that_is_closed_is_worthless() -> None:
    owner = desk_of("owner")
    nora, link = invited(owner)
    owner.post(f"/accounts/{nora.pk}/", {"do": "close"}, secure=True)

    assert stranger().get(link, secure=True).status_code == 404


def test_a_link_stands_for_three_days(monkeypatch: pytest.MonkeyPatch) -> None:
    _nora, link = invited(desk_of("owner"))
    for later, status in ((timedelta(days=2.9), 302), (timedelta(days=3.1), 404)):
        moment = datetime.now() + later  # noqa: DTZ005 - as Django does
        monkeypatch.setattr(Invitations, "_now", lambda _self, moment=moment: moment)
        assert stranger().get(link, secure=True).status_code == status


def test_an_address_that_is_taken_is_told_and_what_was_typed_stays() -> None:
    owner = desk_of("owner")
    invited(owner)
    page = owner.post("/accounts/", {"email": "nora@news.example"}, secure=True).content.decode()

    assert "is there already" in page
    assert 'value="nora@news.example"' in page


def test_who_leaves_hands_over_what_is_unfinished_and_is_out_at_once() -> None:
    owner = desk_of("owner")
    reporter = user_of("reporter")
    to = User.objects.create_user("other@news.example")
    begun, out = factories.draft("Begun"), factories.article("Out")
    Article.objects.filter(pk__in=[begun.pk, out.pk]).update(owner=reporter)
    browser = stranger()
    browser.force_login(reporter)
    page = owner.get(f"/accounts/{reporter.pk}/", secure=True).content.decode()
    assert "Unfinished pieces of theirs: 1." in page
    [chosen] = html.fromstring(page).xpath("//select[@name='to']/option[@selected]/text()")
    assert chosen == "owner@news.example", "they do not stay with somebody who is gone"

    form = {"do": "close", "to": str(to.pk)}
    owner.post(f"/accounts/{reporter.pk}/", form, secure=True)

    owners = dict(Article.objects.values_list("title", "owner__username"))
    assert owners == {"Begun": to.username, "Out": reporter.username}
    assert browser.get("/", secure=True)["Location"].startswith("/login/")
    owner.post(f"/accounts/{reporter.pk}/", {"do": "open"}, secure=True)
    reporter.refresh_from_db()
    assert reporter.is_active


def test_with_nobody_to_hand_them_to_pieces_keep_their_owner() -> None:
    reporter = user_of("reporter")
    begun = factories.draft("Begun")
    Article.objects.filter(pk=begun.pk).update(owner=reporter)

    assert close_account(reporter, None, user_of("owner")) == 0
    assert Article.objects.get(pk=begun.pk).owner == reporter


def test_nobody_closes_their_own_account_and_none_but_owners_see_any() -> None:
    owner = desk_of("owner")
    own = User.objects.get(username="owner@news.example")
    answer = owner.post(f"/accounts/{own.pk}/", {"do": "close"}, secure=True)
    own.refresh_from_db()
    assert own.is_active
    assert answer.status_code in (302, 403)

    editor = desk_of("editor")
    for address in ("/accounts/", f"/accounts/{own.pk}/"):
        assert editor.get(address, secure=True).status_code in (302, 403)
        assert editor.post(address, {"do": "reset"}, secure=True).status_code in (302, 403)
