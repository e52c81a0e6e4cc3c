"""No address of the desk answers 500 to somebody with a role, whatever they ask it for."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

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

    assert not failed, "\n".join(failed)


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
