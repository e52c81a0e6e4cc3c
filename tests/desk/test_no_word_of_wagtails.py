"""Every page of the desk, read by each role: no word of Wagtail's, and no way out to its guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment
from django.urls import reverse

from tests.desk.conftest import desk_of
from tests.desk.test_without_sign_in import patterns
from tests.desk.test_words import words_in
from tests.newsroom import factories
from tests.newsroom.media import document, image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

#: Attributes that a browser or a screen reader shows.
SPOKEN = ("title", "placeholder", "aria-label", "aria-description", "alt", "label", "summary")
#: Words about what readers open in their browsers, which are pages.
OF_READERS = re.compile(
    r"pages? (?:was|were|is|are) (?:made when a reader|ready to be sent)|on every page"
)
#: Beginnings of addresses that no menu, button or link of the desk leads to, and why.
NOT_SHOWN = {
    "/locales/": "an edition's language is set by the command line",
    "/sites/": "as those",
    "/workflows/": "as those: what a reporter sends, an editor approves",
    "/groups/": "names of permissions are Django's, from the database",
}


def texts_of(page: BeautifulSoup) -> Iterator[str]:
    """What an editor reads on a page: texts, words of buttons, and what screen readers say."""
    for text in page.find_all(string=True):
        if not isinstance(text, Comment) and not text.find_parent(["script", "style"]):
            yield text.strip()
    for element in page.find_all(True):
        yield from (str(element[name]) for name in SPOKEN if element.get(name))
        if element.name == "input" and element.get("type") in ("submit", "button"):
            yield str(element.get("value", ""))


def ways_out_of(page: BeautifulSoup) -> Iterator[str]:
    """Links to hosts that are not the newsroom's."""
    for link in page.find_all(["a", "form"]):
        host = urlsplit(str(link.get("href") or link.get("action") or "")).hostname
        if host and not host.endswith("news.example"):
            yield host


def html_of(answer: Any) -> str:
    kind = answer.get("Content-Type", "")
    if answer.streaming:
        return ""
    if kind.startswith("application/json"):
        said = answer.json()
        return said.get("html", "") if isinstance(said, dict) else ""
    return answer.content.decode() if kind.startswith("text/html") else ""


def addresses() -> set[str]:
    """All addresses of the desk, for a row of each kind."""
    piece = factories.draft(headline="Storm tonight")
    out = factories.article(headline="Ferry back in service")
    rows = [piece, out, out.get_parent(), out.get_parent().get_parent(), image()]
    rows += [document("Tide table", "tides"), factories.person(), factories.topic()]
    numbers = {row.pk for row in rows}
    bulk = {
        f"/bulk/{app}/{model}/{action}/?id={number}"
        for app, model, actions in (
            ("wagtailimages", "image", ("delete", "add_tags", "add_to_collection")),
            ("wagtaildocs", "document", ("delete", "add_tags", "add_to_collection")),
        )
        for action in actions
        for number in numbers
    }
    settings = reverse("wagtailsettings:edit", args=["newsroom", "newsroomsettings"])
    paths = {path.replace("{pk}", str(number)) for path in patterns() for number in numbers}
    return {*paths, *bulk, settings}


@pytest.mark.parametrize(
    "role",
    [*(pytest.param(role, marks=pytest.mark.long) for role in ("reporter", "editor")), "owner"],
)
def test_no_word_of_wagtails_anywhere(role: str) -> None:
    desk = desk_of(role)
    seen, found = 0, {}

    for path in sorted(addresses()):
        if path.startswith(tuple(NOT_SHOWN)):
            continue
        page = BeautifulSoup(html_of(desk.get(path, secure=True, follow=True)), "html.parser")
        seen += bool(page.find(True))
        told = {text for text in texts_of(page) if words_in(OF_READERS.sub("", text))}
        left = told | {*ways_out_of(page)}
        if left:
            found[path] = left

    assert seen > 50
    by_text: dict[str, str] = {}
    for path, texts in found.items():
        for text in texts:
            by_text.setdefault(text[:300], path)
    assert not by_text, "\n".join(f"{path}: {text}" for text, path in by_text.items())
