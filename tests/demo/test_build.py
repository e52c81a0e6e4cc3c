"""The demo newspaper in a home of its own, made by the command itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from stoppress.demo import content
from tests.world.migrated import lay_database, new_newsroom
from tests.world.modes import open_to_others, umask
from tests.world.waiting import until

pytestmark = pytest.mark.slow

PICTURES = Path(content.__file__).parent / "content" / "pictures"
#: Ideas and drafts, which readers do not see.
AT_WORK = 8
NEWSROOM_TABLES = [
    "article",
    "pick",
    "byline",
    "person",
    "topic",
    "frontpick",
    "correction",
    "change",
]


A_PIECE_OF_THEIR_OWN = """
import django
django.setup()
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, EditionPage
section = open_section(EditionPage.objects.get(), "News", Unasked.COMMAND)
file_article(section, Article(title="Ours"), Unasked.COMMAND)
"""


EVERY_PIECE = """
import django
django.setup()
from stoppress.newsroom.public import public_articles
from stoppress.press.render import render
for article in public_articles():
    fragment = render(f"article/{article.pk}")
    print(article.uri, fragment.raw().decode().count('src=\\"\\"'))
"""


def django_script(home: Path, script: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STOPPRESS_")}
    return subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={
            **environment,
            "STOPPRESS_HOME": str(home),
            "STOPPRESS_ROLE": "command",
            "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
        },
    ).stdout


def demo(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stoppress", "--home", str(home), "demo"],
        capture_output=True,
        text=True,
        timeout=400,
        env={k: v for k, v in os.environ.items() if not k.startswith("STOPPRESS_")},
        check=False,
    )


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{home}/newsroom.sqlite3?mode=ro", uri=True) as database:
        return database.execute(question).fetchall()


def numbers(home: Path) -> dict[str, int]:
    tables = [f"newsroom_{name}" for name in NEWSROOM_TABLES]
    tables += ["wagtailimages_image", "wagtaildocs_document", "wagtailcore_revision"]
    counts = {table: rows(home, f"select count(*) from {table}")[0][0] for table in tables}
    return {table: int(str(count)) for table, count in counts.items()}


def pieces_in(home: Path) -> int:
    try:
        return int(str(rows(home, "select count(*) from newsroom_article")[0][0]))
    except sqlite3.Error:  # its tables are being made
        return 0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home built by a run that was killed halfway and one that completed it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    lay_database(home, "en")
    home.chmod(0o777)  # what stands there already is closed to others too
    with umask(0):
        first = subprocess.Popen(
            [sys.executable, "-m", "stoppress", "--home", str(home), "demo"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={k: v for k, v in os.environ.items() if not k.startswith("STOPPRESS_")},
        )
    until(lambda: pieces_in(home) >= 30, "half of the pieces", within=300)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    with umask(0):
        done = demo(home)
    assert done.returncode == 0, done.stderr
    assert "stands: en 60, az 20, ar 20 pieces" in done.stdout
    return home


@pytest.mark.long
def test_a_killed_run_is_completed_without_doubles(built: Path) -> None:
    counts = numbers(built)
    assert counts["newsroom_article"] == 100 + AT_WORK
    assert counts["wagtailimages_image"] == len(list(PICTURES.glob("*.webp")))
    assert counts["wagtaildocs_document"] == 4
    assert counts["newsroom_frontpick"] == 21
    live = rows(built, "select count(*) from wagtailcore_page where live and depth = 4")
    assert live == [(99,)]


def test_nobody_else_on_the_machine_reads_it(built: Path) -> None:
    assert open_to_others(built) == []


def test_nothing_public_is_dated_in_the_future(built: Path) -> None:
    late = rows(
        built,
        "select count(*) from newsroom_article"
        " where published_at > strftime('%Y-%m-%d %H:%M:%f', 'now')"
        " or changed_at > strftime('%Y-%m-%d %H:%M:%f', 'now')",
    )
    assert late == [(0,)]


def test_a_new_editors_today_has_something_in_each_column(built: Path) -> None:
    """Ideas with an owner and an hour, drafts, one that an editor is to read, one sent back."""
    states = rows(built, "select status, count(*) from wagtailcore_workflowstate group by status")
    assert sorted(states) == [("in_progress", 1), ("needs_changes", 1)]
    due = rows(built, "select count(*) from newsroom_deadline")
    owned = "select count(*) from wagtailcore_page where depth = 4 and owner_id is not null"
    assert (due, rows(built, owned)) == ([(6,)], [(AT_WORK,)])


def test_one_piece_waits_for_its_hour(built: Path) -> None:
    waiting = rows(
        built, "select count(*) from wagtailcore_revision where approved_go_live_at is not null"
    )
    assert waiting == [(1,)]


def test_translations_share_their_key(built: Path) -> None:
    pairs = rows(
        built,
        "select count(*) from (select translation_key from wagtailcore_page"
        " where depth = 4 group by translation_key having count(*) > 1)",
    )
    assert int(str(pairs[0][0])) >= 10


def test_the_login_is_kept_for_its_owner_alone(built: Path) -> None:
    kept = built / "demo-login"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.read_text(encoding="utf-8").startswith("editor@courier.example ")


def test_every_piece_shows_its_pictures(built: Path) -> None:
    lines = django_script(built, EVERY_PIECE).splitlines()
    assert len(lines) == 99
    assert [line for line in lines if not line.endswith(" 0")] == []


def test_a_second_run_changes_nothing_and_says_so(built: Path) -> None:
    before = numbers(built)
    again = demo(built)
    assert again.returncode == 0
    assert "stands already: 100 pieces; nothing changed" in again.stdout
    assert numbers(built) == before


@pytest.mark.long
def test_a_newsroom_with_pieces_of_its_own_is_left_alone(built: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    new_newsroom(home, "--name", "Ours")
    django_script(home, A_PIECE_OF_THEIR_OWN)
    refused = demo(home)
    assert refused.returncode == 2
    assert "has 1 piece of its own" in refused.stderr
