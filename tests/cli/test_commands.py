"""The small verbs: user, check, status, fragments."""

import json
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from stoppress.home import Home
from tests.world.migrated import new_newsroom
from tests.world.running import stoppress

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("commands") / "paper"
    new_newsroom(home, "--name", "The Harbour")
    return home


def test_a_password_is_made_and_shown_once(made: Path) -> None:
    done = stoppress(made, "user", "add", "Anna@News.example", "--role", "owner")
    assert done.stdout.splitlines()[0] == "anna@news.example is added as owner."
    assert done.stdout.splitlines()[1].startswith("Password (shown only now): ")
    again = stoppress(made, "user", "add", "anna@news.example", expect=2)
    assert "anna@news.example is there already" in again.stderr


def test_a_name_joins_the_account_to_the_person_in_bylines(made: Path) -> None:
    stoppress(made, "user", "add", "carl@news.example", "--name", " Carl  Lind ")

    with closing(sqlite3.connect(Home(made).database_file)) as database:
        found = database.execute(
            "SELECT auth_user.first_name, newsroom_person.name FROM newsroom_person"
            " JOIN auth_user ON auth_user.id = newsroom_person.account_id"
        ).fetchall()
    assert found == [("Carl Lind", "Carl Lind")]


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("nobody", "a quiet morning", "'nobody' is not an e-mail address"),
        ("ben@news.example", "short", "The password is too weak"),
        ("ben@news.example", "", "no password on standard input"),
    ],
)
def test_a_mistake_in_user_add_is_told(
    made: Path, email: str, password: str, sentence: str
) -> None:
    words = ("user", "add", email, "--role", "editor", "--password-stdin")
    done = stoppress(made, *words, given=password + "\n", expect=2)
    assert sentence in done.stderr


def test_an_unknown_role_is_a_usage_error(made: Path) -> None:
    done = stoppress(made, "user", "add", "ben@news.example", "--role", "pope", expect=2)
    assert "owner" in done.stderr


def test_status_counts_for_people_and_for_scripts(made: Path) -> None:
    facts = json.loads(stoppress(made, "status", "--json").stdout)
    assert facts["editions"] == 1
    assert facts["serving"] is None
    text = stoppress(made, "status").stdout
    assert "serving     no" in text
    assert "editions    1" in text


def test_the_registry_is_listed(made: Path) -> None:
    kinds = json.loads(stoppress(made, "fragments", "--json").stdout)
    names = {kind["name"] for kind in kinds["fragments"]}
    assert len(names) > 5
    text = stoppress(made, "fragments").stdout
    assert all(name in text for name in names)


def test_check_finds_what_is_wrong_and_ends_with_1(made: Path) -> None:
    secret = Home(made).secret_file
    secret.chmod(0o640)
    done = stoppress(made, "check", expect=1)
    assert f"chmod 600 {secret}" in done.stdout
    secret.chmod(0o600)


def test_check_says_what_others_on_the_machine_can_open_and_how_to_close_it(made: Path) -> None:
    made.chmod(0o755)
    Home(made).database_file.chmod(0o644)
    [sentence] = json.loads(stoppress(made, "check", "--json", expect=1).stdout)["found"]
    assert sentence.startswith(f"Others on this machine may enter {made} and open newsroom.sqlite3")
    [command] = re.findall("`(.*)`", sentence)
    subprocess.run(command.split(), check=True)
    assert json.loads(stoppress(made, "check", "--json").stdout)["found"] == []


def test_a_database_older_than_the_release_names_the_command(tmp_path: Path) -> None:
    home = tmp_path / "paper"
    new_newsroom(home, "--name", "X")
    Home(home).database_file.unlink()
    for words in (("status",), ("rebuild",)):
        done = stoppress(home, *words, expect=2)
        assert f"stoppress --home {home} init" in done.stderr
        assert len(done.stderr.splitlines()) == 1
