"""What is typed wrongly is told in a sentence: no option of any verb ends in a traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.cli.app import main
from stoppress.home import Home, HomeSettings, make_home
from tests.newsroom import factories

#: Bytes of the command line that are no UTF-8, as Python hands them on; more digits than it reads.
NO_TEXT, NINES, LONG = "\udcff", "9" * 5000, "x" * 5000
ADD = ("channel", "add", "telegram", "--edition", "en", "--chat", "@ferrynews")

MISTAKES = (
    (*ADD, "--api", "http://["),
    (*ADD, "--api", "http://bots.example:port"),
    (*ADD, "--api", "http://bots.example:99999"),
    (*ADD, "--api", "bots.example"),
    (*ADD, "--api", f"https://{LONG}"),
    (*ADD, "--name", "Two words"),
    (*ADD, "--name", LONG),
    (*ADD, "--name", NO_TEXT),
    (*ADD, "--edition", NO_TEXT),
    (*ADD, "--edition", LONG),
    (*ADD, "--chat", "["),
    ("channel", "add", "[", "--edition", "en", "--to", "x"),
    ("channel", "add", "webhook", "--edition", "en", "--to", "http://["),
    ("channel", "replay", "x", "--from", NINES),
    ("channel", "pause", NO_TEXT),
    ("channel", "test", LONG),
    ("user", "add", "nobody"),
    ("user", "add", f"{NO_TEXT}@news.example"),
    ("user", "add", f"anna@{'n.' * 90}example"),
    ("user", "add", "anna@news.example", "--name", LONG),
    ("user", "add", "anna@news.example", "--name", NO_TEXT),
    ("user", "invite", "anna@news.example", "--name", LONG),
    ("user", "reset-mfa", NO_TEXT),
    ("fragments", "--reads", "http://["),
    ("import", "--format", "[", "-"),
    ("import", f"{NO_TEXT}.json"),
    ("import", LONG),
    ("prepare", "--site-url", "http://["),
    ("prepare", "--rate", "nan"),
    ("prepare", "--most", NINES[:30]),
    ("rebuild", "--rate", "inf"),
    ("serve", "--site", "a..b:80"),
    ("serve", "--site", f"{LONG}:80"),
    ("serve", "--site", f"{NO_TEXT}:80"),
    ("serve", "--desk", f":{NINES}"),
    ("serve", "--processes", NINES[:30]),
    ("init", "--name", LONG),
    ("init", "--database", "postgresql://["),
    ("init", "--database", "postgresql://host:port/name"),
    ("init", "--site-url", "http://["),
    ("init", "--desk-url", "http://desk.example:port"),
    ("init", "--language", NO_TEXT),
    ("init", "--language", LONG),
    ("init", "--time-zone", NO_TEXT),
    ("init", "--time-zone", LONG),
    ("init", "--telegram", NO_TEXT),
    ("demo", "--time-zone", "["),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home; its verbs get the tests' own database."""
    for name in ("STOPPRESS_HOME", "STOPPRESS_ROLE", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    mask = os.umask(0)
    os.umask(mask)
    here = Home(tmp_path / "paper")
    make_home(here, HomeSettings(languages=("en",)))
    here.database_file.touch()
    yield here.root
    os.umask(mask)


def told(
    home: Path | str,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, str]:
    """The exit code of a command, and what it said on standard error."""
    monkeypatch.setattr("sys.argv", ["stoppress", "--home", str(home), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("words", MISTAKES, ids=lambda words: ascii(" ".join(words))[1:60])
def test_a_mistake_is_told_in_words(
    words: tuple[str, ...],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    factories.edition()

    code, said = told(home, words, monkeypatch, capsys)

    assert code == 2
    assert "Traceback" not in said
    assert said.strip()


@pytest.mark.parametrize("home", ["~nobody-is-called-so/paper", LONG])
def test_a_home_that_cannot_be_is_told_in_one_sentence(
    home: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told(home, ("status",), monkeypatch, capsys)

    assert code == 2
    assert said.startswith("stoppress: ")
    assert len(said.splitlines()) == 1


def test_settings_that_hold_such_an_address_are_told_in_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Home(home).settings_file
    whole = file.read_text(encoding="utf-8")
    for line in (
        'site_url = "http://["',
        'database = "postgresql://["',
        'mail_server = "smtp://["\nmail_from = "desk@news.example"',
        '[single_sign_on]\nissuer = "https://["\nclient_id = "x"',
        '[single_sign_on]\nissuer = "https://login.example:port"\nclient_id = "x"',
    ):
        table = line.startswith("[")
        file.write_text(f"{whole}\n{line}\n" if table else f"{line}\n{whole}", encoding="utf-8")
        code, said = told(home, ("status",), monkeypatch, capsys)
        assert code == 2, line
        assert said.startswith("stoppress: "), said
        assert len(said.splitlines()) == 1, said
