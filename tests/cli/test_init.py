"""``stoppress init``, as a person at a shell has it."""

import json
import stat
from pathlib import Path

import pytest

from stoppress.home import Home, load_home
from tests.world.modes import open_to_others, umask
from tests.world.running import stoppress


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that the tests of this file only look at or add to.

    Whoever makes it lets others read all their files, and so was its directory made.
    """
    home = tmp_path_factory.mktemp("init") / "paper"
    with umask(0):
        home.mkdir(mode=0o777)
        first = stoppress(
            home,
            *("init", "--name", "The Harbour", "--language", "en", "--language", "tlh"),
            *("--time-zone", "Asia/Baku", "--telegram", "@harbour_news"),
        )
    assert first.stdout.splitlines()[0] == f"The newsroom stands in {home}: editions en, tlh."
    return home


def facts(home: Path) -> dict[str, object]:
    values: dict[str, object] = json.loads(stoppress(home, "status", "--json").stdout)
    return values


@pytest.mark.slow
def test_the_home_holds_everything(made: Path) -> None:
    home = Home(made)
    assert load_home(made).time_zone == "Asia/Baku"
    assert stat.S_IMODE(home.secret_file.stat().st_mode) == 0o600
    assert home.database_file.exists()
    assert facts(made)["editions"] == 2


@pytest.mark.slow
def test_nobody_else_on_the_machine_reads_a_home_whatever_stood_there(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o770
    assert open_to_others(made) == []

    made.chmod(0o755)
    assert stoppress(made, "init").stdout == f"The files of {made} are in order again.\n"
    assert open_to_others(made) == []


@pytest.mark.slow
def test_running_it_again_changes_nothing_and_says_so(made: Path) -> None:
    before = facts(made)
    again = stoppress(made, "init", "--name", "The Harbour", "--language", "en")
    assert again.stdout == f"The newsroom in {made} stands already; nothing changed.\n"
    assert facts(made) == before


@pytest.mark.slow
def test_what_stands_is_not_changed_and_the_place_to_change_it_is_named(made: Path) -> None:
    again = stoppress(made, "init", "--time-zone", "Europe/London")
    assert "nothing changed" in again.stdout
    assert "time_zone stays 'Asia/Baku'" in again.stderr
    assert "stoppress.toml" in again.stderr
    assert load_home(made).time_zone == "Asia/Baku"


@pytest.mark.slow
def test_a_new_language_adds_its_edition(made: Path) -> None:
    done = stoppress(made, "init", "--language", "pt-BR")
    assert done.stdout == "The edition pt-br is added.\n"
    assert load_home(made).languages == ("en", "tlh", "pt-br")
    assert facts(made)["editions"] == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "A new newsroom needs a name"),
        (("--name", "X", "--language", "english"), "'english' is not a language code"),
        (("--name", "X", "--time-zone", "Mars/Olympus"), "no time zone 'Mars/Olympus'"),
        (("--name", "X", "--telegram", "two words"), "'two words' is not a Telegram channel"),
        (("--name", "X", "--database", "mysql://x/y"), "must be a PostgreSQL URL"),
        (("--name", "X", "--site-url", "news"), "'news' is no address for --site-url"),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    home = tmp_path / "paper"
    done = stoppress(home, "init", *words, expect=2)
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = stoppress(tmp_path / "file" / "paper", "init", "--name", "X", expect=2)
    assert "cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
