"""Accounts of the desk sign in by their address, however they were made."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PASSWORD = "quiet harbour"


def account(name: str, address: str) -> User:
    return User.objects.create_superuser(name, address, PASSWORD)


def signs_in(typed: str, password: str = PASSWORD) -> str:
    """Name of the account that the form at the desk lets in; empty when none."""
    browser = Client(headers={"host": "desk.news.example"})
    form = html.fromstring(browser.get("/login/", secure=True).content.decode()).forms[0]
    answers = dict(form.form_values()) | {"login": typed, "password": password}
    browser.post("/login/", answers, secure=True)
    number = browser.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


@pytest.mark.parametrize(
    "typed", ["nora@news.example", "Nora@News.example", " nora@news.example ", "Nora", "nora"]
)
@pytest.mark.slow
def test_an_account_made_at_the_desk_signs_in_by_address_or_name(typed: str) -> None:
    factories.edition()
    account("Nora", "Nora@news.example")

    assert signs_in(typed) == "Nora"
    assert signs_in(typed, "wrong") == ""


def test_a_name_comes_before_somebody_elses_address() -> None:
    factories.edition()
    account("other", "nora@news.example")
    account("nora@news.example", "nora@news.example")

    assert signs_in("nora@news.example") == "nora@news.example"


def test_an_account_that_is_closed_stays_out() -> None:
    factories.edition()
    closed = account("Nora", "nora@news.example")
    closed.is_active = False
    closed.save()

    assert signs_in("nora@news.example") == ""


def test_an_older_hash_becomes_argon2_at_the_next_sign_in(settings: Any) -> None:
    names = ("Argon2", "Scrypt")  # what newsrooms have; other tests hash faster
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{n}PasswordHasher" for n in names]
    factories.edition()
    nora = account("Nora", "nora@news.example")
    nora.password = make_password(PASSWORD, hasher="scrypt")
    nora.save()

    assert signs_in("nora@news.example") == "Nora"
    nora.refresh_from_db()
    assert identify_hasher(nora.password).algorithm == "argon2"
    assert signs_in("nora@news.example") == "Nora"
