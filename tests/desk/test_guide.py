"""The editor's guide at the desk: every task, in the person's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from lxml import html
from tools.words.catalogs import DESK, SITE, WAGTAIL, messages_of, path_of, read
from wagtail.users.models import UserProfile

from stoppress.desk.guide.tasks import LANGUAGES, TASKS, guide_language
from tests.desk.conftest import desk_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_has_words_and_a_picture_in_each_language(language: str) -> None:
    for task in TASKS:
        assert len(render_to_string(f"desk/guide/{language}/{task.name}.html")) > 300, task
        if task.pictured:
            picture = finders.find(f"desk/guide/{language}/{task.name}.webp")
            assert picture, task
            assert Path(str(picture)).stat().st_size < 120_000, task


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_calls_everything_what_the_desk_calls_it(language: str) -> None:
    """What stands there in bold is a button, a label or a place: one that is so called."""
    known = names_at_the_desk(language)
    unknown = []
    for task in TASKS:
        page = html.fromstring(render_to_string(f"desk/guide/{language}/{task.name}.html"))
        for name in page.xpath("//b/text()"):
            words = name.rstrip("…").casefold()
            begins = (f"{words} ", f"{words}:")
            if len(words) > 1 and not any(k == words or k.startswith(begins) for k in known):
                unknown.append(f"{task.name}: {name}")
    assert unknown == []


def names_at_the_desk(language: str) -> set[str]:
    """All that the desk says in a language, folded."""
    said = [str(one.string) for one in messages_of(read(path_of(WAGTAIL, "en"))).values()]
    for catalog in (path_of(DESK, "az"), path_of(SITE, "az"), path_of(WAGTAIL, "az")):
        for message in messages_of(read(catalog)).values():
            found = message.id if language == "en" else message.string
            said.extend([found] if isinstance(found, str) else found or ())
    return {text.rstrip("…").casefold() for text in said}


def test_a_reporter_reads_the_guide_in_the_desks_language_or_in_english() -> None:
    desk = desk_of("reporter")
    reporter = get_user_model().objects.get()
    for language, heading in (("en", "Write a piece"), ("az", "Yazı yazmaq"), ("tr", "Write a")):
        UserProfile.objects.update_or_create(
            user=reporter, defaults={"preferred_language": language}
        )
        first = desk.get("/help/", secure=True).content.decode()
        assert heading in first
        for task in TASKS:
            assert f'href="/help/{task.name}/"' in first
            page = desk.get(f"/help/{task.name}/", secure=True).content.decode()
            assert task.title(guide_language(language)) in page

    assert desk.get("/help/nothing/", secure=True).status_code == 404
