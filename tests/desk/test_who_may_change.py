"""What is published changes only by those who may publish: every object, verb and way, by role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.permissions import policy_registry

from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, NewsroomSettings
from tests.desk.conftest import desk_of, user_of
from tests.desk.published import Attempt, Published, all_that_is_public, attempts, published_by
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

RANKS = ("stranger", "reporter", "editor", "owner")


class _Undo(Exception):
    """Ends a block whose changes are taken back."""


@contextmanager
def undone(stands: Published) -> Iterator[None]:
    """Take back what is done inside: to the database, and to files."""
    files = [Path(file.file.path) for file in (stands.picture, stands.paper)]
    content = [file.read_bytes() for file in files]
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        for file, bytes_ in zip(files, content, strict=True):
            file.write_bytes(bytes_)


def changed_by(attempt: Attempt, desk: Client, stands: Published) -> bool:
    """Whether the attempt changed anything that is public."""
    before = all_that_is_public()
    with undone(stands):
        attempt.send(desk)
        after = all_that_is_public()
    return after != before


@pytest.mark.parametrize("role", RANKS)
def test_only_those_change_what_is_published_who_may(role: str) -> None:
    reporter = user_of("reporter")
    stands: Published = published_by(reporter)
    desk = Client(headers={"host": "desk.news.example"})
    if role == "reporter":
        desk.force_login(reporter)
    elif role == "owner":
        desk.force_login(user_of("owner"))
    elif role == "editor":
        desk = desk_of("editor")

    wrong = []
    for attempt in attempts(stands):
        may = attempt.least in RANKS and RANKS.index(role) >= RANKS.index(attempt.least)
        if changed_by(attempt, desk, stands) != may:
            wrong.append(f"{attempt.name}: {'refused' if may else 'done'} for {role}")

    assert wrong == []


def may_replace(user: User, file: Any) -> bool:
    """Whether somebody may replace or delete a file."""
    policy = policy_registry.get(file)
    allowed = {
        policy.user_has_permission_for_instance(user, verb, file) for verb in ("change", "delete")
    }
    assert len(allowed) == 1
    return allowed.pop()


def with_picture(owner: User, **fields: Any) -> tuple[Article, Any]:
    """A draft of somebody's, with a picture of theirs."""
    picture = image()
    picture.uploaded_by_user = owner
    picture.save()
    article = factories.draft(lead_image=picture, **fields)
    article.owner = owner
    article.save()
    return article, picture


@pytest.mark.slow
def test_a_reporter_replaces_an_own_picture_until_somebody_else_agreed_to_it(
    noon: datetime,
) -> None:
    reporter, editor = user_of("reporter"), user_of("editor")
    article, picture = with_picture(reporter)
    assert may_replace(reporter, picture)

    article.get_workflow().start(article.save_revision(user=reporter).as_object(), reporter)

    assert not may_replace(reporter, picture)
    assert may_replace(editor, picture)


def test_a_picture_of_a_scheduled_version_is_as_settled_as_one_that_is_public(
    noon: datetime,
) -> None:
    reporter = user_of("reporter")
    article, picture = with_picture(reporter, go_live_at=noon + timedelta(hours=1))
    assert may_replace(reporter, picture)

    publish(article, Unasked.COMMAND)

    assert not article.live
    assert not may_replace(reporter, picture)


@pytest.mark.parametrize("shown_by", ["person", "newsroom"])
@pytest.mark.slow
def test_a_portrait_and_the_logo_are_settled(shown_by: str) -> None:
    reporter = user_of("reporter")
    _article, picture = with_picture(reporter)
    if shown_by == "person":
        person = factories.person()
        person.picture = picture
        person.save()
    else:
        newsroom = NewsroomSettings.load()
        newsroom.logo = picture
        newsroom.save()

    assert not may_replace(reporter, picture)


def test_a_new_topic_takes_no_former_address(reader: Reader) -> None:
    boats = factories.topic("Boats")
    factories.article(about=(boats,))
    merge_topics(factories.topic("Ferry"), boats, Unasked.COMMAND)

    again = factories.topic("Ferry")

    assert again.slug == "ferry-2"
    assert reader.get("/topic/ferry/").location == "/topic/boats/"


@pytest.mark.parametrize("role", ["reporter", "editor"])
@pytest.mark.slow
def test_nobody_adds_a_topic_at_a_former_address(role: str, reader: Reader) -> None:
    boats = factories.topic("Boats")
    factories.article(about=(boats,))
    merge_topics(factories.topic("Ferry"), boats, Unasked.COMMAND)
    fields = {"title": "Another", "slug": "ferry", "locale": boats.locale_id}

    desk_of(role).post(reverse("wagtailsnippets_newsroom_topic:add"), fields, secure=True)

    assert reader.get("/topic/ferry/").location == "/topic/boats/"
