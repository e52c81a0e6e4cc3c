"""No address of the desk answers 500 to somebody with a role, whatever they ask it for."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from stoppress import desk as desk_package
from stoppress.desk.addresses import ADDRESSES
from stoppress.desk.sign_in.addresses import ADDRESSES as SIGN_IN
from stoppress.desk.staff.addresses import ADDRESSES as STAFF
from stoppress.newsroom.models import Note
from tests.desk.conftest import desk_of, user_of
from tests.desk.test_without_sign_in import patterns
from tests.newsroom import factories
from tests.newsroom.media import document, image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOTHING = 999_999  # the number of no row


@pytest.mark.slow
@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_no_address_of_the_desk_fails(role: str) -> None:
    article, picture, paper = factories.draft(), image(), document("Tide table", "tides")
    numbers = {article.pk, picture.pk, paper.pk, NOTHING}
    paths = {path.replace("{pk}", str(number)) for path in patterns() for number in numbers}
    desk = Client(headers={"host": "desk.news.example"}, raise_request_exception=False)
    desk.force_login(user_of(role))

    failed = []
    for path in sorted(paths):
        for method in ("GET", "POST"):
            before = transaction.savepoint()  # what one request deletes is there for the next
            answer = desk.generic(method, path, secure=True)
            transaction.savepoint_rollback(before)
            if answer.status_code >= 500:
                failed.append(f"{method} {path}: {answer.status_code}")
            elif answer.get("content-type", "").startswith("text/html") and not policed(answer):
                failed.append(f"{method} {path}: has no policy")

    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, "9" * 5000])
def test_a_number_that_no_row_can_have_names_nothing(number: Any) -> None:
    article, desk = factories.draft(), desk_of("editor")
    numbers = (
        f"/pieces/{number}/",
        f"/pieces/{number}/versions/",
        f"/today/{number}/when/",
        f"/channels/{number}/",
        f"/front/{number}/",
        f"/pages/{article.pk}/revisions/compare/1...{number}/",
        f"/pages/{number}/edit/",
    )

    answers = [desk.get(address, secure=True, follow=True) for address in numbers]

    assert {answer.status_code for answer in answers} <= {200, 404}
    assert [one.status_code for one in answers[:5]] == [404] * 5


@pytest.mark.parametrize("number", [2**31, 10**30, "9" * 5000, "x"], ids=lambda n: str(n)[:30])
def test_a_number_in_a_query_that_no_row_can_have_fails_nothing(number: Any) -> None:
    article, desk = factories.draft(), desk_of("owner")
    desk.raise_request_exception = False
    asked = (
        *(f"/api/main/pages/?{name}={{}}" for name in _OF_THE_INTERFACE),
        "/api/main/pages/find/?id={}",
        "/images/?p={}",
        "/images/?collection_id={}",
        "/images/chooser/?p={}",
        "/images/chooser/?collection_id={}",
        "/images/chooser/chosen-multiple/?id={}",
        "/documents/?p={}",
        "/documents/?collection_id={}",
        "/documents/chooser/results/?p={}",
        "/choose-page/?p={}",
        f"/choose-page/{article.get_parent().pk}/?p={{}}",
        "/choose-page/search/?q=x&p={}",
        "/choose-page/chosen-multiple/?id={}",
        "/choose-page/?target_pages[]={}&match_subclass=1",
        "/choose-external-link/?parent_page_id={}",
        "/choose-email-link/?parent_page_id={}",
        "/documents/chooser/chosen-multiple/?id={}",
        "/snippets/choose/newsroom/topic/chosen-multiple/?id={}",
        "/workflows/edit/1/?p={}",
        f"/pages/{article.get_parent().pk}/?p={{}}",
        f"/pages/{article.pk}/?ordering=ord&p={{}}",
        f"/pages/{article.pk}/usage/?p={{}}",
        "/snippets/newsroom/topic/?p={}",
        "/snippets/newsroom/person/?p={}",
        "/snippets/choose/newsroom/person/results/?p={}",
        "/trail/?person={}",
        "/pieces/?section={}",
        "/pieces/?edition={}",
        "/today/?edition={}",
    )

    answers = {path: desk.get(path.format(number), secure=True).status_code for path in asked}

    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert answers["/api/main/pages/?offset={}"] in (200, 400)


#: What Wagtail's interface for its scripts takes numbers for.
_OF_THE_INTERFACE = (
    "offset",
    "limit",
    "id",
    "child_of",
    "ancestor_of",
    "descendant_of",
    "translation_of",
)


def policed(answer: Any) -> bool:
    """Whether a page lets no script run but files of the desk, and no other site frame it."""
    policy = answer.get("content-security-policy", "")
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    scripts = rules.get("script-src", rules.get("default-src", "*"))
    framed = rules.get("frame-ancestors") in {"'self'", "'none'"}
    return scripts in {"'self'", "'none'"} and framed and bool(answer["x-content-type-options"])


@pytest.mark.slow
def test_no_address_of_the_desk_does_anything_without_the_token_against_forgery() -> None:
    """The session's cookie alone, which a browser sends with other sites' forms as well."""
    desk = Client(enforce_csrf_checks=True, headers={"host": "desk.news.example"})
    desk.force_login(user_of("owner"))
    number = str(factories.draft().pk)

    answered = {}
    for path in sorted({path.replace("{pk}", number) for path in patterns()}):
        answer = desk.post(path, secure=True)
        if answer.status_code == 301:  # a slash is added
            answer = desk.post(answer["Location"], secure=True)
        if answer.status_code not in {403, 404, 405}:
            answered[path] = answer.status_code

    assert not answered, answered


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("9" * 30, id="a number too large"),
        pytest.param("9" * 5000, id="more digits than are read", marks=pytest.mark.long),
        pytest.param("a\0b", id="a letter that is none", marks=pytest.mark.long),
    ],
)
def test_no_address_of_our_own_fails_whatever_is_sent_to_it(sent: str) -> None:
    """Numbers that no database has, and a letter that PostgreSQL takes in no text."""
    article = factories.draft()
    front = article.get_parent().get_parent()
    numbers = {article.pk, front.pk, factories.topic("Ferry").pk}
    own: Any = SimpleNamespace(url_patterns=[*ADDRESSES, *SIGN_IN, *STAFF])
    paths = {path.replace("{pk}", str(number)) for path in patterns(own) for number in numbers}
    desk = Client(headers={"host": "desk.news.example"}, raise_request_exception=False)
    desk.force_login(user_of("owner"))
    fields = dict.fromkeys(_fields(), sent)

    failed = []
    for path in sorted(paths - {"/logout/"}):
        for method in (desk.get, desk.post):
            before = transaction.savepoint()
            answer = method(path, fields, secure=True)
            transaction.savepoint_rollback(before)
            if answer.status_code >= 500:
                failed.append(f"{method.__name__} {path}: {answer.status_code}")

    assert len(fields) > 50
    assert not failed, "\n".join(failed)


def test_a_letter_that_is_none_is_taken_out_of_what_was_written() -> None:
    article = factories.draft()

    desk_of("editor").post(f"/pieces/{article.pk}/notes/", {"text": "Read\0 it"}, secure=True)

    assert Note.objects.get().text == "Read it"


def _fields() -> set[str]:
    """The names of all that the desk reads from requests by itself, and of its forms' fields."""
    asked = re.compile(
        r"(?:GET|POST)(?:\.get|\.getlist)?[(\[]\"(\w+)\"|^    (\w+) = (?:forms\.|_People)"
    )
    return {
        one or other
        for file in Path(desk_package.__file__).parent.rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        for one, other in asked.findall(line)
    }


@pytest.mark.parametrize("role", ["reporter", "editor"])
@pytest.mark.parametrize("model", ["topic", "person", "breakingnews"])
def test_choosers_make_nothing(role: str, model: str) -> None:
    assert (
        desk_of(role).post(f"/snippets/choose/newsroom/{model}/create/", secure=True).status_code
        == 404
    )


@pytest.mark.parametrize("parent", [{}, {"new_parent_page": "x"}, {"new_parent_page": NOTHING}])
def test_a_copy_to_nowhere_is_a_bad_request(parent: dict[str, object]) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[factories.draft().pk])

    assert desk_of("editor").post(address, parent, secure=True).status_code == 400


def test_a_link_without_its_field_is_a_bad_request() -> None:
    desk, address = desk_of("editor"), "/choose-external-link/"

    assert desk.post(address, secure=True).status_code == 400
    shown = desk.post(address, {"external-link-chooser-url": ""}, secure=True)
    assert (shown.status_code, shown.json()["step"]) == (200, "external_link")
