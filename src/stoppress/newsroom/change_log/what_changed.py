"""What a change of an article means to readers, in words that a follower can act on."""

from __future__ import annotations

from stoppress.newsroom.change_log.parts import Parts
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Change

_What = Change.What

#: Facets, and the word for each when it differs.
_FACETS = (
    ("path", _What.MOVED),
    ("section", _What.SECTION),
    ("day", _What.DATE),
    ("topics", _What.TOPICS),
    ("people", _What.BYLINE),
    ("picks", _What.PICKS),
    ("images", _What.PICTURES),
    ("documents", _What.DOCUMENTS),
    ("translation", _What.TRANSLATION),
)


def what_changed(
    before: Facets | None, after: Facets | None, said: Parts | None, says: Parts | None
) -> list[Change.What]:
    """The words for the change from ``before`` to ``after``; none when readers see no difference.

    :param said: what the article said when it was public last; None when it never was.
    :param says: what it says now; None when it is not public.
    """
    if after is None:
        return [_What.WITHDRAWN] if before else []
    if after.gone:
        if before is None or not before.gone:
            return [_What.TAKEN_DOWN]
        return _differing(said, says, among={_What.REASON})
    if before is None and said is None:
        return [_What.FIRST_PUBLISHED]
    words: list[Change.What] = []
    if before is None:
        words.append(_What.PUBLISHED_AGAIN)
    elif before.gone:
        words.append(_What.RESTORED)
    if before is not None:
        words += [word for name, word in _FACETS if getattr(before, name) != getattr(after, name)]
    words += _differing(said, says, among=set(_What) - {_What.REASON})
    return list(dict.fromkeys(words))


def _differing(
    said: Parts | None, says: Parts | None, *, among: set[Change.What]
) -> list[Change.What]:
    if said is None or says is None:
        return [_What.CONTENT] if said is None and says is not None else []
    return [
        word
        for name, checksum in says.items()
        if (word := Change.What(name)) in among and said.get(name) != checksum
    ]
