"""Pictures that were in the library before their files were read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from stoppress.newsroom.models import PictureDetails, PictureFingerprint
from stoppress.newsroom.pictures.alike import pictures_like
from stoppress.newsroom.pictures.read_library import read_library
from tests.newsroom.described import jpeg

pytestmark = pytest.mark.django_db

SAID: dict[tuple[int, int], bytes | list[bytes]] = {
    (2, 37): b"20270331",
    (2, 80): [b"Agnes Moor"],
    (2, 116): b"All rights reserved",
    (2, 120): b"The ferry in the harbour.",
}


def of_before(title: str) -> Any:
    """A picture as it stood in the library before anything was read of it."""
    file = ContentFile(jpeg(iptc=SAID), name=f"{title}.jpg")
    image = get_image_model().objects.create(title=title, file=file)
    PictureDetails.objects.filter(pk=image.pk).delete()
    PictureFingerprint.objects.filter(pk=image.pk).delete()
    return image


def test_they_get_their_rights_and_are_found_alike_and_what_is_written_stays() -> None:
    first, second = of_before("first"), of_before("second")
    PictureDetails.objects.create(image=second, rights="Ours", credit="Kit")

    done = read_library()

    assert (done.looked_at, done.told, done.unreadable) == (2, 2, 0)
    own = PictureDetails.objects.get(pk=first.pk)
    assert (own.photographer, own.usable_until) == ("Agnes Moor", date(2027, 3, 31))
    assert own.rights == "All rights reserved"
    assert (own.caption, own.credit) == ("", ""), "readers would see words that nobody has read"
    other = PictureDetails.objects.get(pk=second.pk)
    assert (other.rights, other.credit, other.photographer) == ("Ours", "Kit", "Agnes Moor")
    assert pictures_like(first) == [second.pk]
    assert read_library().looked_at == 0


def test_readers_get_captions_and_credits_when_somebody_wants_that() -> None:
    image = of_before("first")
    read_library()

    read_library(for_readers=True)

    own = PictureDetails.objects.get(pk=image.pk)
    assert (own.caption, own.credit) == ("The ferry in the harbour.", "Agnes Moor")


def test_one_that_was_ended_goes_on_where_it_was_and_one_without_a_file_holds_up_nothing() -> None:
    pictures = [of_before(f"picture {number}") for number in range(4)]
    pictures[1].file.storage.delete(pictures[1].file.name)
    seen: list[int] = []

    def end_after_each(done: int, _total: int) -> None:
        if done:
            seen.append(done)
            raise KeyboardInterrupt

    for _picture in pictures:
        with pytest.raises(KeyboardInterrupt):
            read_library(end_after_each)

    assert seen == [1, 1, 1, 1], "none is read twice"
    assert read_library(end_after_each).looked_at == 0
    told = set(PictureDetails.objects.values_list("image__title", flat=True))
    assert told == {"picture 0", "picture 2", "picture 3"}
