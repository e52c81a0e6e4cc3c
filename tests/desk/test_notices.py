"""Notes on a piece, and who is told of what, as each person wishes."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Comment, PageLogEntry

from stoppress.newsroom import clock
from stoppress.newsroom.actions.assign import assign
from stoppress.newsroom.actions.back_to_draft import back_to_draft
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.leave_note import leave_note
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.actions.settle_note import settle_note
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.models import Article, Byline, Note, Notice, NoticeWishes, Person
from stoppress.newsroom.notices.mentions import named_in
from stoppress.newsroom.notices.tell import tell
from tests.desk.conftest import user_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

_Kind = Notice.Kind


def desk_of(user: User) -> Client:
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(user)
    return desk


def newsroom() -> tuple[Article, User, User]:
    """A reporter's draft, the reporter and an editor; all before is told."""
    reporter, editor = user_of("reporter"), user_of("editor")
    article = factories.draft("The ferry")
    Article.objects.filter(pk=article.pk).update(owner=reporter)
    tell()
    return Article.objects.get(pk=article.pk), reporter, editor


def told(user: User) -> list[tuple[str, str]]:
    """What somebody is told, the first first."""
    while tell():
        pass
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", "words"))


def test_a_piece_sent_with_a_note_shows_it_to_the_editor_until_it_is_answered() -> None:
    article, reporter, editor = newsroom()
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    desk = desk_of(reporter)
    [form] = html.fromstring(desk.get(address, secure=True).content.decode()).xpath(
        "//form[@data-edit-form]"
    )
    sent = dict(form.form_values()) | {"body-count": "0", "action-submit": "action-submit"}
    desk.post(address, sent | {"note_to_editor": "Is the year right?"}, secure=True)

    assert told(editor) == [(_Kind.ASKED, "Is the year right?")]
    assert told(reporter) == []
    [note] = Note.objects.all()
    sheet = html.fromstring(desk_of(editor).get(address, secure=True).content.decode())
    [shown] = sheet.xpath("//aside[@class='desk-note']")
    assert "Is the year right?" in shown.text_content()

    answer = {"text": "It is 1921.", "answers": str(note.pk)}
    desk_of(editor).post(f"/pieces/{article.pk}/notes/", answer, secure=True)

    assert told(reporter) == [(_Kind.ANSWER, "It is 1921.")]
    [standing] = Note.objects.filter(done_at=None)
    assert standing.text == "It is 1921."
    desk.post(f"/notes/{standing.pk}/done/", secure=True)
    again = html.fromstring(desk_of(editor).get(address, secure=True).content.decode())
    assert again.xpath("//aside[@class='desk-note']") == []


def test_only_who_may_edit_a_piece_leaves_and_settles_notes() -> None:
    article, _reporter, editor = newsroom()
    stranger = User.objects.create_user("stranger@news.example")
    note = leave_note(article, "Look again", editor)

    with pytest.raises(PermissionDenied):
        leave_note(article, "Hello", stranger)
    with pytest.raises(PermissionDenied):
        settle_note(note, stranger)
    with pytest.raises(ValueError, match="words"):
        leave_note(article, " ", editor)
    settle_note(note, editor)
    settle_note(note, editor)
    assert PageLogEntry.objects.filter(action="stoppress.note_done").count() == 1


def test_what_others_do_with_my_piece_is_told_once_and_my_own_doing_is_not() -> None:
    article, reporter, editor = newsroom()

    published = publish(article.get_latest_revision_as_object(), editor)
    assert told(reporter) == [(_Kind.PUBLISHED, "")]
    correct(published, "1920", "1921", editor)
    assert told(reporter)[1:] == [(_Kind.CORRECTED, "1921")]
    take_down(Article.objects.get(pk=article.pk), "A wrong name", editor)

    assert told(reporter)[2:] == [(_Kind.TAKEN_DOWN, "A wrong name")]
    assert told(editor) == []


def test_who_is_given_a_piece_is_told_and_when_it_is_due() -> None:
    article, reporter, editor = newsroom()
    due = clock.now() + timedelta(hours=2)

    assign(article, reporter, due, editor)
    assign(article, reporter, due, reporter)

    assert told(reporter) == [(_Kind.GIVEN, "")]
    page = desk_of(reporter).get("/notices/", secure=True).content.decode()
    [notice] = html.fromstring(page).xpath("//main//article")
    assert "You have this piece now: The ferry" in " ".join(notice.text_content().split())
    assert notice.xpath("string(.//span[@class='tag'])") == "due 30 May 2026, 14:00"


def test_who_is_named_in_the_byline_is_told_as_well() -> None:
    article, _reporter, editor = newsroom()
    writer = User.objects.create_user("mara@news.example", email="mara@news.example")
    person = Person.objects.create(name="Mara Ellwood", account=writer)
    draft = article.get_latest_revision_as_object()
    draft.bylines = [Byline(person=person)]

    publish(draft, editor)

    assert told(writer) == [(_Kind.PUBLISHED, "")]


def test_changes_asked_for_and_names_in_comments_and_notes_are_told() -> None:
    article, reporter, editor = newsroom()
    send_to_editor(article, reporter)
    assert told(editor) == [(_Kind.ASKED, "")]
    state = Article.objects.get(pk=article.pk).current_workflow_task_state
    state.reject(user=editor, comment="Who says so?")
    assert told(reporter) == [(_Kind.CHANGES, "Who says so?")]

    comment = Comment.objects.create(
        page=article, user=editor, text="@reporter, and here?", contentpath="title"
    )
    comment.log_create(user=editor)
    assert told(reporter)[1:] == [(_Kind.MENTION, "@reporter, and here?")]
    leave_note(article, "Thanks, @editor", reporter)
    assert told(editor)[1:] == [(_Kind.MENTION, "Thanks, @editor")]
    back_to_draft(Article.objects.get(pk=article.pk), reporter)
    assert len(told(reporter)) == 2


def test_each_is_told_as_they_wish() -> None:
    article, reporter, editor = newsroom()
    desk = desk_of(reporter)
    desk.post(
        "/notices/wishes/", {"bell": [_Kind.CORRECTED], "mail": [_Kind.PUBLISHED]}, secure=True
    )

    published = publish(article.get_latest_revision_as_object(), editor)
    tell()
    correct(published, "1920", "1921", editor)
    take_down(Article.objects.get(pk=article.pk), "A wrong name", editor)
    tell()

    rows = Notice.objects.filter(user=reporter).order_by("pk")
    assert [(row.kind, row.at_the_bell, row.mail_due is not None) for row in rows] == [
        (_Kind.PUBLISHED, False, True),
        (_Kind.CORRECTED, True, False),
    ]
    assert NoticeWishes.objects.get().user == reporter


def test_of_a_kind_that_is_newer_than_their_wishes_people_are_told_as_at_first() -> None:
    reporter = user_of("reporter")
    said = {"not_at_the_bell": [_Kind.ASKED], "by_mail": [_Kind.PUBLISHED], "not_by_mail": []}
    wishes = NoticeWishes.objects.create(user=reporter, **said)

    upgrade = "stoppress.newsroom.migrations.0034_what_is_not_told_by_mail"
    import_module(upgrade).say_what_was_not_ticked(apps, None)

    wishes.refresh_from_db()
    by_mail = {kind for kind in _Kind if wishes.is_by_mail(kind)}
    assert by_mail == {_Kind.PUBLISHED, _Kind.STOPPED, _Kind.HELD, _Kind.GIVEN}
    assert [kind for kind in _Kind if not wishes.is_at_the_bell(kind)] == [_Kind.ASKED]
    desk = desk_of(reporter)
    page = html.fromstring(desk.get("/notices/wishes/", secure=True).content)
    assert set(page.xpath("//input[@name='mail'][@checked]/@value")) == by_mail
    desk.post("/notices/wishes/", {"mail": [_Kind.GIVEN]}, secure=True)
    wishes.refresh_from_db()
    assert [kind for kind in _Kind if wishes.is_by_mail(kind)] == [_Kind.GIVEN]


def test_the_bell_counts_what_is_new_until_it_was_seen() -> None:
    article, reporter, editor = newsroom()
    publish(article.get_latest_revision_as_object(), editor)
    tell()
    desk = desk_of(reporter)

    def page(path: str) -> Any:
        return html.fromstring(desk.get(path, secure=True).content.decode())

    bell = page("/").xpath("//a[@class='desk-bell']")[0]
    assert bell.text_content().split() == ["For", "you", "1", "new"]
    shown = page("/notices/")
    assert "Your piece is published: The ferry" in " ".join(shown.text_content().split())
    assert page("/").xpath("string(//a[@class='desk-bell'])").split() == ["For", "you"]


def test_what_was_done_before_there_were_notices_is_told_to_nobody() -> None:
    reporter, editor = user_of("reporter"), user_of("editor")
    article = factories.draft("The ferry")
    Article.objects.filter(pk=article.pk).update(owner=reporter)
    publish(article.get_latest_revision_as_object(), editor)

    assert tell() == 0
    assert told(reporter) == []


def test_names_after_an_at_sign_are_those_of_the_newsroom() -> None:
    names = (
        ("Aynur", "Rəhimbəyli", "ar@news.example"),
        ("İlkin", "Quliyev", "ilkin.q@news.example"),
        ("Mara", "Ellwood", "mara@news.example"),
        ("Mara", "Stroud", "stroud@news.example"),
    )
    people = [
        User(pk=number, first_name=first, last_name=last, email=email)
        for number, (first, last, email) in enumerate(names, 1)
    ]

    def named(text: str) -> list[int]:
        return [one.pk for one in named_in(text, people)]

    assert named("@Aynur Rəhimbəyli: look, @ilkin.") == [1, 2]
    assert named("@Mara Stroud and @MARA ELLWOOD") == [4, 3]
    assert named("@mara") == [
        3
    ]  # the first part of an address; the first name alone is two people's
    assert named("@Maraschino, mail me@mara or x@y.z, @nobody") == [3]
