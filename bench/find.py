"""Finding by words in archives of several sizes, as the desk does: ``newsroom.search.find``.

python -m bench.find --articles 1000 100000
"""

from __future__ import annotations

import json

from bench import homes
from bench.options import Options, options_of, parser_of
from bench.report import Figure, Goal, Report, Table, number

#: What is asked for, and how; the words are those of the archive.
QUERIES = (
    ("the", "a word of every article"),
    ("council", "a common word"),
    ("council ferry", "two words"),
    ("coun", "the beginning of a word"),
    ("co", "two letters"),
    ("mara ellwood", "a name"),
    ("xyzzy", "a word that is nowhere"),
)
SIZES = (1_000, 100_000)
#: Milliseconds that are promised up to 100,000 articles, and for more of them.
_GOAL, _GOAL_OF_MORE, _FEW = 200, 500, 100_000


def measure(options: Options) -> Report:
    """At each size: the index made, and each query asked so many times."""
    report = Report()
    rows = []
    for articles in options.articles:
        home = homes.newsroom(options, articles)
        homes.say(f"Indexing {articles:,} articles where that was not done ...")
        queries = "\n".join(query for query, _what in QUERIES)
        answers = homes.inside(home, "find", str(options.rounds * 5), given=queries)
        goal = Goal(below=_GOAL if articles <= _FEW else _GOAL_OF_MORE)
        for (query, what), answer in zip(
            QUERIES, map(json.loads, answers.splitlines()), strict=True
        ):
            times = answer["milliseconds"]
            name = f"{what}, {articles:,} articles"
            report.figures.append(Figure("F1", name, times, "ms", goal=goal))
            rows.append([f"{articles:,}", query, str(answer["rows"]), number(min(times))])
    report.tables.append(Table("Found", ["articles", "words", "rows", "quickest, ms"], rows))
    return report


if __name__ == "__main__":
    parser = parser_of(__doc__, articles=list(SIZES))
    with options_of(parser.parse_args()) as chosen:
        print(measure(chosen))
