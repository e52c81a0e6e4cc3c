"""Every address of the desk, asked by a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.newsroom import factories
from tests.newsroom.media import document, image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

#: What a stranger gets, and why. Everything else asks to sign in, is refused, or is not there.
OPEN = {
    "/login/": "the form to sign in",
    "/login/closed/": "that the account is closed, to whoever asks",
    "/sprite/": "Wagtail's icons",
    "/jsi18n/": "words of Wagtail's scripts",
    "/-/live/x": "nothing: previews are told not to wait for news",
}

_VALUES = (
    (r"<(?:int|str|slug|uuid|path|[\w.]+):\w*(?:pk|id)\w*>", "{pk}"),
    (r"<(?:str|slug):(?:app_label|app_name|content_type_app_name)>", "newsroom"),
    (r"<(?:str|slug):(?:model_name|content_type_model_name)>", "article"),
    (r"<str:action>", "delete"),
    (r"<int:\w+>", "1"),
    (r"<(?:str|slug|path):\w+>|<\w+>", "x"),
    (r"\(\?P<\w+>[^)]*\)|\([^)]*\)", "{pk}"),
)


def patterns(of: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The patterns of every address that the desk knows, each as a path."""
    for one in (of or get_resolver("stoppress.conf.desk_urls")).url_patterns:
        text = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from patterns(one, text)
        elif isinstance(one, URLPattern):
            for pattern, value in _VALUES:
                text = re.sub(pattern, value, text)
            yield "/" + text.replace("\\Z", "").replace("$", "").replace("\\", "")
            text = before


def test_a_stranger_is_asked_to_sign_in_everywhere() -> None:
    article, picture, paper = factories.draft(), image(), document("Secret", "secret")
    client = Client(headers={"host": "desk.news.example"}, raise_request_exception=False)
    paths = {
        path.replace("{pk}", str(pk))
        for path in patterns()
        for pk in (article.pk, picture.pk, paper.pk)
    }
    paths |= {f"/documents/{paper.pk}/{paper.filename}", f"/media/{picture.file.name}"}
    assert len(paths) > 150

    answered = {}
    for path in sorted(paths):
        for method in (client.get, client.post):
            answer = method(path, secure=True)
            if answer.status_code == 301:  # a slash is added
                answer = method(answer["Location"], secure=True)
            asked = answer.status_code == 302 and answer["Location"].startswith("/login/")
            if not asked and answer.status_code not in (403, 404, 405):
                answered[path] = answer.status_code

    assert set(answered) == set(OPEN), answered
