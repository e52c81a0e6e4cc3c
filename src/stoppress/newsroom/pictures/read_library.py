"""Pictures that were in the library before their files were read: what these say, after all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.images import get_image_model

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import PictureDetails, PictureFingerprint
from stoppress.newsroom.pictures.added import details_of, look_into
from stoppress.newsroom.pictures.alike import keep_fingerprint

#: What readers see of a picture. Nobody has looked at what old files say of themselves, so that
#: pages that are out get no words from them unless somebody wants that.
_FOR_READERS = frozenset({"caption", "credit"})
#: Pictures that are looked up at once. Each is read and written for itself.
_AT_ONCE = 200


@dataclass(slots=True)
class LibraryRead:
    """How many pictures were looked at, got words or rights, and could not be opened."""

    looked_at: int = 0
    told: int = 0
    unreadable: int = 0


def read_library(
    show: Callable[[int, int], None] = lambda _done, _total: None, *, for_readers: bool = False
) -> LibraryRead:
    """Read the files of all pictures that have not been read; what stands written stays.

    ``for_readers``: captions and credits as well. ``show`` is told how many of how many are done.
    It may be ended at any moment: each picture is written together with how far this has come.
    """
    cursor = Cursor("pictures for readers" if for_readers else "pictures")
    pictures = get_image_model().objects.order_by("pk")
    waiting = pictures.filter(pk__gt=cursor.position())
    if not for_readers:
        # A picture that was added since was read then.
        waiting = waiting.exclude(pk__in=PictureFingerprint.objects.values("pk"))
    total, done = waiting.count(), LibraryRead()
    show(0, total)
    while some := list(waiting.filter(pk__gt=cursor.position())[:_AT_ONCE]):
        for image in some:
            _read_one(image, cursor, done, for_readers=for_readers)
            show(done.looked_at, total)
    return done


def _read_one(image: Any, cursor: Cursor, done: LibraryRead, *, for_readers: bool) -> None:
    done.looked_at += 1
    words: dict[str, Any] = {}
    looks = None
    try:
        with image.open_file() as file:
            said, looks = look_into(file)
    except OSError:
        done.unreadable += 1
    else:
        words = details_of(said)
    with transaction.atomic():
        hold_the_log()
        details = PictureDetails.objects.filter(pk=image.pk).first() or PictureDetails(image=image)
        new = {
            name: value
            for name, value in words.items()
            if not getattr(details, name) and (for_readers or name not in _FOR_READERS)
        }
        for name, value in new.items():
            setattr(details, name, value)
        if new:
            details.save()
            done.told += 1
        if looks is not None:
            keep_fingerprint(image, looks)
        cursor.move_to(image.pk)
