"""The secrets of a webhook: one, and after a rotation the one before as well.

They stand in a file of the home, or in the environment, with spaces between them, the newest first.
Each request is signed with all of them.
"""

from __future__ import annotations

import os
from base64 import b64encode
from secrets import token_bytes

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
#: Bytes of a secret; the standard asks for 24 to 64.
_BYTES = 32


def name_of(channel: Channel) -> str:
    """The name of its secret, see ``stoppress.channels.secrets``."""
    return f"channel-{channel.name}-secret"


def secrets_of(channel: Channel) -> list[Webhook]:
    """What signs requests, the newest first. Raises NotGiven."""
    try:
        return [Webhook(one) for one in secret(name_of(channel)).split()[:_KEPT]]
    except (ValueError, RuntimeError) as error:
        raise NotGiven(
            f"The secret {name_of(channel)} is no secret of a webhook ({type(error).__name__})."
        ) from None


def make(channel: Channel) -> None:
    """Make a secret for a channel that is added, unless one is given already.

    Raises ValidationError when it cannot be kept, or its address may not be asked.
    """
    if channel.target.startswith("http://") and not channel.private_network:
        raise ValidationError(
            "Events go to https:// addresses; to http:// only within your own network, with"
            " --private-network."
        )
    try:
        secrets_of(channel)
    except NotGiven:
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
    return f"whsec_{b64encode(token_bytes(_BYTES)).decode()}"


def _keep(channel: Channel, kept: list[str]) -> None:
    try:
        keep_secret(name_of(channel), "\n".join(kept))
    except OSError as error:
        raise ValidationError(f"Its secret cannot be kept: {error.strerror}.") from None
