"""Add a channel."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale

from stoppress.channels.follow import begin
from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_own
from stoppress.channels.registry import kinds
from stoppress.channels.trail import ADD, note_of_channel
from stoppress.newsroom.actions.who import By, ask
from stoppress.newsroom.addresses import web_address
from stoppress.newsroom.change_log.append import hold_the_log


def add_channel(
    kind: str,
    edition: str,
    target: str,
    by: By,
    *,
    name: str = "",
    api: str = "",
    private_network: bool = False,
) -> Channel:
    """Add a channel to an edition, by its language. It is told what comes out from now on.

    ``private_network`` lets its target be an address that is not public. Raises PermissionDenied
    when ``by`` is no owner, ValidationError for what cannot be.
    """
    ask(by, may_own, "Only owners add channels.")
    if kind not in kinds:
        raise ValidationError(
            f"There is no kind of channel {kind!r}; there are {', '.join(kinds)}."
        )
    locale = Locale.objects.filter(language_code=edition.lower()).first()
    if locale is None:
        raise ValidationError(f"There is no edition {edition!r}.")
    if api and not _is_server(api):
        raise ValidationError(
            f"{api!r} is no address of a server. Give one such as https://bots.news.example."
        )
    try:
        target = kinds[kind].target(target)
    except ValueError as error:
        raise ValidationError(str(error)) from None
    channel = Channel(
        name=name.strip() or _free_name(f"{kind}-{locale.language_code}"),
        kind=kind,
        edition=locale,
        target=target,
        api=api.rstrip("/"),
        private_network=private_network,
    )
    channel.full_clean()
    with transaction.atomic():
        hold_the_log()
        channel.save()
        begin(channel)
        kinds[kind].prepare(channel)
        note_of_channel(ADD, channel, by)
    return channel


def _is_server(address: str) -> bool:
    try:
        return bool(web_address(address)) and urlsplit(address).port != 0
    except ValueError:  # a port that is no number, or none there is
        return False


def _free_name(name: str) -> str:
    names = set(Channel.objects.values_list("name", flat=True))
    number, free = 1, name
    while free in names:
        number += 1
        free = f"{name}-{number}"
    return free
