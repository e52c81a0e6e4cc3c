"""Where nothing is, a reader gets the edition's page that says so, however the store came about."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.files import Files
from stoppress.edge.core.messages import Request, Response
from stoppress.newsroom.models import EditionPage
from stoppress.press.follow import follow
from stoppress.releases.rebuild import renew, warm
from stoppress.site.origin import make_answer
from stoppress.store import Batch, Store
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.releases.templates import releases_in, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def editions() -> tuple[EditionPage, EditionPage]:
    """An English edition, the default one, and an Azeri one, each with a piece."""
    azeri = factories.edition("az", "Kelmora Kuryeri")
    factories.article("The ferry is back")
    factories.article("Bərə qayıtdı", into=factories.section("Liman", azeri))
    return EditionPage.objects.get(locale__language_code="en"), azeri


def answer_to(store: Store, path: str) -> Response:
    """What the edge answers where the origin says that there is nothing."""
    assert not make_answer(path)
    with store.snapshot() as snapshot:
        return Edge(Files(Path(settings.MEDIA_ROOT))).not_found(Request("GET", path), snapshot)


def language_of(answer: Response) -> str | None:
    """The language that the newsroom's own page is in; None for the edge's static one."""
    assert answer.status == 404
    static = answer.body == builtin_page(404).body
    return None if static else dict(answer.headers)["content-language"]


def test_a_page_that_was_lost_is_made_when_it_is_needed(
    reader: Reader, editions: tuple[EditionPage, EditionPage]
) -> None:
    renew()
    reader.store.apply(Batch(forget_page_prefixes={"/-/404/"}))
    assert language_of(answer_to(reader.store, "/nothing/")) == "en"
    assert language_of(answer_to(reader.store, "/az/nothing/")) == "az"


def test_a_change_after_an_update_does_not_leave_readers_without_it(
    reader: Reader, editions: tuple[EditionPage, EditionPage]
) -> None:
    with templates_of("release 1"):
        renew()
        warm()
    with templates_of("release 2"):
        renew()
        factories.article("The ferry is late")
        follow()
        answer = answer_to(reader.store, "/nothing/")
        assert language_of(answer) == "en"
        assert releases_in(bytes(answer.body).decode()) == {"release 2"}


def test_where_an_edition_is_closed_the_default_one_says_so(
    reader: Reader, editions: tuple[EditionPage, EditionPage]
) -> None:
    renew()
    editions[1].unpublish()
    assert language_of(answer_to(reader.store, "/az/bere-qayitdi/")) == "en"
