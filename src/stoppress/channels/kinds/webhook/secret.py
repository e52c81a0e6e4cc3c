"""The secrets of a webhook: one, and after a rotation the one before as well.

They stand in a file of the home, or in the environment, with spaces between them, the newest first.
Each request is signed with all of them.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from secrets import token_bytes
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from standardwebhooks import Webhook

from stoppress.channels.models import Channel
from stoppress.channels.secrets import (
    NotGiven,
    file_of,
    forget_secret,
    keep_secret,
    secret,
    variable_of,
)

#: The most secrets at a time.
_KEPT = 2
#: Bytes of a secret that is made, and of any; the standard asks for 24 to 64.
_BYTES, _FEWEST, _MOST = 32, 24, 64
_PREFIX = "whsec_"


def name_of(channel: Channel) -> str:
    """The name of its secret, see ``stoppress.channels.secrets``."""
    return f"channel-{channel.name}-secret"


def secrets_of(channel: Channel) -> list[Webhook]:
    """What signs requests, the newest first. Raises NotGiven."""
    try:
        return [_read(one) for one in secret(name_of(channel)).split()[:_KEPT]]
    except ValueError:
        raise NotGiven(
            f"The secret {name_of(channel)} is no secret of a webhook, which has {_FEWEST} to"
            f" {_MOST} bytes in base64."
        ) from None


def make(channel: Channel) -> None:
    """Make a secret for a channel that is added, unless one is given already.

    Raises ValidationError when it cannot be kept, or its address may not be asked.
    """
    if urlsplit(channel.target).scheme == "http" and not channel.private_network:
        raise ValidationError(
            "Events go to https:// addresses; to http:// only within your own network, with"
            " --private-network."
        )
    try:
        secrets_of(channel)
    except NotGiven as missing:
        if os.environ.get(variable_of(name_of(channel))):
            raise ValidationError(str(missing)) from None
        _keep(channel, [_new()])


def rotate(channel: Channel) -> None:
    """Make another secret; the one before signs as well, until the next rotation.

    Raises NotGiven when there is none, ValidationError when it cannot be kept.
    """
    if os.environ.get(variable := variable_of(name_of(channel))):
        raise ValidationError(f"Its secret stands in {variable}: change it there.")
    before = secret(name_of(channel)).split()[: _KEPT - 1]
    _keep(channel, [_new(), *before])


def forget(channel: Channel) -> None:
    """Take its secret away."""
    forget_secret(name_of(channel))


def file_name(channel: Channel) -> str:
    """The name of the file in which its secret stands; empty where that is in the environment."""
    name = name_of(channel)
    return name if file_of(name).exists() else ""


def to_owner(channel: Channel) -> str:
    """The newest secret, for the owner alone."""
    newest = secret(name_of(channel)).split()[0]
    return (
        f"Its secret is {newest}, which the receiver needs; it stands in"
        f" {file_of(name_of(channel))} and is shown nowhere else."
    )


def _new() -> str:
    return f"{_PREFIX}{b64encode(token_bytes(_BYTES)).decode()}"


def _read(one: str) -> Webhook:
    """What signs with a secret. Raises ValueError for what is none, or is soon guessed."""
    said = one.removeprefix(_PREFIX).rstrip("=")
    key = b64decode(said + "=" * (-len(said) % 4), validate=True)
    if not _FEWEST <= len(key) <= _MOST:
        raise ValueError
    return Webhook(key)


def _keep(channel: Channel, kept: list[str]) -> None:
    try:
        keep_secret(name_of(channel), "\n".join(kept))
    except OSError as error:
        raise ValidationError(f"Its secret cannot be kept: {error.strerror}.") from None
