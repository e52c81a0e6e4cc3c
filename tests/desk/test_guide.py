"""The editor's guide at the desk: every task, in the person's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
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
