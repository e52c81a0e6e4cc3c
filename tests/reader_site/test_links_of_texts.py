"""Links in a text lead where readers may go; else their words stay and the link goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.newsroom.models.body import BodyBlock
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SCRIPT = "javascript:alert(document.cookie)"


def linking_to(target: Article) -> str:
    """The path of an article with a link to another in its text."""
    text = f'see <a linktype="page" id="{target.pk}">what happened</a> before'
    return str(factories.article("Linking", text=text).public_path)


@pytest.mark.slow
def test_a_link_goes_with_the_article_it_leads_to_and_comes_back(reader: Reader) -> None:
    target = factories.article("Target")
    path, link = linking_to(target), f'{target.public_path}">what happened</a>'
    assert link in reader.get(path).text

    target = unpublish(target, Unasked.COMMAND)
    assert "see what happened before" in reader.get(path).text
    target = publish(target, Unasked.COMMAND)
    assert link in reader.get(path).text
    target = take_down(target, "Wrong.", Unasked.COMMAND)
    assert "see what happened before" in reader.get(path).text
    target = restore(target, Unasked.COMMAND)
    assert link in reader.get(path).text

    target.delete()
    assert "see what happened before" in reader.get(path).text


def test_a_link_to_a_draft_or_an_embargo_waits_for_it(noon: datetime, reader: Reader) -> None:
    draft = factories.draft("Draft")
    later = factories.article("Later", embargo_until=noon + timedelta(hours=1))
    paths = [linking_to(draft), linking_to(later)]

    for path in paths:
        page = reader.get(path).text
        assert "see what happened before" in page
        assert "None" not in page
    publish(draft, Unasked.COMMAND)
    assert "what happened</a>" in reader.get(paths[0]).text
    with at(noon + timedelta(hours=2)):
        strike_due()
        assert "what happened</a>" in reader.get(paths[1]).text


def with_stored(*body: tuple[str, Any]) -> Article:
    """A public article whose body was stored before addresses were looked at."""
    article = factories.article("Stored")
    article.body = list(body)
    article.save(clean=False)
    return article


def test_a_script_that_was_stored_is_no_link_anywhere(reader: Reader) -> None:
    article = with_stored(
        ("quote", {"text": "We are back.", "source_title": "Log", "source_url": SCRIPT}),
        (
            "paragraph",
            f'<p>One <a href="{SCRIPT}">two</a> <a href="mailto:a@b.example">mail</a>.</p>',
        ),
        ("embed", {"url": SCRIPT, "title": "Film"}),
    )

    for path in (str(article.public_path), "/feed.rss", "/feed.atom", "/feed.json"):
        shown = reader.get(path).text
        assert "javascript:" not in shown
        assert "One two" in shown or path != article.public_path
        assert "mailto:a@b.example" in shown or path != article.public_path


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("quote", {"text": "x", "source_url": SCRIPT}),
        ("quote", {"text": "x", "source_url": "www.example.org"}),
        ("embed", {"url": "ftp://example.org/film"}),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused(kind: str, value: dict[str, str]) -> None:
    block = BodyBlock().child_blocks[kind]

    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))
