"""Every address of the desk that takes a number, sent the number of a page: few change what is out.

A script or a forged form could send the same. What an editor fills in first is in other tests.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from stoppress.newsroom.models import Change
from tests.desk.conftest import user_of
from tests.desk.published import published_by
from tests.desk.test_without_sign_in import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

#: What an owner changes there by sending nothing more, by the newsroom's own verb.
VERBS = {
    "/pages/{pk}/set_position/": "move",
    "/pages/{pk}/unpublish/": "unpublish",
}


def newest() -> int:
    """The last change of the log that readers may see something of."""
    seen = Change.objects.exclude(kind=Change.Kind.DRAFT)
    return seen.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def test_no_other_address_changes_what_is_published() -> None:
    out = published_by(user_of("reporter"))
    pages = (out.article.pk, out.section.pk, out.edition.pk)
    desk = Client(headers={"host": "desk.news.example"}, raise_request_exception=False)
    desk.force_login(user_of("owner"))
    before = newest()

    found = set()
    numbered = {path for path in patterns() if "{pk}" in path}
    for path in sorted(numbered):
        for page in pages:
            stands = transaction.savepoint()
            desk.post(path.replace("{pk}", str(page)), secure=True)
            if newest() != before:
                found.add(path)
            transaction.savepoint_rollback(stands)

    assert len(numbered) > 80
    assert found == set(VERBS)
