"""The trail: each verb leaves one entry, which nobody changes; the page, and its export."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from lxml import html
from typer.testing import CliRunner
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from stoppress.cli.user import app as commands
from stoppress.desk.checks.registry import CHECKS
from stoppress.desk.trail.entries import LENGTH, Asked, all_of
from stoppress.newsroom import actions, clock
from stoppress.newsroom.actions.arrange_front import arrange_front
from stoppress.newsroom.actions.assign import assign
from stoppress.newsroom.actions.back_to_draft import back_to_draft
from stoppress.newsroom.actions.break_news import break_news
from stoppress.newsroom.actions.cancel_schedule import cancel_schedule
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.end_breaking import end_breaking
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.leave_note import leave_note
from stoppress.newsroom.actions.let_out_at import let_out_at
from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.note_idea import note_idea
from stoppress.newsroom.actions.place_on_front import place_on_front
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.put_front_back import put_front_back
from stoppress.newsroom.actions.put_version_back import put_version_back
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.revoke_preview import revoke_preview
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.actions.settle_note import settle_note
from stoppress.newsroom.actions.share_preview import share_preview
from stoppress.newsroom.actions.show_front import show_front
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.models import Article, PreviewLink
from stoppress.newsroom.trail import TABLES, TrailIsFixed
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories
from tests.newsroom.reader import at

pytestmark = pytest.mark.django_db


def draft_of(article: Article) -> Article:
    draft: Article = article.get_latest_revision_as_object()
    return draft


def shown(article: Article, by: Any) -> None:
    front = factories.edition()
    show_front(arrange_front(front, [article.pk], by, seen=[]), by, seen=[article.pk])


def sent_and_taken_back(article: Article, by: Any) -> None:
    send_to_editor(article, by)
    back_to_draft(Article.objects.get(pk=article.pk), by)


def on_and_off_air(_article: Article, by: Any) -> None:
    [line] = break_news("Storm", [factories.edition().locale], timedelta(hours=1), by)
    end_breaking(line, by)


def scheduled_and_cancelled(article: Article, by: Any) -> None:
    cancel_schedule(schedule(draft_of(article), clock.now() + timedelta(hours=2), by), by)


def let_out_and_cancelled(_article: Article, by: Any) -> None:
    note = factories.draft("A note")
    cancel_schedule(let_out_at(note, clock.now() + timedelta(hours=2), by), by)


def down_and_up(article: Article, by: Any) -> None:
    restore(take_down(article, "A wrong name", by), by)


def merged(_article: Article, by: Any) -> None:
    merge_topics(factories.topic("Boats"), factories.topic("Ferry"), by)


def assigned(_article: Article, by: Any) -> None:
    assign(factories.draft("A note"), by, None, by)


def noted_and_settled(article: Article, by: Any) -> None:
    settle_note(leave_note(article, "Is the year right?", by), by)


def shared_and_revoked(article: Article, by: Any) -> None:
    share_preview(article, by)
    revoke_preview(PreviewLink.objects.get(), by)


def placed(article: Article, by: Any) -> None:
    place_on_front(factories.edition(), article, 0, by)


def put_front_back_as_it_was(_article: Article, by: Any) -> None:
    front = factories.edition()
    put_front_back(front, front.latest_revision, by)


def filed(_article: Article, by: Any) -> None:
    file_article(factories.section(), Article(title="A note"), by)


def idea_noted(_article: Article, by: Any) -> None:
    note_idea("A note", factories.section(), by, None, by)


#: Each verb, done to a published piece, and the entries that it leaves, the first done first.
VERBS: dict[str, tuple[Callable[[Article, Any], object], list[str]]] = {
    "publish": (lambda a, by: publish(draft_of(a), by), ["wagtail.publish"]),
    "correct": (
        lambda a, by: correct(draft_of(a), "1920", "1921", by),
        ["wagtail.publish", "stoppress.correct"],  # it is out, and readers are told why
    ),
    "take down, restore": (down_and_up, ["stoppress.take_down", "stoppress.restore"]),
    "unpublish": (unpublish, ["wagtail.unpublish"]),
    "move": (lambda a, by: move(a, factories.section("Culture"), by), ["wagtail.move"]),
    "schedule": (
        lambda a, by: schedule(draft_of(a), clock.now() + timedelta(hours=2), by),
        ["wagtail.publish.schedule"],
    ),
    "front": (shown, ["wagtail.publish"]),
    "breaking": (on_and_off_air, ["stoppress.break_news", "stoppress.end_breaking"]),
    "send to an editor": (
        sent_and_taken_back,
        ["wagtail.workflow.start", "wagtail.workflow.cancel"],
    ),
    "merge": (merged, ["stoppress.merge_topics"]),
    "version put back": (
        lambda a, by: put_version_back(a, a.latest_revision, by),
        ["wagtail.revert"],
    ),
    "schedule, cancel": (
        scheduled_and_cancelled,
        ["wagtail.publish.schedule", "wagtail.schedule.cancel"],
    ),
    "let out at, cancel": (let_out_and_cancelled, ["wagtail.publish", "wagtail.schedule.cancel"]),
    "delete": (lambda _a, by: delete(factories.draft("A note"), by), ["wagtail.delete"]),
    "assign": (assigned, ["stoppress.assign"]),
    "idea": (idea_noted, ["wagtail.create", "stoppress.assign"]),
    "file": (filed, ["wagtail.create"]),
    "note": (noted_and_settled, ["stoppress.note", "stoppress.note_done"]),
    "preview": (shared_and_revoked, ["stoppress.share_preview", "stoppress.revoke_preview"]),
    "place on the front": (placed, ["wagtail.publish"]),
    "put a front back": (put_front_back_as_it_was, ["wagtail.publish"]),
}
#: Verbs that change no more than a draft of a front, and what is no verb of a person's.
NOT_IN_THE_TRAIL = {
    *("arrange_blocks", "drop_front_draft", "place_beside", "reword_slot"),
    *("choose_most_read", "count_page_views", "fold_page_views", "note_late", "strike_due"),
    *("merge_same_topics", "open_edition", "open_section", "keep_aside"),
    *("front_draft", "gate", "hold", "in_wagtail", "who"),
}


def test_every_verb_is_tried_here() -> None:
    tried = Path(__file__).read_text("utf-8")
    verbs = {path.stem for path in Path(actions.__path__[0]).glob("[a-z]*.py")}

    assert verbs >= NOT_IN_THE_TRAIL
    assert [
        verb for verb in verbs - NOT_IN_THE_TRAIL if f"actions.{verb} import" not in tried
    ] == []


def everything(user: Any) -> list[str]:
    """All that the trail has of a user, saved drafts too, the first done first."""
    pages = PageLogEntry.objects.filter(user=user).values_list("timestamp", "pk", "action")
    others = ModelLogEntry.objects.filter(user=user).values_list("timestamp", "pk", "action")
    return [action for *_when, action in sorted([*pages, *others])]


@pytest.mark.usefixtures("noon")
def test_what_is_done_with_accounts_and_checks_is_in_the_trail() -> None:
    owner, leaving = user_of("owner"), user_of("reporter")
    piece = factories.draft("Begun")
    Article.objects.filter(pk=piece.pk).update(owner=leaving)
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(owner)
    account = f"/accounts/{leaving.pk}/"
    for sent in (
        {"do": "sections", "section": [factories.section("Culture").pk]},
        {"do": "close", "to": owner.pk},
        {"do": "open"},
        {"do": "reset"},
    ):
        desk.post(account, sent, secure=True)
    usual = {check.name: str(check.level) for check in CHECKS if not check.fixed}
    for name in ("name", "numbers"):
        usual[name] = "off"
    desk.post(reverse("desk_check_settings"), usual, secure=True)
    desk.post(reverse("desk_check_settings"), usual, secure=True)  # changes nothing

    email, name = leaving.get_username(), owner.get_username()
    assert {(e.did, e.why) for e in all_of(owner, Asked(person=owner.pk))} == {
        ("Sections granted", "Culture"),
        ("Owner and hour set", name),
        ("Account closed", f"{name}: 1"),
        ("Account opened again", ""),
        ("Ways to sign in removed", ""),
        ("Checks weighed otherwise", "name: off; numbers: off"),
    }
    of_the_account = ModelLogEntry.objects.filter(object_id=str(leaving.pk), user=owner)
    assert {entry.label for entry in of_the_account} == {email}
    assert of_the_account.count() == 4


def test_what_commands_do_with_accounts_is_in_the_trail() -> None:
    owner = user_of("owner")
    for words in (
        ("add", "anna@news.example", "--role", "editor"),
        ("invite", "nora@news.example"),
        ("invite", "nora@news.example"),
        ("reset-mfa", "anna@news.example"),
    ):
        assert CliRunner().invoke(commands, words, obj=settings.HOME).exit_code == 0

    told = [(entry.what, entry.did) for entry in all_of(owner, Asked(person=0))]
    assert told == [
        ("anna@news.example", "Ways to sign in removed"),
        ("nora@news.example", "Invited"),
        ("nora@news.example", "Invited"),
        ("nora@news.example", "Created"),
        ("anna@news.example", "Created"),
    ]


def taken(user: Any) -> list[tuple[str, str]]:
    """What the trail says was done by ``user``, the first done first."""
    return [(e.action, e.who) for e in all_of(user, Asked(person=user.pk))][::-1]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_leaves_one_entry_with_who_did_it(verb: str, noon: datetime) -> None:
    article, owner = factories.article("The ferry"), user_of("owner")
    factories.section("Culture"), factories.topic("Boats")
    act, left = VERBS[verb]

    act(article, owner)

    if "wagtail.create" in left:  # the page of the trail shows it where it is asked for
        assert sorted(everything(owner)) == sorted(left)
        return
    assert sorted(taken(owner)) == sorted((action, owner.username) for action in left)


@pytest.mark.usefixtures("noon")
def test_entries_are_not_changed_by_anything() -> None:
    take_down(factories.article("The ferry"), "A wrong name", user_of("owner"))
    entry = PageLogEntry.objects.latest("pk")
    ModelLogEntry.objects.log_action(entry.user, "wagtail.edit")
    before = [list(table.objects.values()) for table in TABLES]

    for table in TABLES:
        one = table.objects.latest("pk")
        for way in (
            one.save,
            one.delete,
            table.objects.all().delete,
            lambda table=table: table.objects.update(user=None),
            lambda table=table, one=one: table.objects.bulk_update([one], ["label"]),
            lambda table=table, one=one: table.objects.update_or_create(
                pk=one.pk, defaults={"label": "x"}
            ),
        ):
            with pytest.raises(TrailIsFixed), transaction.atomic():
                way()

    assert [list(table.objects.values()) for table in TABLES] == before


def test_the_database_itself_refuses_to_change_an_entry() -> None:
    """By triggers, which stand since the tests' database was migrated."""
    owner = user_of("owner")
    ModelLogEntry.objects.log_action(owner, "wagtail.edit")
    PageLogEntry.objects.log_action(factories.edition(), "wagtail.lock", user=owner)

    for table in TABLES:
        name = table._meta.db_table
        before = list(table.objects.values())
        statements = [f"UPDATE {name} SET label = 'x'", f"DELETE FROM {name}"]
        if connection.vendor == "sqlite":
            statements.append(f"REPLACE INTO {name} SELECT * FROM {name}")
        for statement in statements:
            with (
                pytest.raises(DatabaseError, match="written once"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert list(table.objects.values()) == before != []


@pytest.mark.usefixtures("noon")
def test_the_page_shows_who_did_what_why_and_filters() -> None:
    piece, owner = factories.article("The ferry"), user_of("owner")
    take_down(piece, "A wrong name", owner)
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(owner)

    page = html.fromstring(desk.get("/trail/", secure=True).content)
    first = [cell.text_content().strip() for cell in page.xpath("//tbody/tr[1]/td")]
    assert first[1:3] == ["owner@news.example", "Taken down"]
    assert (first[3].split(" ")[:2], first[4]) == (["The", "ferry"], "A wrong name")

    def rows(query: str) -> int:
        page = html.fromstring(desk.get(f"/trail/?{query}", secure=True).content)
        return len(page.xpath("//tbody/tr[count(td)=5]"))

    assert rows(f"person={owner.pk}") == 1
    assert rows("person=0") == rows("") - 1
    assert rows("verb=stoppress.take_down") == 1
    assert (rows("day=2026-05-30"), rows("day=2026-05-29"), rows("day=x&person=y")) == (
        rows(""),
        0,
        rows(""),
    )


def test_all_entries_are_met_once_page_by_page(noon: datetime) -> None:
    owner = user_of("owner")
    for number in range(LENGTH):
        with at(noon + timedelta(minutes=number // 3)):  # several in the same second
            ModelLogEntry.objects.log_action(owner, "wagtail.edit", timestamp=noon)
            PageLogEntry.objects.log_action(
                factories.edition(), "wagtail.lock", user=owner, timestamp=noon
            )
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(owner)
    met: list[str] = []
    address = ""
    while True:
        page = html.fromstring(desk.get(f"/trail/{address}", secure=True).content)
        met += page.xpath("//tbody/tr/td[3]/text()")
        address = page.xpath("string(//main//a[contains(@href, 'after=')]/@href)")
        if not address:
            break

    assert len(met) == len(list(all_of(owner, Asked())))
    assert (met.count("Locked"), met.count("Edited")) == (LENGTH, LENGTH)
    assert desk.get("/trail/?after=x", secure=True).status_code == 200


@pytest.mark.usefixtures("noon")
def test_owners_export_it_and_nobody_else() -> None:
    take_down(factories.article("=2+2"), "@sum", user_of("owner"))
    desk = desk_of("editor")
    assert desk.get("/trail/", secure=True).status_code == 200
    assert desk.get("/trail/export/csv/", secure=True).status_code == 302
    owner = Client(headers={"host": "desk.news.example"})
    owner.force_login(PageLogEntry.objects.latest("pk").user)

    def export(form: str) -> str:
        answer = owner.get(f"/trail/export/{form}/?verb=stoppress.take_down", secure=True)
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    [as_csv] = csv.DictReader(io.StringIO(export("csv")))
    [as_json] = json.loads(export("json"))

    assert (as_csv["what"], as_csv["why"]) == ("'=2+2", "'@sum")
    assert (as_json["what"], as_json["why"], as_json["action"]) == (
        "=2+2",
        "@sum",
        "stoppress.take_down",
    )
    assert owner.get("/trail/export/pdf/", secure=True).status_code == 404
    assert owner.get("/reports/site-history/?export=csv", secure=True)["Location"] == "/trail/"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_filters_nothing(day: str) -> None:
    assert desk_of("owner").get(f"/trail/?day={day}").status_code == 200


#: What Wagtail calls things, and no newsroom does.
THEIRS = re.compile(
    r"page|slug|revision|workflow|task|alias|item|scheduled draft|moderation|wagtail", re.IGNORECASE
)


@pytest.mark.usefixtures("noon")
def test_the_trail_has_no_word_of_wagtails() -> None:
    """Every action there is, with an entry that has nothing of what Wagtail writes with it."""
    article, seen = factories.article("The ferry"), {}
    for action, label in registry.get_choices():
        entry = PageLogEntry(action=action, page=article, content_type=article.content_type)
        entry.data = {}
        seen[action] = [str(label), str(entry.message)]

    assert len(seen) == len(registry.get_choices()) > 40
    left = {action: said for action, said in seen.items() if THEIRS.search(" ".join(said))}
    assert left == {}


def test_the_trail_says_when_something_is_to_go_out_and_how_late_it_went_out(
    noon: datetime,
) -> None:
    due, owner = noon + timedelta(hours=3), user_of("owner")
    in_time, late = factories.draft("In time"), factories.draft("Late")
    held = factories.article("Held", embargo_until=due + timedelta(minutes=1))
    schedule(draft_of(in_time), due, owner)
    with at(due + timedelta(seconds=2)):
        strike_due()
    with at(noon + timedelta(hours=1)):
        schedule(draft_of(late), due + timedelta(minutes=1), owner)
    with at(due + timedelta(minutes=8)):
        strike_due()
        strike_due()
        told = desk_of("editor").get("/", secure=True).content.decode()

    said = {(e.action, e.what, e.did) for e in all_of(owner, Asked())}
    assert ("wagtail.publish.schedule", "Late", "Scheduled for 30 May 2026, 15:01") in said
    for piece in (late, held):
        words = "Due on 30 May 2026, 15:01, went out at 15:08: 7\xa0minutes late"
        assert ("stoppress.late", piece.title, words) in said
        assert f"{piece.title}</b> {words}" in told
    assert [one for one in said if one[:2] == ("stoppress.late", "In time")] == []
