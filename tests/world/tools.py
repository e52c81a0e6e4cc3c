"""The programs of other people that tests use, and what happens when one is missing."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

#: Where ``tests/install.sh`` puts the npm tools.
NPM = Path(__file__).parent.parent / "browser" / "node_modules"


def needed(found: str | None, what: str) -> str:
    """Return `found`, or skip the test (where `CI=true`: fail it) because `what` is missing."""
    if found is None:
        not_tested(f"{what} is missing. Run tests/install.sh, then run this again.")
    return found


def not_tested(reason: str) -> NoReturn:
    """Skip the test; where `CI=true`, which has all that tests need, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(name: str) -> str:
    """Return the path of a program on PATH."""
    return needed(shutil.which(name), name)


def npm_file(path: str) -> Path:
    """Return a file of an npm tool, for instance `axe-core/axe.min.js`."""
    file = NPM / path
    return Path(needed(str(file) if file.is_file() else None, f"npm's {path}"))


def chromium_program() -> str:
    """Return Chromium's path: `CHROME_PATH`, else the one on PATH."""
    named = os.environ.get("CHROME_PATH")
    return needed(
        named or shutil.which("chromium") or shutil.which("chromium-browser"),
        "Chromium",
    )


#: Chromium asks nothing of the outside world and runs as root in a container.
CHROMIUM_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
