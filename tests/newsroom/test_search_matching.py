"""A law of the index: whichever way it is asked, it gives what a look at every entry gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stoppress.newsroom.models import SearchEntry
from stoppress.newsroom.search.match import matching
from stoppress.newsroom.search.query import Clause, Expression, Term

pytestmark = pytest.mark.django_db

WORDS = ("coun", "council", "councils", "count", "coal", "co", "_kpiece", "_kquotation", "harbour")
ENTRIES = 300


@pytest.fixture
def entries() -> dict[int, set[str]]:
    """The tokens of each entry, by its rank."""
    random = Random(7)
    made = {rank * 10: set(random.sample(WORDS, random.randint(1, 4))) for rank in range(ENTRIES)}
    SearchEntry.objects.bulk_create(
        SearchEntry(rank=rank, kind=SearchEntry.Kind.PIECE, object_id=rank, tokens=sorted(tokens))
        for rank, tokens in made.items()
    )
    return made


beginnings = st.sampled_from([word[:cut] for word in WORDS for cut in range(2, len(word) + 1)])
terms = st.sampled_from(WORDS).map(Term) | beginnings.map(lambda word: Term(word, beginning=True))
clauses = st.lists(st.lists(terms, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(
    tuple
)
expressions = st.builds(
    Expression,
    st.lists(clauses, min_size=1, max_size=3).map(tuple),
    st.lists(clauses, max_size=2).map(tuple),
)


def has(tokens: set[str], clauses: tuple[Clause, ...]) -> bool:
    """Whether an entry satisfies clauses, looked at word by word."""

    def is_there(term: Term) -> bool:
        if term.beginning:
            return any(token.startswith(term.token) for token in tokens)
        return term.token in tokens

    return all(any(all(map(is_there, terms)) for terms in clause) for clause in clauses)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expression=expressions, limit=st.sampled_from((1, 7, ENTRIES)), end=st.integers(0, 3000))
def test_the_newest_that_match_are_given_and_no_others(
    entries: dict[int, set[str]], expression: Expression, limit: int, end: int
) -> None:
    matches = [
        rank
        for rank, tokens in sorted(entries.items(), reverse=True)
        if 50 <= rank < end
        and has(tokens, expression.clauses)
        and not (expression.but and has(tokens, expression.but))
    ]

    assert matching(expression, range(50, max(end, 50)), limit) == matches[:limit]
