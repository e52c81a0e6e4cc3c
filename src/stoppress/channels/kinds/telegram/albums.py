"""Which pictures an album has, and what becomes of those of one that stands there.

An album is two to ten messages with a picture each; the words are the caption of the first
(https://core.telegram.org/bots/api#sendmediagroup). None can be added to it later, and one that is
posted anew would ring again: so what stands there is changed picture by picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from stoppress.channels.post import Picture
from stoppress.newsroom.models import Article
from stoppress.site.pictures import mark_of

FEWEST, MOST = 2, 10
#: The pictures of an album by its messages; None where the message has been deleted.
Album = tuple[Picture | None, ...]


def pictures_of(article: Article) -> Album:
    """The lead picture and those of its galleries, each once and in their order."""
    galleries = (block.value["pictures"] for block in article.body if block.block_type == "gallery")
    images = [article.lead_image, *(one["image"] for pictures in galleries for one in pictures)]
    found = (Picture(image.pk, mark_of(image)) for image in images if image is not None)
    return tuple(dict.fromkeys(found))[:MOST]


def in_step(standing: Album, wanted: Sequence[Picture | None], card: Picture) -> Album:
    """What to make of an album that stands there, so that it shows nothing that is not ``wanted``.

    A picture that is no longer wanted gives way to one that is new; without one its message is
    deleted. The first, which has the words, then takes the last one's picture, or the ``card``.
    """
    fresh = [one for one in wanted if one not in standing]
    pictures = list(standing)
    for place, picture in enumerate(pictures):
        if picture is not None and picture not in wanted:
            pictures[place] = fresh.pop(0) if fresh else None
    if pictures and pictures[0] is None:
        there = [place for place, picture in enumerate(pictures) if picture is not None]
        if there:
            pictures[0], pictures[there[-1]] = pictures[there[-1]], None
        else:
            pictures[0] = card
    return tuple(pictures)


def first_of(remote_id: str) -> str:
    """The number of the message with the words: an album has one for each of its pictures."""
    return remote_id.partition(",")[0]
