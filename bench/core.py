"""What an answer costs inside the edge, without a server: CPU time of ``Edge.answer`` in a process.

    python -m bench.core                     10,000 stored pages
    python -m bench.core --count 1000000     a million: 8 GB under --folder, kept for the next time

Each figure is the best of three rounds over other pages, and includes a snapshot for each request.
Memory is what the process, and no other one, has more than before.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from isal.isal_zlib import crc32_combine

from stoppress.edge.core import Edge, Request, Response
from stoppress.edge.core.answer import PAGES_BUDGET
from stoppress.edge.core.files import Files
from stoppress.store import Batch, Fragment, Page, Store, make_fragment

BUILT = 1_780_000_000  # the date of all fragments
BATCH = 2_000
SECTIONS = 10
SYLLABLES = ["ba", "co", "de", "fi", "gu", "ha", "ki", "lo", "mer", "na", "pos", "ri", "sun", "te"]


def main() -> int:
    """Fill a store unless it is there, measure, print the table."""
    options = arguments()
    with folder_of(options.folder) as folder:
        store = filled(folder / f"core-{options.count}", options.count)
        counts = store.counts()
        print(
            f"{options.count} pages, {counts.bytes_used / options.count:,.0f} bytes of store each,"
            f" a budget of {options.budget} MiB"
        )
        print("| requests | us of CPU | bytes | memory MiB |\n|---|---|---|---|")
        for name, requests in kinds(options.count, options.requests).items():
            before = own_memory()
            edge = Edge(Files(folder), pages_budget=options.budget << 20)
            spent, size = measured(store, edge, requests)
            print(f"| {name} | {spent:.1f} | {size:,} | {own_memory() - before} |", flush=True)
    return 0


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=10_000, help="pages (default 10,000)")
    parser.add_argument("--requests", type=int, default=20_000, help="in each of three rounds")
    parser.add_argument("--budget", type=int, default=PAGES_BUDGET >> 20, help="MiB of the edge")
    parser.add_argument("--folder", type=Path, help="where the store lies and stays")
    return parser.parse_args()


@contextmanager
def folder_of(folder: Path | None) -> Iterator[Path]:
    """The folder asked for, or one for this time."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="bench-core-") as made:
        yield Path(made)


# Measuring


def kinds(count: int, requests: int) -> dict[str, list[list[Request]]]:
    """Three rounds of each kind of request."""

    def rounds(of: int, **headers: str) -> list[list[Request]]:
        asked = []
        for number in range(3):
            chance = random.Random(number)
            paths = [path_of(chance.randrange(of)) for _ in range(requests)]
            method = headers.get("method", "GET")
            coding = headers.get("accept_encoding", "gzip, deflate, br")
            tag = headers.get("if_none_match")
            asked.append([Request(method, path, "", coding, tag) for path in paths])
        return asked

    return {
        "random pages": rounds(count),
        "a hundred pages": rounds(min(100, count)),
        "random pages, 304": rounds(count, if_none_match="*"),
        "random pages, HEAD": rounds(count, method="HEAD"),
        "a hundred pages, identity": rounds(min(100, count), accept_encoding="identity"),
    }


def measured(store: Store, edge: Edge, rounds: list[list[Request]]) -> tuple[float, int]:
    """Microseconds of CPU for each request in the best round, and the length of the last body."""
    best, size = float("inf"), 0
    gc.collect()
    for requests in rounds:
        began = time.process_time()
        for request in requests:
            with store.snapshot() as snapshot:
                answer = edge.answer(request, snapshot)
        best = min(best, (time.process_time() - began) / len(requests) * 1e6)
        if not isinstance(answer, Response):
            raise SystemExit(f"{request.path} is not in the store.")
        size = len(answer.body)
    return best, size


def own_memory() -> int:
    """MiB of memory that belong to this process alone."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) >> 10
    return 0


# The store


def filled(home: Path, count: int) -> Store:
    """A store of articles: two own fragments each, and six that others show too."""
    store = Store.open(home / "store", sync=False)
    if store.counts().pages == count:
        return store
    words = Words()
    shared = [
        words.fragment("open", 2_600),
        words.fragment("breaking", 0),
        words.fragment("latest", 7_600),
        words.fragment("footer", 2_800),
    ]
    for section in range(SECTIONS):
        shared.append(words.fragment(f"masthead/{section}", 3_600))
        shared.append(words.fragment(f"also/{section}", 2_400))
    store.apply(Batch(shared), sequence=1)
    metas = [words.fragment("meta", words.around(1_300)) for _ in range(32)]
    articles = [words.fragment("article", words.around(13_500)) for _ in range(31)]
    for first in range(0, count, BATCH):
        batch = Batch()
        for number in range(first, min(first + BATCH, count)):
            section = number % SECTIONS
            meta = variant(metas[number % 32], f"meta/{number}", number)
            article = variant(articles[number % 31], f"article/{number}", number)
            batch.fragments += [meta, article]
            around = f"masthead/{section}", "breaking"
            below = f"also/{section}", "latest", "footer"
            batch.pages[path_of(number)] = Page(
                ("open", meta.key, *around, article.key, *below),
                headers=(("Content-Language", "en"),),
                own=frozenset((meta.key, article.key)),
            )
        store.apply(batch)
    store.flush()
    return store


def path_of(number: int) -> str:
    """The path of an article."""
    day = f"{2016 + number % 10}/{number % 12 + 1:02}/{number % 28 + 1:02}"
    return f"/section-{number % SECTIONS}/{day}/the-ferry-returns-to-the-harbour-{number}/"


class Words:
    """Makes fragments of text that compresses as prose does."""

    def __init__(self) -> None:
        self._chance = chance = random.Random(1)
        self._words = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(4000)
        ]
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]

    def around(self, length: int) -> int:
        """A length from half to one and a half times as much."""
        return int(length * self._chance.uniform(0.5, 1.5))

    def fragment(self, key: str, length: int) -> Fragment:
        """A fragment of so many raw bytes."""
        prose = " ".join(self._chance.choices(self._words, self._weights, k=length // 5 + 1))
        paragraphs = [prose[i : i + 400] for i in range(0, len(prose), 400)]
        text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        return make_fragment(key, text.encode()[:length], BUILT)


def variant(fragment: Fragment, key: str, number: int) -> Fragment:
    """A fragment with a beginning of its own, without compressing the rest again."""
    raw = f"<!--{number}-->".encode()
    compressor = zlib.compressobj(1, zlib.DEFLATED, -15)
    deflated = compressor.compress(raw) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return Fragment(
        key,
        version=(fragment.version * 31 + number * 2_654_435_761) % (1 << 64),
        modified=BUILT,
        raw_length=len(raw) + fragment.raw_length,
        crc=crc32_combine(zlib.crc32(raw), fragment.crc, fragment.raw_length),
        deflated=deflated + fragment.deflated,
    )


if __name__ == "__main__":
    sys.exit(main())
