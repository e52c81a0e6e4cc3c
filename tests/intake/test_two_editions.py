"""Two editions in one language: no more at the desk, and an import stands it where they are."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from stoppress.newsroom.models import EditionPage
from tests.intake.conftest import Feed
from tests.intake.items import plain_item
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def second_edition() -> EditionPage:
    """Another edition in English, as could once be made at the desk, in draft too."""
    first = factories.edition()
    return EditionPage(title="Another", slug="another", locale=first.locale)


def test_a_second_edition_is_refused() -> None:
    with pytest.raises(ValidationError, match="There is an edition in this language already"):
        Page.get_first_root_node().add_child(instance=second_edition())


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.slow
def test_an_import_takes_the_edition_that_readers_see(
    live: bool, feed: Feed, reader: Reader
) -> None:
    second = second_edition()
    second.live = live
    second.clean = lambda: None  # type: ignore[method-assign]
    Page.get_first_root_node().add_child(instance=second)

    done = feed(plain_item())

    assert done.code == 0, done.err
    assert reader.status(done.paths[0]) == 200
