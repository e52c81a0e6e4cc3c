"""Nobody who has not signed in is told anything of a draft at the desk, whatever they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stoppress.newsroom.models import Article
from tests.newsroom.reader import noon
from tests.reader_site.withdrawn import SECRETS, Scene, lay_out

__all__ = ["noon"]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def addresses(scene: Scene) -> Iterator[str]:
    """Every address of the desk, with the numbers and names of the draft and of what it shows."""
    article = Article.objects.get(pk=scene.article.pk)
    revision = article.latest_revision_id
    numbers = {article.pk, scene.picture.pk, scene.document.pk, revision, scene.author.pk}
    for route in _routes(get_resolver("stoppress.conf.desk_urls").url_patterns):
        for number in numbers:
            yield "/" + route.replace("<number>", str(number)).replace("<word>", "newsroom")
    document: Any = scene.document
    picture: Any = scene.picture
    yield f"/documents/{document.pk}/{document.filename}"
    yield f"/media/{document.file.name}"
    yield f"/media/{picture.file.name}"


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """All routes; what changes in them is ``<number>``, or ``<word>`` where it may be any text."""
    for one in patterns:
        pattern: Any = one.pattern
        route = before + (getattr(pattern, "_route", None) or pattern.regex.pattern.strip("^$"))
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            numbers = re.sub(r"<int:\w+>", "<number>", route)
            yield re.sub(r"<\w+:\w+>", "<word>", numbers)
            yield re.sub(r"<\w+:\w+>", "<number>", numbers)


def test_without_a_login_the_desk_tells_nothing_of_a_draft(noon: datetime) -> None:
    scene = lay_out(published=False)
    stranger = Client(headers={"host": "desk.news.example"}, raise_request_exception=False)
    asked, told = 0, []
    for address in sorted(set(addresses(scene))):
        for method in (stranger.get, stranger.head):
            answer = method(address, secure=True)
            asked += 1
            streamed: Any = answer
            body = b"".join(streamed.streaming_content) if answer.streaming else answer.content
            text = f"{body.decode(errors='replace')} {answer.headers}".lower()
            told += [f"{address}: {part}" for part, word in SECRETS.items() if word in text]
            if address.startswith(("/documents/", "/media/")):
                assert answer.status_code != 200, address
    assert not told, told
    assert asked > 500
