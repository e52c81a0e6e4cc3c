"""Who may do what: each cell of ``docs/reference/roles.md``, asked by a request."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from stoppress.desk.staff.sections import sections_of, set_sections
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, BreakingNews, SectionPage
from tests.desk.conftest import user_of
from tests.desk.published import filled_in
from tests.newsroom import factories
from tests.newsroom.media import image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TABLE = Path(__file__).parents[2] / "docs/reference/roles.md"
COLUMNS = ("reporter", "there", "elsewhere", "editor", "owner")


class Scene:
    """A section with a draft, a piece that is out and one that is down, none of them one's own."""

    def __init__(self, user: User, section: SectionPage) -> None:
        self.user, self.section = user, section
        self.draft = factories.draft("A draft", into=section)
        self.out = factories.article("Out", into=section)
        self.down = take_down(factories.article("Down", into=section), "Wrong.", Unasked.COMMAND)
        self.own = factories.draft("Own", into=section)
        Page.objects.filter(pk=self.own.pk).update(owner=user)
        self.picture, self.topic = image(), factories.topic("Ferry")
        self.client = Client(headers={"host": "desk.news.example"})
        self.client.force_login(user)

    def opens(self, name: str, *args: Any, **more: Any) -> bool:
        """Whether a page is shown."""
        answer = self.client.get(reverse(name, args=args), more, secure=True)
        return answer.status_code == 200

    def sends(self, name: str, *args: Any, **fields: Any) -> int:
        """Send a form; give the status."""
        answer = self.client.post(reverse(name, args=args), fields, secure=True)
        return answer.status_code

    def published(self) -> bool:
        """By the sheet."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.draft.pk])
        sheet = self.client.get(edit, secure=True)
        if sheet.status_code == 200:
            data = {"body-count": "0", "action-publish": "action-publish"}
            self.client.post(edit, filled_in(sheet.content.decode()) | data, secure=True)
        return Article.objects.get(pk=self.draft.pk).live

    def unpublished(self) -> bool:
        self.sends("wagtailadmin_pages:unpublish", self.out.pk)
        return not Article.objects.get(pk=self.out.pk).live

    def taken_down(self) -> bool:
        self.sends("stoppress_take_down", self.out.pk, reason="Wrong.")
        return bool(Article.objects.get(pk=self.out.pk).taken_down_at)

    def restored(self) -> bool:
        self.sends("stoppress_restore", self.down.pk)
        return not Article.objects.get(pk=self.down.pk).taken_down_at

    def arranged(self, front: Any) -> bool:
        status = self.sends("desk_front_discard", front.pk)
        return status in (200, 302) and self.opens("desk_front", front.pk)

    def broke(self) -> bool:
        edition = self.section.locale_id
        self.sends("desk_breaking", text="Harbour closed", lasts="30", editions=edition)
        return BreakingNews.objects.exists()


VERBS: dict[str, Callable[[Scene], bool]] = {
    "read every piece": lambda s: bool(
        s.client.get(f"/pieces/{s.draft.pk}/", secure=True, follow=True).status_code == 200
    ),
    "write a new piece": lambda s: s.opens(
        "wagtailadmin_pages:add", "newsroom", "article", s.section.pk
    ),
    "change one's own draft": lambda s: s.opens("wagtailadmin_pages:edit", s.own.pk),
    "change others' pieces": lambda s: s.opens("wagtailadmin_pages:edit", s.draft.pk),
    "publish": Scene.published,
    "unpublish": Scene.unpublished,
    "take down": Scene.taken_down,
    "restore what is down": Scene.restored,
    "arrange the front of a section": lambda s: s.arranged(s.section),
    "arrange the front of an edition": lambda s: s.arranged(s.section.get_parent()),
    "put breaking news on air": Scene.broke,
    "add pictures": lambda s: s.opens("wagtailimages:add"),
    "replace others' pictures": lambda s: s.opens("wagtailimages:edit", s.picture.pk),
    "add people": lambda s: s.opens("wagtailsnippets_newsroom_person:add"),
    "add topics": lambda s: s.opens("wagtailsnippets_newsroom_topic:add"),
    "merge topics": lambda s: s.opens("wagtailsnippets_newsroom_topic:merge", s.topic.pk),
    "change the newsroom's settings": lambda s: bool(
        s.client.get(
            reverse("wagtailsettings:edit", args=["newsroom", "newsroomsettings"]),
            secure=True,
            follow=True,
        ).request["PATH_INFO"]
        != "/"
    ),
    "invite, and close accounts": lambda s: s.opens("desk_accounts"),
}


def table() -> dict[str, dict[str, bool]]:
    row = r"^\| (\w.*?) \|((?: (?:yes|no) \|){5})$"
    rows = re.findall(row, TABLE.read_text("utf-8"), re.MULTILINE)
    cells = {verb: [cell.strip() == "yes" for cell in said.split("|")[:5]] for verb, said in rows}
    return {verb: dict(zip(COLUMNS, said, strict=True)) for verb, said in cells.items()}


def scene_of(column: str) -> Scene:
    section, other = factories.section("Sport"), factories.section("Culture")
    if column not in ("there", "elsewhere"):
        return Scene(user_of(column), section)
    user = user_of("reporter")
    set_sections(user, [section])
    user = User.objects.get(pk=user.pk)
    return Scene(user, section if column == "there" else other)


def test_the_table_has_every_verb_that_is_tried() -> None:
    assert list(table()) == list(VERBS)


@pytest.mark.parametrize("column", COLUMNS)
def test_each_cell_of_the_table_is_so(noon: datetime, column: str) -> None:
    scene = scene_of(column)
    found = {}
    for verb, tried in VERBS.items():
        before = transaction.savepoint()
        found[verb] = tried(scene)
        transaction.savepoint_rollback(before)

    assert found == {verb: may[column] for verb, may in table().items()}


def test_what_is_granted_for_a_section_is_taken_back(noon: datetime) -> None:
    sport, culture = factories.section("Sport"), factories.section("Culture")
    owner = Client(headers={"host": "desk.news.example"})
    owner.force_login(user_of("owner"))
    user = user_of("editor")
    address = reverse("desk_account", args=[user.pk])
    for chosen in ([sport.pk, culture.pk], [culture.pk], []):
        owner.post(address, {"do": "sections", "section": chosen}, secure=True)
        assert sections_of(user) == set(chosen)
        page = owner.get(address, secure=True).content.decode()
        assert page.count(" checked") == len(chosen)
