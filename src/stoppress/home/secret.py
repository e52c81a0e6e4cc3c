"""The generated key that signs sessions and links."""

import os
import secrets
from pathlib import Path

from stoppress.home.errors import HomeError
from stoppress.home.paths import Home


def make_secret(path: Path) -> None:
    """Write a new key of 384 random bits to ``path``, mode 0600; never over an existing one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(secrets.token_urlsafe(48) + "\n")


def read_secret(home: Home) -> str:
    """Give the home's key.

    Raises HomeError when it is missing or empty.
    """
    try:
        secret = home.secret_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        secret = ""
    except (OSError, UnicodeDecodeError) as error:
        raise HomeError(
            f"The key in {home.secret_file} cannot be read ({error}). Make the file readable for"
            " the user that runs Stoppress."
        ) from error
    if not secret:
        raise HomeError(
            f"The key in {home.secret_file} is missing. Run `stoppress --home {home.root} init`"
            " again to make a new one; everybody then signs in anew."
        )
    return secret
