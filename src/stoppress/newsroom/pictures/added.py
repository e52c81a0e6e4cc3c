"""Every picture that is added, by whatever door: what its file says, and what it looks like."""

from __future__ import annotations

import logging
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db.models.signals import post_save, pre_save
from PIL import Image
from wagtail.images import get_image_model

from stoppress.newsroom.models import PictureDetails
from stoppress.newsroom.pictures.alike import Fingerprint, fingerprint_of, keep_fingerprint
from stoppress.newsroom.pictures.metadata import Said, said_by

log = logging.getLogger(__name__)

_LONGEST = {"credit": 160, "photographer": 160}
_LONGEST_TITLE = _LONGEST_ALT = 255


def connect() -> None:
    """Read the file of every picture that gets one."""
    model = get_image_model()
    pre_save.connect(_read_file, sender=model, dispatch_uid=__name__)
    post_save.connect(_keep, sender=model, dispatch_uid=__name__)


def _read_file(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Look into a file that is not in the library yet."""
    file = instance.file
    instance.looked_into = None
    if raw or not file or getattr(file, "_committed", True):
        return
    was_closed = file.closed
    file.open()
    try:
        instance.looked_into = look_into(file)
    finally:
        if was_closed:
            file.close()
        else:
            file.seek(0)
    if instance._state.adding:  # noqa: SLF001 - Django's documented API
        _fill_in(instance, instance.looked_into[0])


def look_into(file: Any) -> tuple[Said, Fingerprint | None]:
    """What a file says and looks like; one that cannot be read is added all the same."""
    said, looks = Said(), None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file)  # not closed: that would close the file
            said = said_by(image)
            looks = fingerprint_of(image)
    except Exception as error:  # noqa: BLE001 - readers of limits' bytes raise whatever they like
        log.info("A picture cannot be looked into: %s: %s", type(error).__name__, error)
    return said, looks


def _fill_in(image: Any, said: Said) -> None:
    """Give a new picture the title and the description that its file has, where it has none."""
    if said.alt and not image.description:
        image.description = said.alt[:_LONGEST_ALT]
    if said.title and image.title in {"", Path(image.file.name).name, Path(image.file.name).stem}:
        image.title = said.title[:_LONGEST_TITLE]


def _keep(instance: Any, created: bool = False, **_kwargs: Any) -> None:
    looked_into, instance.looked_into = getattr(instance, "looked_into", None), None
    if looked_into is None:
        return
    said, looks = looked_into
    keep_fingerprint(instance, looks)
    if created:
        words = details_of(said)
        if words:
            PictureDetails.objects.create(image=instance, **words)


def details_of(said: Said) -> dict[str, Any]:
    """The columns of a picture's details that its file says something for."""
    return {
        name: value[: _LONGEST.get(name)] if isinstance(value, str) else value
        for name, value in asdict(said).items()
        if value and name not in {"title", "alt"}
    }
