"""A second step after the password: who has to have one, how it is set up, used and lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from stoppress.desk.sign_in import limits
from stoppress.desk.sign_in.guesses import Attempt, Guesses
from stoppress.desk.sign_in.sealed import seal_what_stands, unseal
from stoppress.desk.sign_in.second_factor import forget_factors_of
from stoppress.desk.sign_in.sessions import end_sessions_of
from stoppress.supervise.worker import _Caretaker
from tests.desk.conftest import user_of

pytestmark = pytest.mark.django_db

PASSWORD = "quiet harbour"


@pytest.fixture(autouse=True)
def nothing_guessed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GUESSES", Guesses())


@pytest.fixture
def owner() -> User:
    """An owner who has no second factor yet."""
    user = user_of("owner")
    forget_factors_of(user)
    user.set_password(PASSWORD)
    user.save()
    return user


def browser(address: str = "192.0.2.1", agent: str = "") -> Client:
    headers = {"host": "desk.news.example", "user-agent": agent}
    return Client(headers=headers, REMOTE_ADDR=address)


def signed_in(user: User, **where: str) -> Client:
    client = browser(**where)
    assert password_of(client, user).status_code == 302
    return client


def password_of(client: Client, user: User, password: str = PASSWORD) -> Any:
    form = {"login": user.username, "password": password}
    return client.post("/login/", form, secure=True)


def code_of(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def with_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app; give its key, and the recovery codes that are shown then."""
    page = client.get("/security/app/", secure=True).content.decode()
    secret = html.fromstring(page).xpath("string(//code)")
    answer = client.post("/security/app/", {"code": code_of(secret)}, secure=True, follow=True)
    assert answer.redirect_chain == [("/security/codes/", 302)]
    return secret, html.fromstring(answer.content.decode()).xpath("//li/code/text()")


def test_an_owner_sets_up_an_app_before_anything_else_and_signs_in_with_it(owner: User) -> None:
    client = signed_in(owner)
    assert client.get("/pieces/", secure=True)["Location"] == "/security/"
    assert client.post("/pieces/new/", secure=True)["Location"] == "/security/"
    assert client.get("/media/pictures/any.png", secure=True)["Location"] == "/security/"
    assert "second step" in client.get("/security/", secure=True).content.decode()

    secret, recovery = with_app(client)
    assert len(recovery) == 10
    assert client.get("/", secure=True).status_code == 200

    client = browser()
    assert password_of(client, owner)["Location"] == "/login/code/"
    assert client.get("/", secure=True)["Location"].startswith("/login/"), "not in yet"
    wrong = client.post("/login/code/", {"code": "123"}, secure=True)
    assert "This code is not right" in wrong.content.decode()
    right = client.post("/login/code/", {"code": code_of(secret, ahead=1)}, secure=True)
    assert right["Location"] == "/"
    assert client.get("/", secure=True).status_code == 200

    for status in (302, 200):  # the second time it is worth nothing
        client = browser()
        password_of(client, owner)
        answer = client.post("/login/code/", {"code": recovery[0]}, secure=True)
        assert answer.status_code == status


def test_an_owner_keeps_the_last_second_factor(owner: User) -> None:
    client = signed_in(owner)
    with_app(client)

    answer = client.post("/security/app/remove/", secure=True)

    assert "has to have a second step" in answer.content.decode()
    assert 'class="tag ok"' in client.get("/security/", secure=True).content.decode()


def test_the_last_passkey_stays_too(owner: User) -> None:
    client = signed_in(owner)
    passkey = Authenticator.objects.create(
        user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}}
    )
    address = f"/security/passkeys/{passkey.pk}/remove/"

    answer = client.post(address, secure=True)

    assert "has to have a second step" in answer.content.decode()
    with_app(client)
    assert client.post(address, secure=True).status_code == 302
    assert [row.type for row in Authenticator.objects.filter(user=owner)] == [
        Authenticator.Type.TOTP,
        Authenticator.Type.RECOVERY_CODES,
    ]


@pytest.mark.parametrize(("rule", "led_away"), [("owners", False), ("everybody", True)])
def test_the_rule_of_the_home_says_who_has_to_have_one(
    settings: Any, rule: str, led_away: bool
) -> None:
    settings.STOPPRESS_SECOND_FACTOR = rule
    client = signed_in(user_of("editor"))

    assert (client.get("/", secure=True).status_code == 302) is led_away


def test_a_code_is_not_guessed_and_a_known_browser_does_not_wait(owner: User) -> None:
    known = signed_in(owner)
    secret, _recovery = with_app(known)
    thief = browser("198.51.100.7")
    password_of(thief, owner)
    answers = [thief.post("/login/code/", {"code": str(n)}, secure=True) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429], "after one password"
    assert "Too many attempts" in answers[-1].content.decode()

    known.post("/logout/", secure=True)
    password_of(known, owner)
    answer = known.post("/login/code/", {"code": code_of(secret, ahead=1)}, secure=True)
    assert answer.status_code == 302


def test_many_places_together_do_not_guess_a_code() -> None:
    guesses = Guesses()
    waits = [guesses.begin(Attempt("a", f"192.0.2.{n}"), code=True) for n in range(31)]

    assert [wait > 0 for wait in waits] == [False] * 30 + [True]
    assert guesses.begin(Attempt("a", "198.51.100.7", "known"), code=True) == 0


def test_what_a_thief_of_a_session_must_not_do_asks_for_the_password_again(owner: User) -> None:
    client = signed_in(owner)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()

    asked = client.get("/security/app/", secure=True)
    assert asked["Location"].startswith("/security/again/")
    wrong = client.post(asked["Location"], {"password": "guess"}, secure=True)
    assert "This is not your password" in wrong.content.decode()
    right = client.post(asked["Location"], {"password": PASSWORD}, secure=True)
    assert right["Location"] == "/security/app/"
    assert client.get("/security/app/", secure=True).status_code == 200


def test_sessions_are_listed_and_ended() -> None:
    editor = user_of("editor")
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
    here = signed_in(editor, agent=firefox)
    elsewhere = signed_in(editor, address="198.51.100.7", agent="curl/8.0")

    page = here.get("/security/sessions/", secure=True).content.decode()
    listed = html.fromstring(page).xpath("//form[.//li]//li/b/text()")
    assert sorted(listed) == ["Firefox, Linux", "curl"]
    assert "198.51.100.7" in page

    here.post("/security/sessions/", {"session": "others"}, secure=True)
    assert elsewhere.get("/", secure=True).status_code == 302
    assert here.get("/", secure=True).status_code == 200


def test_what_is_lost_is_forgotten_and_every_session_ended(owner: User) -> None:
    client = signed_in(owner)
    with_app(client)
    other = Client(headers={"host": "desk.news.example"})
    other.force_login(owner)  # as a session of an earlier release

    assert (forget_factors_of(owner), end_sessions_of(owner)) == (2, 2)

    assert client.get("/", secure=True)["Location"].startswith("/login/")
    assert other.get("/", secure=True)["Location"].startswith("/login/")
    assert password_of(client, owner)["Location"] == "/"


def test_who_has_no_account_learns_nothing_and_makes_none() -> None:
    told = set()
    for name in (user_of("editor").username, "nobody@news.example"):
        client = browser()
        form = {"login": name, "password": "guess"}
        page = html.fromstring(client.post("/login/", form, secure=True).content.decode())
        told.add(page.xpath("string(//*[@role='status'])").strip())
    assert told == {"This e-mail and password do not belong together. Try again."}
    for address in ("/signup/", "/login/signup/", "/accounts/signup/", "/password/reset/"):
        answer = browser().get(address, secure=True)
        assert answer.status_code in (302, 404)
        assert answer.get("Location", "/login/").startswith("/login/")


def test_secrets_are_stored_encrypted_and_those_of_an_earlier_release_become_so(
    owner: User,
) -> None:
    secret, recovery = with_app(signed_in(owner))
    rows = {row.type: row for row in Authenticator.objects.filter(user=owner)}
    app, codes = rows[Authenticator.Type.TOTP], rows[Authenticator.Type.RECOVERY_CODES]
    assert secret not in str(app.data)
    seed = unseal(codes.data["seed"])
    assert seed not in str(codes.data)
    app.data, codes.data = {"secret": secret}, {**codes.data, "seed": seed}
    app.save()
    codes.save()

    _Caretaker().tick()  # as the worker of a new release does first of all; so does ``init``

    app.refresh_from_db()
    sealed = dict(app.data)
    assert secret not in str(sealed)
    seal_what_stands()
    app.refresh_from_db()
    assert app.data == sealed, "once only"
    codes.refresh_from_db()
    assert seed not in str(codes.data)
    for code in (code_of(secret, ahead=1), recovery[0]):
        client = browser()
        password_of(client, owner)
        assert client.post("/login/code/", {"code": code}, secure=True)["Location"] == "/"


def test_secrets_of_another_key_open_nothing(owner: User, settings: Any) -> None:
    secret, recovery = with_app(signed_in(owner))
    settings.SECRET_KEY = "another key, of a home that was made anew"

    client = browser()
    password_of(client, owner)
    for code in (code_of(secret, ahead=1), recovery[0], "000000"):
        answer = client.post("/login/code/", {"code": code}, secure=True)
        assert answer.status_code == 200
        assert "This code is not right" in answer.content.decode()


def test_a_session_that_began_before_it_became_a_duty_is_asked_at_the_next_page(
    owner: User,
) -> None:
    client = browser()
    client.force_login(owner)  # as a session of an earlier release: it says nothing of factors

    assert client.get("/pieces/", secure=True)["Location"] == "/security/"
    with_app(signed_in(owner))
    assert client.get("/pieces/", secure=True).status_code == 200


def test_who_is_made_an_owner_is_asked_at_the_next_page() -> None:
    editor = user_of("editor")
    editor.set_password(PASSWORD)
    editor.save()
    client = signed_in(editor)
    assert client.get("/pieces/", secure=True).status_code == 200

    editor.is_superuser = True
    editor.save()

    assert client.get("/pieces/", secure=True)["Location"] == "/security/"
    with_app(client)
    assert client.get("/pieces/", secure=True).status_code == 200
