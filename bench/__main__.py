"""All benches on one set of newsrooms: ``make bench``, and ``make bench-million`` for large ones.

    python -m bench                       up to 100,000 articles, in temporary newsrooms
    python -m bench --only reading peers  some of them
    python -m bench --million             a million articles, in newsrooms that are kept

Prints one table of all that is promised, and keeps it under ``bench/results/`` with the tables of
each bench, the machine and the versions.
"""

from __future__ import annotations

import json
import logging
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.chapters import CHAPTERS, MILLION, Chapter
from bench.homes import say
from bench.machine import Neighbours, described
from bench.options import Options, options_of, parser_of
from bench.report import HEAD, NotMeasured, Report, Table

RESULTS = Path(__file__).parent / "results"
#: Where the newsrooms of a million articles stay, so that an interrupted run goes on.
KEPT = Path(__file__).parent / "data"
#: Bytes of disk for a store and a newsroom of a million articles, and their pages as files.
MILLION_NEEDS = 55 << 30

log = logging.getLogger("bench")


def main() -> int:
    """Run the chapters, print the table, keep it."""
    parser = parser_of(__doc__)
    parser.add_argument("--million", action="store_true", help="measure at a million articles")
    names = sorted({chapter.name for chapter in (*CHAPTERS, *MILLION)})
    parser.add_argument("--only", nargs="+", choices=names, help="only these benches")
    parser.add_argument("--results", type=Path, default=RESULTS, help="keep the table here")
    arguments = parser.parse_args()
    if arguments.million:
        arguments.data = arguments.data or KEPT
        if refusal := no_room(arguments.data):
            print(refusal, file=sys.stderr)
            return 2
    chapters = [
        chapter
        for chapter in (MILLION if arguments.million else CHAPTERS)
        if not arguments.only or chapter.name in arguments.only
    ]
    for number in (signal.SIGINT, signal.SIGTERM):  # SIGINT is ignored in a shell's background
        signal.signal(number, signal.default_int_handler)
    try:
        with options_of(arguments) as options:
            return run(chapters, options, arguments.results)
    except KeyboardInterrupt:
        print("Interrupted; everything that was started has ended.", file=sys.stderr)
        return 130


def run(chapters: list[Chapter], options: Options, results: Path) -> int:
    """Measure every chapter; the exit status is 1 when one of them failed."""
    machine, whole, failed = described(), Report(), False
    print(machine, flush=True)
    for chapter in chapters:
        say(f"\n{chapter.name}: {chapter.purpose}")
        begun, neighbours = time.monotonic(), Neighbours()
        try:
            report = chapter.measure(options)
        except NotMeasured as reason:
            report = Report(notes=[f"{chapter.name}: {reason}"])
        except Exception:
            log.exception("%s failed", chapter.name)
            report, failed = Report(notes=[f"{chapter.name}: failed."]), True
        if note := neighbours.note():
            report.notes.append(f"{chapter.name}: {note}.")
        whole.add(report)
        print(f"\n{report}\n", flush=True)
        say(f"{chapter.name} took {time.monotonic() - begun:.0f} s")
    table = Table("", HEAD, [figure.row() for figure in whole.in_order()])
    print(f"\n{table}", flush=True)
    keep(machine, table, whole, results)
    return int(failed)


def keep(machine: str, table: Table, whole: Report, results: Path) -> None:
    """Write the table, with everything behind it, as Markdown and as JSON."""
    results.mkdir(parents=True, exist_ok=True)
    file = results / f"{datetime.now(UTC):%Y-%m-%d-%H%M}.md"
    parts = [machine, str(table), *map(str, whole.tables), *whole.notes]
    file.write_text("\n\n".join(parts) + "\n")
    figures = [figure.plain() for figure in whole.in_order()]
    file.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n")
    say(f"Kept in {file}")


def no_room(data: Path) -> str | None:
    """Why a million articles cannot be measured in a folder; None when they can."""
    data.mkdir(parents=True, exist_ok=True)
    there = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    free = shutil.disk_usage(data).free
    if free + there < MILLION_NEEDS:
        return (
            f"A million articles need {MILLION_NEEDS >> 30} GiB of disk; {data} has room for"
            f" {(free + there) >> 30}. Name another folder with --data."
        )
    say(
        f"A million articles: {MILLION_NEEDS >> 30} GiB of disk in {data}, and up to an hour; an"
        " interrupted run goes on where it stopped. Remove the folder when you are done."
    )
    return None


if __name__ == "__main__":
    sys.exit(main())
