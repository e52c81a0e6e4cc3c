"""Secrets of channels: from the environment, or a file of the home that its owner alone can read.

They are read when a channel is opened, and kept nowhere: not in settings, not in the database.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

from django.conf import settings

_HIDDEN = "…"
_OTHERS = 0o077
#: What tokens of bots look like, wherever they come from.
_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)


class NotGiven(Exception):
    """A secret is missing, or others can read it; a sentence with the remedy."""


def secret(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """The secret ``name``, such as ``telegram-token``.

    It stands in the variable ``STOPPRESS_TELEGRAM_TOKEN``, or in the file of its name in the home.
    Raises NotGiven.
    """
    variable = variable_of(name)
    if given := environment.get(variable, "").strip():
        return given
    file = file_of(name)
    try:
        if file.stat().st_mode & _OTHERS:
            raise NotGiven(f"Others can read {file}. Run `chmod 600 {file}`.")
        kept = file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        kept = ""
    except (OSError, UnicodeDecodeError) as error:
        raise NotGiven(f"{file} cannot be read ({type(error).__name__}).") from None
    if not kept:
        raise NotGiven(f"Give the secret in {variable}, or write it to {file} and close that file.")
    return kept


def variable_of(name: str) -> str:
    """The variable of the environment in which a secret may stand."""
    return f"STOPPRESS_{name.upper().replace('-', '_')}"


def file_of(name: str) -> Path:
    """The file in which a secret stands that the environment does not have."""
    return Path(settings.HOME.root) / name


def keep_secret(name: str, kept: str) -> None:
    """Write a secret that the newsroom made into its file, which its owner alone can read.

    Raises OSError.
    """
    file = file_of(name)
    with NamedTemporaryFile("w", dir=file.parent, prefix=".", delete=False) as beside:
        beside.write(f"{kept}\n")  # such a file is made for its owner alone
        beside.flush()
        os.fsync(beside.fileno())
    Path(beside.name).replace(file)


def forget_secret(name: str) -> None:
    """Take a secret's file away."""
    file_of(name).unlink(missing_ok=True)


def without(hidden: str, text: str, longest: int = 300) -> str:
    """``text`` without the secret ``hidden``, also as addresses have it; at most so long."""
    for form in (hidden, quote(hidden, safe="")):
        if form:
            text = text.replace(form, _HIDDEN)
    text = " ".join(_TOKEN.sub(_HIDDEN, text).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
