"""The references say what the code says, and leave nothing out."""

from dataclasses import fields

import pytest

from stoppress.edge.core.builtin import _PAGES
from stoppress.home import Home, HomeSettings
from stoppress.newsroom.models import Change, NewsroomSettings
from tests.docs.pages import anchors
from tests.docs.references import MADE, REFERENCE


@pytest.mark.parametrize("name", MADE)
def test_a_reference_made_from_the_code_is_current(name: str) -> None:
    stands = (REFERENCE / name).read_text("utf-8")
    assert stands == MADE[name](), "run `python -m tests.docs.references` and commit what changed"


def test_every_setting_of_the_home_is_documented() -> None:
    documented = anchors(REFERENCE / "settings.md")
    assert not {field.name for field in fields(HomeSettings)} - documented


def test_every_setting_at_the_desk_is_documented() -> None:
    text = (REFERENCE / "settings.md").read_text("utf-8")
    columns = {
        field.verbose_name for field in NewsroomSettings._meta.fields if not field.primary_key
    }
    assert not {str(column) for column in columns if f"| {column} |" not in text}


def test_every_kind_of_change_is_documented() -> None:
    text = (REFERENCE / "change-log.md").read_text("utf-8")
    assert not {kind.value for kind in Change.Kind if f"| `{kind.value}` |" not in text}


def test_every_file_of_the_home_is_documented() -> None:
    text = (REFERENCE / "home.md").read_text("utf-8")
    names = [name for name in dir(Home) if isinstance(getattr(Home, name), property)]
    home = Home(REFERENCE)
    assert not {
        name for name in names if f"`{getattr(home, name).relative_to(REFERENCE)}" not in text
    }


def test_every_status_of_the_edge_itself_is_documented() -> None:
    text = (REFERENCE / "http.md").read_text("utf-8")
    assert not {status for status in _PAGES if f"| {status} |" not in text}
