"""Signing in by an OpenID Connect server, a real one on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.contrib.auth.models import User
from django.test import Client

from stoppress.conf.single_sign_on import single_sign_on_servers
from stoppress.home.settings import SingleSignOn
from tests.desk.conftest import user_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the server's own libraries
]

PEOPLE: dict[str, dict[str, Any]] = {
    "1": {"email": "Editor@News.example", "email_verified": True},
    "2": {"email": "editor@news.example", "email_verified": False},
    "3": {"email": "new@news.example", "email_verified": True},
    "4": {"email": "new@elsewhere.example", "email_verified": True},
    "5": {"name": "Nobody"},
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    # It takes a second to load, which no other test should wait for.
    from oidc_provider_mock import User as Person
    from oidc_provider_mock import run_server_in_thread

    people = [Person(sub=number, claims=claims) for number, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def desk(issuer: str, settings: Any) -> Client:
    named = SingleSignOn(issuer, "desk", "Harbour account", ("news.example",))
    settings.STOPPRESS_SINGLE_SIGN_ON = named
    environment = {"STOPPRESS_SSO_SECRET": "between the two"}
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on_servers(named, environment)
    return Client(headers={"host": "desk.news.example"})


def comes_back_as(desk: Client, person: str) -> Any:
    """Go to the server from the desk, agree there as this person, come back."""
    assert "Sign in with Harbour account" in desk.get("/login/", secure=True).content.decode()
    away = desk.get("/login/sso/?next=/pieces/", secure=True)
    assert "code_challenge=" in away["Location"]
    agreed = httpx.post(away["Location"], data={"sub": person}, trust_env=False, timeout=60)
    back = urlsplit(agreed.headers["location"])
    assert (back.scheme, back.netloc) == ("https", "desk.news.example")
    return desk.get(f"{back.path}?{back.query}", secure=True)


def test_who_has_an_account_with_a_verified_address_is_in(desk: Client) -> None:
    editor = user_of("editor")

    for _time in range(2):  # the second time the login is known
        assert comes_back_as(desk, "1")["Location"] == "/pieces/"
        assert desk.session["_auth_user_id"] == str(editor.pk)
        desk.post("/logout/", secure=True)
    assert User.objects.count() == 1
    editor.refresh_from_db()
    assert editor.has_usable_password(), "the password goes on"


@pytest.mark.parametrize("person", ["2", "4", "5"])
def test_an_address_that_is_not_verified_or_of_nobody_here_stays_out(
    desk: Client, person: str
) -> None:
    user_of("editor")

    assert comes_back_as(desk, person)["Location"] == "/login/"
    assert "There is no account here for you" in desk.get("/login/", secure=True).content.decode()
    assert User.objects.count() == 1
    assert "_auth_user_id" not in desk.session


def test_people_of_a_named_domain_become_reporters(desk: Client) -> None:
    user_of("editor")

    assert comes_back_as(desk, "3")["Location"] == "/pieces/"

    made = User.objects.get(username="new@news.example")
    assert [group.name for group in made.groups.all()] == ["Reporters"]
    assert not made.has_usable_password()
    assert desk.get("/pieces/", secure=True).status_code == 200


def test_a_closed_account_stays_closed(desk: Client) -> None:
    User.objects.filter(pk=user_of("editor").pk).update(is_active=False)

    assert comes_back_as(desk, "1")["Location"] == "/login/closed/"
    assert "_auth_user_id" not in desk.session


def test_an_owner_who_came_by_that_server_has_its_second_factor(desk: Client) -> None:
    User.objects.create_superuser("editor@news.example")

    comes_back_as(desk, "1")

    assert desk.get("/", secure=True).status_code == 200


def test_who_says_no_there_or_comes_from_nowhere_is_at_the_door_again(desk: Client) -> None:
    away = desk.get("/login/sso/", secure=True)["Location"]
    refused = httpx.post(away, data={"action": "deny"}, trust_env=False, timeout=60)
    back = urlsplit(refused.headers["location"])
    for query in (back.query, "code=1&state=2", ""):
        answer = desk.get(f"/login/sso/back/?{query}", secure=True)
        assert answer["Location"] == "/login/"
    assert "Single sign-on did not work" in desk.get("/login/", secure=True).content.decode()


def test_without_such_a_server_nothing_is_there() -> None:
    stranger = Client(headers={"host": "desk.news.example"})

    assert "Sign in with" not in stranger.get("/login/", secure=True).content.decode()
    assert stranger.get("/login/sso/", secure=True).status_code == 404
