"""Every way in ends in the newsroom's own file for the verb, and asks there who does it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from lxml import html
from wagtail import actions as wagtail_actions
from wagtail.actions.registry import action_registry
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowTask

from stoppress.newsroom.actions.in_wagtail import VERBS
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked, logged
from stoppress.newsroom.models import Article, SectionPage
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories
from tests.newsroom.reader import at

pytestmark = pytest.mark.django_db

Way = Callable[[Client, Article], Any]


def live(article: Article) -> Article:
    """The article, published."""
    article.save_revision().publish()
    return Article.objects.get(pk=article.pk)


def edit_view(desk: Client, article: Article) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    shown = html.fromstring(desk.get(address, secure=True).content.decode())
    [form] = shown.xpath("//form[@data-edit-form]")
    data = dict(form.form_values()) | {"body-count": "0", "action-publish": "action-publish"}
    assert desk.post(address, data, secure=True).status_code == 302


def create_view(desk: Client, article: Article) -> None:
    section = article.get_parent()
    where = ["newsroom", "article", section.pk]
    address = reverse("wagtailadmin_pages:add", args=where)
    shown = html.fromstring(desk.get(address, secure=True).content.decode())
    [form] = shown.xpath("//form[@data-edit-form]")
    data = dict(form.form_values()) | {
        "title": "Another",
        "body-count": "0",
        "action-publish": "action-publish",
    }
    assert desk.post(address, data, secure=True).status_code == 302


def in_the_sheet(desk: Client, article: Article) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    shown = html.fromstring(desk.get(address, secure=True).content.decode())
    [form] = shown.xpath("//form[@data-edit-form]")
    data = dict(form.form_values()) | {"in_section": str(factories.section("Culture").pk)}
    assert desk.post(address, data | {"body-count": "0"}, secure=True).status_code == 302


def reorder_view(desk: Client, article: Article) -> None:
    factories.draft("A neighbour")
    address = reverse("wagtailadmin_pages:set_page_position", args=[article.pk])
    assert desk.post(f"{address}?position=1", secure=True).status_code == 200


def view(name: str) -> Way:
    def way(desk: Client, article: Article) -> None:
        address = reverse(f"wagtailadmin_pages:{name}", args=[article.pk])
        assert desk.post(address, secure=True).status_code == 302

    return way


def workflow(desk: Client, article: Article) -> None:
    task = GroupApprovalTask.objects.create(name="Read it")
    made = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    state = made.start(article, user=None)
    state.current_task_state.approve(user=None)


def schedule(_desk: Client, article: Article) -> None:
    hour = article.latest_revision_created_at + timedelta(hours=1)
    article.go_live_at = hour
    article.save_revision(approved_go_live_at=hour)
    with at(hour + timedelta(seconds=1)):
        strike_due()


def expiry(_desk: Client, article: Article) -> None:
    hour = article.latest_revision_created_at + timedelta(hours=1)
    Page.objects.filter(pk=article.pk).update(expire_at=hour)
    with at(hour + timedelta(seconds=1)):
        strike_due()


def scheduled_command(_desk: Client, article: Article) -> None:
    hour = article.latest_revision_created_at + timedelta(hours=1)
    article.go_live_at = hour
    article.save_revision(approved_go_live_at=hour)
    with at(hour + timedelta(seconds=1)):
        call_command("publish_scheduled")


def close_section(desk: Client, article: Article) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[article.section_id])
    assert desk.post(address, {"include_descendants": "on"}, secure=True).status_code == 302
    assert not Article.objects.get(pk=article.pk).live


PUBLISHING: dict[str, Way] = {
    "edit view": edit_view,
    "create view": create_view,
    "workflow": workflow,
    "schedule": schedule,
    "Wagtail's command": scheduled_command,
}
UNPUBLISHING: dict[str, Way] = {
    "view": view("unpublish"),
    "with its section": close_section,
    "expiry": expiry,
}
MOVING: dict[str, Way] = {
    "sheet": in_the_sheet,
    "order": reorder_view,
}
DELETING: dict[str, Way] = {
    "view": view("delete"),
}
WAYS = [
    pytest.param(name, way, id=f"{name}: {way_in}")
    for name, ways in (
        ("PublishPageRevisionAction", PUBLISHING),
        ("UnpublishPageAction", UNPUBLISHING),
        ("MovePageAction", MOVING),
        ("DeletePageAction", DELETING),
    )
    for way_in, way in ways.items()
]


@pytest.mark.parametrize(("name", "way"), WAYS)
@pytest.mark.slow
def test_every_way_in_ends_in_our_verb(
    name: str, way: Way, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    verb: Any = VERBS[name]
    done: list[object] = []
    execute = verb.execute

    def noted(self: Any, *args: Any, **options: Any) -> Any:
        done.append(self.user)
        return execute(self, *args, **options)

    article = factories.draft("The ferry is back")
    if name == "UnpublishPageAction":
        article = live(article)
    desk = desk_of("editor")
    monkeypatch.setattr(verb, "execute", noted)

    way(desk, article)

    assert done


def test_wagtails_own_classes_are_named_nowhere() -> None:
    get_resolver().url_patterns  # noqa: B018 - imports every view
    theirs = {name: VERBS[name].__mro__[1] for name in VERBS}

    left = [
        (module.__name__, name)
        for module in list(sys.modules.values())
        for name, one in theirs.items()
        if getattr(module, "__name__", "").startswith("wagtail") and vars(module).get(name) is one
    ]

    assert left == []
    verbs: dict[str, Any] = dict(VERBS)
    for name, ours in verbs.items():
        assert getattr(wagtail_actions, name) is ours
        assert action_registry.get_action_class(Article, ours.action_name) is ours


@pytest.mark.parametrize("verb", ["publish", "unpublish", "move", "delete"])
@pytest.mark.slow
def test_who_may_not_is_refused_even_where_a_view_forgot_to_ask(verb: str) -> None:
    article = live(factories.draft("The ferry is back"))
    nobody = user_of("reporter")
    target = Page.objects.get(pk=factories.section("Culture").pk)
    module = import_module(f"stoppress.newsroom.actions.{verb}")
    made = {
        "publish": lambda: module.PublishPage(article.latest_revision, user=nobody),
        "unpublish": lambda: module.UnpublishPage(article, user=nobody),
        "move": lambda: module.MovePage(article, target, pos="last-child", user=nobody),
        "delete": lambda: module.DeletePage(article, user=nobody),
    }[verb]()

    with pytest.raises(PermissionDenied):
        made.execute(skip_permission_checks=True)


def test_the_history_names_why_nobody_was_asked(noon: datetime) -> None:
    article = factories.article("The ferry is back")

    [entry] = PageLogEntry.objects.filter(page=article.pk, action="stoppress.publish.command")

    assert entry.user is None
    assert entry.message == "Published (by a command)"
    assert logged("wagtail.publish", Unasked.CLOCK) == "wagtail.publish.scheduled"
    assert SectionPage.objects.count() == 1
