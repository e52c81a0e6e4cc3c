"""Where things lie in a home."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "STOPPRESS_HOME"
DEFAULT_HOME = Path("newsroom")


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one home; looking at them touches no disk."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """``stoppress.toml``, the settings that stand before any database is opened."""
        return self.root / "stoppress.toml"

    @property
    def secret_file(self) -> Path:
        """The generated key that signs sessions, readable by its owner alone (mode 0600)."""
        return self.root / "secret"

    @property
    def database_file(self) -> Path:
        """The embedded SQLite database, used when the settings name no other."""
        return self.root / "newsroom.sqlite3"

    @property
    def store(self) -> Path:
        """The directory of the fragment store (LMDB)."""
        return self.root / "store"

    @property
    def store_next(self) -> Path:
        """The store in which a release is prepared beside the one that serves."""
        return self.root / "store.next"

    @property
    def store_old(self) -> Path:
        """What was the store until the prepared one took its place; it is being removed."""
        return self.root / "store.old"

    @property
    def media(self) -> Path:
        """Uploaded pictures and documents, and renditions made of them."""
        return self.root / "media"

    @property
    def run(self) -> Path:
        """What only matters while something runs: locks, process numbers, ports."""
        return self.root / "run"

    @property
    def log(self) -> Path:
        """Log files, for those who keep them."""
        return self.root / "log"


def home_from_environment(environment: Mapping[str, str] = os.environ) -> Home:
    """Give the home that ``STOPPRESS_HOME`` names, or ``./newsroom``; its path is absolute."""
    named = environment.get(HOME_VARIABLE)
    return Home((Path(named).expanduser() if named else DEFAULT_HOME).absolute())
