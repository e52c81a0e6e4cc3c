"""Date lines as an edition writes them."""

import pytest
from django.utils import timezone

from stoppress.newsroom.models import EditionPage
from stoppress.press.follow import follow
from tests.newsroom import factories
from tests.press_world import empty_store, served


@pytest.mark.django_db
def test_an_edition_may_write_its_date_lines_in_its_own_way() -> None:
    edition = factories.edition()
    article = factories.article("The ferry is back")
    with empty_store() as store:
        follow()
        before = served(store, article.public_path or "")
        edition = EditionPage.objects.get(pk=edition.pk)
        edition.date_format = r"d.m.Y \a\t H:i"
        edition.save_revision().publish()
        follow()
        after = served(store, article.public_path or "")
    assert before
    assert after
    assert article.published_at
    line = f"{timezone.localtime(article.published_at):%d.%m.%Y} at ".encode()
    assert line not in before[1]
    assert line in after[1]
