"""Dates that machines read have an offset that their formats know."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.who import Unasked
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

#: Baku's clocks were then 3 hours, 19 minutes and 24 seconds before Greenwich.
THEN = datetime(1890, 5, 1, 12, tzinfo=UTC)
_ANY = re.compile(r"1890-05-01T[\d:.]+(?:Z|[+-][\d:]+)?")
#: RFC 3339, section 5.6, without seconds as HTML has it too.
_VALID = re.compile(r"1890-05-01T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


@pytest.mark.parametrize(
    "surface", ["page", "/", "/harbour/", "/feed.rss", "/feed.atom", "/feed.json", "sitemap"]
)
def test_a_moment_whose_offset_has_seconds_is_told_in_utc(surface: str, reader: Reader) -> None:
    article = factories.article("A steamer arrives", published_at=THEN, changed_at=THEN)
    article = correct(article, "It said 1891.", "It was 1890.", Unasked.COMMAND, at=THEN)
    path = {"page": str(article.public_path), "sitemap": "/sitemaps/en/1890-05.xml"}.get(
        surface, surface
    )

    text = reader.get(path).text

    if surface == "/feed.rss":
        [told] = re.findall("<pubDate>(.*?)</pubDate>", text)
        assert re.search(r"[+-]\d{4}$", told)
        assert parsedate_to_datetime(told) == THEN
        return
    found = _ANY.findall(text)
    assert found, text
    assert [one for one in found if not _VALID.fullmatch(one)] == []
    assert {datetime.fromisoformat(one) for one in found} == {THEN}
    if surface == "/feed.json":
        assert json.loads(text)["items"][0]["date_published"] == "1890-05-01T12:00:00+00:00"
