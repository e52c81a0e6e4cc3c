"""The desk's menu: what a role is shown, where it leads, and which line is here."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from stoppress.newsroom.models import NewsroomSettings
from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def menu_at(desk: Client, address: str = "/") -> html.HtmlElement:
    """The menu of the page at ``address``."""
    answer = desk.get(address, secure=True, follow=True)
    assert answer.status_code == 200, address
    (menu,) = html.fromstring(answer.content.decode()).xpath("//nav[contains(@class, 'desk-menu')]")
    return menu


def lines_of(menu: html.HtmlElement) -> dict[str, str]:
    """Words and addresses of the menu's lines."""
    return {link.text_content(): link.get("href") for link in menu.xpath(".//li/a")}


@pytest.mark.parametrize("role", ["reporter", "editor", "owner"])
def test_each_line_leads_to_a_page_where_that_line_alone_is_here(role: str) -> None:
    factories.edition()
    desk = desk_of(role)

    for words, address in lines_of(menu_at(desk)).items():
        menu = menu_at(desk, address)
        here = {link.text_content() for link in menu.xpath(".//li/a[@aria-current='page']")}
        assert here == {words}, address


def test_a_role_is_shown_what_it_may_use() -> None:
    roles = ("reporter", "editor", "owner")
    shown = {role: set(lines_of(menu_at(desk_of(role)))) for role in roles}

    assert {"Today", "Pieces", "Pictures", "People", "Topics", "Health"} <= shown["reporter"]
    of_editors = {"Front", "Breaking", "Channels", "Sections", "Trail"}
    assert shown["editor"] - shown["reporter"] == of_editors
    assert shown["owner"] - shown["editor"] == {"Accounts", "Checks", "Roles", "Newsroom"}


def test_the_menu_and_the_title_carry_the_papers_name() -> None:
    NewsroomSettings.objects.update_or_create(defaults={"name": "The Harbour Gazette"})

    page = html.fromstring(desk_of("editor").get("/", secure=True).content.decode())

    assert page.xpath("string(//*[@class='desk-paper'])") == "The Harbour Gazette"
    title = str(page.xpath("string(head/title)"))
    assert title.strip().endswith("The Harbour Gazette")
    assert "Wagtail" not in title
