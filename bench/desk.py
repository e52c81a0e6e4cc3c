"""Pages of the desk in archives of several sizes, as an owner opens them: time, queries, bytes.

python -m bench.desk --articles 100 100000
"""

from __future__ import annotations

import json

from bench import homes
from bench.options import Options, options_of, parser_of
from bench.report import Figure, Goal, Report, Table, number

#: What is opened, and what it is. ``{piece}`` is the newest article's id.
PAGES = (
    ("/", "Today"),
    ("/pieces/", "Pieces"),
    ("/pieces/?mine=1", "one's own pieces"),
    ("/front/", "Front"),
    ("/breaking/", "Breaking"),
    ("/corrections/", "Corrections"),
    ("/find/?q=council", "Find"),
    ("/pages/{piece}/edit/", "a piece"),
    ("/pieces/new/", "New piece"),
    ("/pieces/{piece}/versions/", "versions of a piece"),
    ("/trail/", "Trail"),
    ("/images/", "Pictures"),
    ("/snippets/newsroom/person/", "People"),
    ("/snippets/newsroom/topic/", "Topics"),
    ("/health/", "Health"),
    ("/help/write/", "Help"),
)
SIZES = (100, 100_000)
#: Milliseconds that are promised, by the number of articles up to which they hold.
_GOALS = ((100, 150), (100_000, 300), (1_000_000, 500))
#: Bytes of the list of pieces.
_LIST_BYTES = 100_000


def measure(options: Options) -> Report:
    """At each size: every page once without counting, then so many times."""
    report = Report()
    rows = []
    for articles in options.articles:
        home = homes.newsroom(options, articles)
        homes.say(f"Opening the desk's pages at {articles:,} articles ...")
        pages = "\n".join(page for page, _what in PAGES)
        answers = homes.inside(home, "desk", str(options.rounds * 3), given=pages, role="desk")
        below = next(goal for size, goal in _GOALS if articles <= size)
        for (page, what), line in zip(PAGES, answers.splitlines(), strict=True):
            answer = json.loads(line)
            name = f"{what}, {articles:,} articles"
            times = answer["milliseconds"]
            report.figures.append(Figure("D1", name, times, "ms", goal=Goal(below=below)))
            if page == "/pieces/":
                size = [float(answer["bytes"])]
                goal = Goal(below=_LIST_BYTES)
                report.figures.append(
                    Figure("D2", f"{name}, 50 rows", size, "bytes sent", goal=goal)
                )
            rows.append(
                [
                    f"{articles:,}",
                    what,
                    number(min(times)),
                    str(answer["queries"]),
                    f"{answer['bytes']:,}",
                ]
            )
    head = ["articles", "page", "quickest, ms", "queries", "bytes sent"]
    report.tables.append(Table("Pages of the desk", head, rows))
    return report


if __name__ == "__main__":
    parser = parser_of(__doc__, articles=list(SIZES))
    with options_of(parser.parse_args()) as chosen:
        print(measure(chosen))
