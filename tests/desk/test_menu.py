"""The desk's menu: every entry has an icon of its own, and the icon is there."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from lxml import html
from wagtail.admin.icons import get_icons

from tests.desk.conftest import desk_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_no_two_entries_share_an_icon() -> None:
    factories.piece()
    first_page = html.fromstring(desk_of("editor").get("/", secure=True).content.decode())
    sidebar = json.loads(first_page.xpath("string(//*[@id='wagtail-sidebar-props'])"))
    entries = next(
        arguments[0]
        for module in sidebar["modules"]
        for kind, arguments in [(module["_type"], module["_args"])]
        if kind.endswith("MainMenuModule")
    )
    icons = Counter(str(entry["_args"][0]["icon_name"]) for entry in entries)

    assert len(icons) > 9
    assert [icon for icon, shown in icons.items() if shown > 1] == []
    assert [icon for icon in icons if f'id="icon-{icon}"' not in get_icons()] == []
