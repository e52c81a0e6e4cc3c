"""What becomes of the pictures of an album, whatever becomes of those of its piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from stoppress.channels.kinds.telegram.albums import Album, in_step
from stoppress.channels.post import Picture

_PICTURES = some.lists(some.integers(1, 6), unique=True, max_size=6)


@given(
    standing=_PICTURES.filter(lambda them: len(them) > 1), steps=some.lists(_PICTURES, max_size=4)
)
def test_what_stands_there_is_of_the_piece_and_the_first_message_is_never_deleted(
    standing: list[int], steps: list[list[int]]
) -> None:
    card = Picture(None, "card")
    album: Album = tuple(Picture(number, "") for number in standing)
    for numbers in steps:
        wanted = [Picture(number, "") for number in numbers]
        before, album = album, in_step(album, wanted, card)
        there = [one for one in album if one]
        assert len(album) == len(before)
        assert album[0] is not None
        assert len(set(there)) == len(there)
        assert set(there) <= {*wanted} if wanted else there == [card]
        assert all(now is None for was, now in zip(before, album, strict=True) if was is None)
        assert in_step(album, wanted, card) == album
        if all(one in wanted for one in before if one):
            assert album == before
