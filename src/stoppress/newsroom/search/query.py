"""What somebody types, as an expression of tokens that the index is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from stoppress.newsroom.models import Spellings
from stoppress.newsroom.search import marks
from stoppress.newsroom.search.sounds import asked_sounds
from stoppress.newsroom.search.words import folded, forms_of, joined_words

#: Only so many words of a query are looked at: a longer one is a pasted text.
_MOST_WORDS = 12
#: Shorter words are not taken as beginnings: too many words begin so.
_SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One token; of a ``beginning`` all tokens that begin so."""

    token: str
    beginning: bool = False


#: Terms that an entry has all of.
All = tuple[Term, ...]
#: Ways of spelling the same, of which an entry has one at least.
Clause = tuple[All, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """Clauses that an entry satisfies all of, and those of another that it does not all satisfy."""

    clauses: tuple[Clause, ...]
    but: tuple[Clause, ...] = ()

    def after_nothing(self) -> Expression:
        """What is left to ask for when nothing satisfies all of ``but`` beside the other clauses.

        The beginning of a common word is then not gathered again.
        """
        if len(self.but) != 1:
            return Expression(self.clauses)
        *others, last = self.clauses
        left = tuple(terms for terms in last if terms not in self.but[0])
        return Expression((*others, left or last))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the surest way of understanding it first.

    :param title: what is called so.
    :param words: what has all its words, in any form.
    :param beginnings: what has a word that begins like the last one, which may not be whole yet.
    :param sounds: what has words that sound like them, if some of them may be names.
    """

    title: tuple[Clause, ...]
    words: tuple[Clause, ...]
    beginnings: tuple[Clause, ...]
    sounds: tuple[Clause, ...]

    @property
    def stages(self) -> list[tuple[Clause, ...]]:
        """Each way once, in their order; each finds all that the one before it finds."""
        return list(dict.fromkeys((self.title, self.words, self.beginnings, self.sounds)))


def asked(text: str, languages: Iterable[str], spellings: str) -> Asked | None:
    """What ``text`` asks for; None when it holds no word.

    :param languages: of the editions that are looked at; each has its own forms of a word.
    :param spellings: the newsroom's groups of spellings, as ``Spellings.groups``.
    """
    units = list(joined_words(text))[:_MOST_WORDS]
    units = [unit for unit in units if folded("".join(unit))]
    if len(units) > 1 and len(folded("".join(units[-1]))) < _SHORTEST_BEGINNING:
        units.pop()  # somebody is still typing it
    if not units:
        return None
    languages = sorted(set(languages))
    groups = groups_of(spellings)
    words: list[Clause] = []
    beginnings: list[Clause] = []
    sounds: list[Clause] = []
    at = 0
    while at < len(units):
        length, group = _group_at(units, at, groups)
        last = at + length == len(units)
        for clauses, begun in ((words, False), (beginnings, last)):
            clause = _of_group(group, last=begun)
            if length == 1:
                ways = _ways(units[at], languages, last=begun)
                # That a number is there is surer than that the groups of its digits are.
                sure = clauses is words and "".join(units[at]).isdecimal()
                clause += ways[:1] if sure else ways
            clauses.append(tuple(dict.fromkeys(clause)))
        alone = length == 1 and len(units[at]) == 1
        heard = asked_sounds(units[at][0]) if alone else ()
        sounds.append((*beginnings[-1], *((Term(key),) for key in heard)))
        at += length
    title = ((Term(marks.of_title(text)),),)
    return Asked((title,), tuple(words), tuple(beginnings), tuple(sounds))


def kept_spellings() -> str:
    """The newsroom's groups of spellings."""
    return Spellings.objects.values_list("groups", flat=True).first() or ""


@lru_cache(maxsize=8)
def groups_of(spellings: str) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """By each spelling, as folded words, all those of its groups."""
    groups: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in spellings.splitlines():
        members = [
            tuple(filter(None, (folded("".join(unit)) for unit in joined_words(one))))
            for one in re.split("[,;،、=]", line)
        ]
        members = list(dict.fromkeys(filter(None, members)))
        for member in members:
            groups[member] = tuple(dict.fromkeys((*groups.get(member, ()), *members)))
    return groups


def _group_at(
    units: list[tuple[str, ...]],
    at: int,
    groups: dict[tuple[str, ...], tuple[tuple[str, ...], ...]],
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many words from ``at`` are a spelling of a group, the most of them, and its members."""
    for length in range(min(4, len(units) - at), 0, -1):
        spelled = tuple(folded("".join(unit)) for unit in units[at : at + length])
        if spelled in groups:
            return length, groups[spelled]
    return 1, ()


def _of_group(group: tuple[tuple[str, ...], ...], *, last: bool) -> Clause:
    return tuple(
        tuple(Term(word, last and word == member[-1]) for word in member) for member in group
    )


def _ways(unit: tuple[str, ...], languages: Iterable[str], *, last: bool) -> Clause:
    """The ways in which an entry may hold a word, or words that a hyphen or apostrophe joins."""
    if len(unit) > 1:
        whole = (Term(folded("".join(unit)), last),)
        return (whole, tuple(Term(folded(word)) for word in unit if folded(word)))
    return tuple((term,) for term in _forms(unit[0], languages, last=last))


def _forms(word: str, languages: Iterable[str], *, last: bool) -> Iterator[Term]:
    plain = folded(word)
    beginning = last and len(plain) >= _SHORTEST_BEGINNING
    yield Term(plain, beginning)
    for form in sorted({form for one in languages for form in forms_of(word, one)}):
        if not (form == plain or (beginning and form.startswith(plain))):
            yield Term(form)
