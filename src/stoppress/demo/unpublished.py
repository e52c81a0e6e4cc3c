"""Pieces of the demo that are not out yet: ideas, drafts, and those that an editor is to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from stoppress.demo.ages import coming_moment
from stoppress.demo.content import Content
from stoppress.demo.newspaper import EDITOR
from stoppress.desk.roles import group_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.leave_note import leave_note
from stoppress.newsroom.actions.note_idea import note_idea
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.models import Article, Person, SectionPage

#: Of identifiers: what is published has another.
_URI = "demo-desk:"


def add_unpublished_pieces(content: Content) -> None:
    """Add those that are missing. Nobody can sign in as their reporters, who have no passwords."""
    there = set(Article.objects.filter(uri__startswith=_URI).values_list("uri", flat=True))
    editor = User.objects.get(username=EDITOR)
    for piece in content.unpublished:
        if _URI + piece["key"] not in there:
            with transaction.atomic():
                _add(piece, _reporter(piece["to"]), editor)


def _reporter(slug: str) -> User:
    """The account of somebody in bylines, made when they have none."""
    person = Person.objects.select_related("account").get(slug=slug)
    if person.account is None:
        address = f"reporter-{person.pk}@{EDITOR.partition('@')[2]}"
        first, _space, last = person.name.partition(" ")
        person.account = User.objects.create_user(
            address, address, first_name=first, last_name=last
        )
        person.account.groups.add(group_of("reporter"))
        person.save()
    account: User = person.account
    return account


def _add(piece: Mapping[str, Any], reporter: User, editor: User) -> None:
    section = SectionPage.objects.get(
        slug=piece["section"], locale__language_code=piece.get("language", "en")
    )
    due = coming_moment(piece["due"], clock.now()) if "due" in piece else None
    article = note_idea(piece["headline"], section, reporter, due, editor)
    article = Article.objects.get(pk=article.pk)
    article.uri = _URI + piece["key"]
    article.deck = piece.get("deck", "")
    article.body = json.dumps(
        [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in piece.get("text", ())]
    )
    article.save()
    article.save_revision(user=reporter)
    if "note" in piece:
        leave_note(article, piece["note"], reporter)
    if piece["state"] in {"reading", "changes"}:
        send_to_editor(article, reporter)
    if piece["state"] == "changes":
        task = article.current_workflow_state.current_task_state.specific
        task.reject(user=editor, comment=piece["asked"])
