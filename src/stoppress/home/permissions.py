"""Who may read a home: its owner and the owner's group, nobody else on the machine.

A database holds drafts, sessions and hashes of passwords, a store what an embargo still keeps back,
so that a home is made with mode 0750 and everything in it without a bit for others. The group
is for whoever backs it up; a web server in front needs to read nothing here.
"""

import os
import stat
from pathlib import Path

from stoppress.home.paths import Home

FOLDER_MODE = 0o750
FILE_MODE = 0o640
_OTHERS = 0o007
_ALL_BUT_OWNER = 0o077


def keep_others_out() -> None:
    """Have this process, and those that it starts, make files that others cannot open (umask)."""
    os.umask(os.umask(_OTHERS) | 0o027)


def close_folder(folder: Path) -> bool:
    """Make ``folder``, or take what others may do in it away; tell whether that was needed.

    Raises OSError when it cannot be made. One of another owner stays as it is: ``open_to_others``
    tells it.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=FOLDER_MODE)
        return True
    facts = folder.stat()
    if not facts.st_mode & _OTHERS or facts.st_uid != os.geteuid():
        return False
    folder.chmod(stat.S_IMODE(facts.st_mode) & ~_OTHERS)
    return True


def open_to_others(home: Home) -> list[Path]:
    """What others on this machine can open: the home and what lies directly in it.

    Nothing while the home itself is closed, since nobody gets past it.
    """
    if not home.root.stat().st_mode & _OTHERS:
        return []
    inside = (path for path in sorted(home.root.iterdir()) if not path.is_symlink())
    return [home.root, *(path for path in inside if path.stat().st_mode & _OTHERS)]


def secrets_open_to_the_group(home: Home) -> list[Path]:
    """Files that their owner alone should read, and the group can."""
    return [
        path
        for path in (home.secret_file, home.root / "demo-login", *home.root.glob("*-token"))
        if path.exists() and path.stat().st_mode & _ALL_BUT_OWNER
    ]
