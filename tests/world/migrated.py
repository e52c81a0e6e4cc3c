"""Databases that are migrated already: doing it takes longer than most tests."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from stoppress.home import Home, HomeSettings, make_home
from tests.world.made_once import made_once
from tests.world.running import own_environment, stoppress

#: The rooms that decide what a new database holds.
SOURCES = ("channels", "conf", "home", "newsroom")


def migrated_database(language: str) -> Path:
    """Return a SQLite file as ``migrate`` leaves it where ``language`` is the default one.

    It is to be copied and never to be written to: other tests and later runs copy it too.
    """

    def make(to: Path) -> None:
        with TemporaryDirectory(prefix="stoppress-migrated-") as folder:
            home = Home(Path(folder))
            make_home(home, HomeSettings(languages=(language,)))
            migrate(home)
            # One file, without the write-ahead log that a newsroom's own connections ask for.
            with sqlite3.connect(home.database_file) as database:
                database.execute("PRAGMA journal_mode=DELETE")
            database.close()
            shutil.move(home.database_file, to)

    return made_once(f"migrated-{language}", SOURCES, make)


def migrate(home: Home) -> None:
    """Bring a home's database up to date as Django does, in a process of its own."""
    names = {"STOPPRESS_HOME": str(home.root), "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings"}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env={**own_environment(), **names},
        check=True,
    )


def new_newsroom(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run ``stoppress init WORDS...`` for a home that does not stand yet, migrated beforehand."""
    language = words[words.index("--language") + 1] if "--language" in words else "en"
    lay_database(home, language)
    return stoppress(home, "init", *words)


def lay_database(home: Path, language: str) -> None:
    """Put a migrated database where a home is about to be made."""
    home.mkdir(mode=0o750, parents=True, exist_ok=True)
    to = Home(home).database_file
    shutil.copyfile(migrated_database(language), to)
    to.chmod(0o640)
