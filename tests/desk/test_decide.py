"""Who was asked to read a piece approves it, or asks for changes, in its bar and in our words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry

from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.models import Article, Note
from stoppress.newsroom.states import state_of
from tests.desk.conftest import desk_of, user_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.desk.test_verbs import verbs_in
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DECIDE = "action-workflow-action"


def sent_to_read(**fields: Any) -> tuple[Article, User]:
    """A piece that its reporter has sent to an editor."""
    article, reporter = factories.draft("The ferry is back", **fields), user_of("reporter")
    Article.objects.filter(pk=article.pk).update(owner=reporter)
    send_to_editor(Article.objects.get(pk=article.pk), reporter)
    return Article.objects.get(pk=article.pk), reporter


def as_user(user: User) -> Client:
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(user)
    return client


def decide(desk: Client, article: Article, said: str, **more: str) -> Any:
    """What the desk shows after a button of the bar's dialogs was pressed."""
    data = form_of(shown(desk, article)) | {DECIDE: said} | more
    return desk.post(address_of(article), data, secure=True, follow=True)


def test_the_bar_asks_for_what_the_piece_was_sent_for(reader: Reader) -> None:
    article, reporter = sent_to_read()
    desk = desk_of("editor")

    bar, _more = verbs_in(shown(desk, article))
    own, more = verbs_in(shown(as_user(reporter), article))

    decisions = ["Approve…", "Ask for changes…", "Publish…"]
    assert bar == ["Versions", "Notes", "More…", "Preview", *decisions]
    assert own == ["Versions", "Notes", "More…", "Preview"]
    assert "Copy" in more
    page = decide(desk, article, "approve", title="The ferry is late", note_of_approval="Good.")
    assert page.redirect_chain[-1][0] == address_of(article), "one stays with the piece"
    out = Article.objects.get(pk=article.pk)
    assert "The ferry is late" in reader.get(str(out.public_path)).text
    [entry] = PageLogEntry.objects.filter(action="wagtail.workflow.approve")
    assert (entry.message, entry.data["comment"]) == ("Approved", "Good.")


def test_what_should_change_stands_where_the_writer_opens_the_piece() -> None:
    article, reporter = sent_to_read()

    decide(desk_of("editor"), article, "reject", note_of_changes="Name the boat.")

    assert not Article.objects.get(pk=article.pk).live
    [note] = Note.objects.all()
    assert (note.text, str(note.by)) == ("Name the boat.", "editor@news.example")
    own = as_user(reporter)
    assert "Name the boat." in shown(own, article)
    assert "“Name the boat.”" in own.get("/", secure=True).content.decode()


def test_checks_that_stop_an_approval_are_shown_where_it_was_asked_for() -> None:
    article, _reporter = sent_to_read(lead_image=media.image(), lead_credit="Kit Sorrel")

    page = decide(desk_of("editor"), article, "approve").content.decode()

    assert html.fromstring(page).xpath("//dialog[@data-open]/@id") == ["desk-approve"]
    assert not Article.objects.get(pk=article.pk).live


def test_whoever_sent_a_piece_takes_it_back_and_stays_with_it() -> None:
    article, reporter = sent_to_read()
    desk = as_user(reporter)
    [button] = html.fromstring(shown(desk, article)).xpath("//ul[@id='desk-seldom']//button")
    back = reverse("desk_back_to_draft", args=[article.pk])
    assert button.get("formaction") == back

    answer = desk.post(back, form_of(shown(desk, article)) | {"stay": "1"}, secure=True)

    assert answer.headers["location"] == address_of(article)
    assert state_of(Article.objects.get(pk=article.pk)).label == "draft"
