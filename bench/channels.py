"""Publishing with no channel, with one and with twenty; and how soon a channel has the post.

    python -m bench.channels --articles 1000

The other side is a server on the loopback interface that speaks Telegram's Bot API. Each round
serves the same newsroom once with each number of channels. A post is one of the text alone: what
the picture of an article takes is a matter of its size.
"""

from __future__ import annotations

import shutil
import statistics
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from tests.channels.bot_api import CHAT, TOKEN, BotApi, bot_api

from bench import homes
from bench.mark import Mark
from bench.options import Options, options_of, parser_of
from bench.publisher import HEADLINE
from bench.report import Figure, Goal, NotMeasured, Report, Table, number
from bench.serve import serving
from bench.surfaces import asked_publisher

COUNTS = (0, 1, 20)
PUBLISHES = 6
#: Seconds between two publishes, for each number of channels: one right after another is quicker.
_APART = 1.5
#: Seconds to wait for the last post of an article.
_PATIENCE = 60.0


@dataclass
class Took:
    """Milliseconds from the call of publish, of each publish."""

    returned: list[float] = field(default_factory=list)
    #: Until the first channel has the post, and until the last one has.
    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)


def measure(options: Options, publishes: int = PUBLISHES) -> Report:
    """At the first size, with the first server."""
    articles = options.articles[0]
    made = homes.newsroom(options, articles)
    rounds: dict[int, list[Took]] = {count: [] for count in COUNTS}
    with (
        TemporaryDirectory(prefix="stoppress-channels-") as folder,
        bot_api() as api,
        patch.dict("os.environ", STOPPRESS_TELEGRAM_TOKEN=TOKEN),
    ):
        newsrooms = {count: with_channels(made, Path(folder), api, count) for count in COUNTS}
        for _ in range(options.rounds):
            for count, home in newsrooms.items():
                rounds[count].append(publish_to_post(home, options, api, count, publishes))
    return _report(articles, rounds)


def with_channels(made: Path, folder: Path, api: BotApi, count: int) -> Path:
    """A copy of a newsroom that nobody serves, with so many channels."""
    left_out = shutil.ignore_patterns("run", "lock.mdb")
    home = Path(shutil.copytree(made, folder / f"home-{count}", ignore=left_out))
    for place in range(count):
        words = ("channel", "add", "telegram", "--edition", "en", "--chat", CHAT)
        homes.stoppress(home, *words, "--name", f"channel-{place}", "--api", api.url)
    return home


def publish_to_post(home: Path, options: Options, api: BotApi, count: int, publishes: int) -> Took:
    """Publish one article after the other, each when all channels have the one before."""
    took = Took()
    with (
        TemporaryDirectory(prefix="stoppress-mark-") as folder,
        Mark(Path(folder) / "mark") as mark,
        serving(home, options.servers[0]),
        asked_publisher(home, mark, publishes + 1) as publish,
    ):
        for place in range(publishes + 1):
            time.sleep(_APART)
            article = publish()
            returned = time.monotonic()
            posted = _posted(api, f"{HEADLINE} {article.number:06}", count)
            if place:  # the first finds nothing loaded
                took.returned.append((returned - article.begun) * 1e3)
                if posted:
                    took.first.append((posted[0] - article.begun) * 1e3)
                    took.last.append((posted[-1] - article.begun) * 1e3)
    return took


def _posted(api: BotApi, headline: str, count: int) -> list[float]:
    """When each channel got the post, in their order."""

    def found() -> list[float]:
        messages = list(api.messages.values())
        return sorted(one.at for one in messages if headline in one.words)

    with api.changed:
        if not api.changed.wait_for(lambda: len(found()) >= count, _PATIENCE):
            raise NotMeasured(f"Not measured: {headline} is in {len(found())} of {count} channels.")
        posts = found()
        api.messages.clear()
    return posts


def _report(articles: int, rounds: dict[int, list[Took]]) -> Report:
    report, rows = Report(), []
    alone = [statistics.median(took.returned) for took in rounds[0]]
    for count, found in rounds.items():
        returned = [statistics.median(took.returned) for took in found]
        what = f"{articles:,} articles, {count} channels"
        figure = Figure("C1", f"{what}: publish returns", returned, "ms")
        if count:
            ratios = [one / other for one, other in zip(returned, alone, strict=True)]
            figure = replace(figure, ratios=ratios, goal=Goal(below=1.1))
        report.figures.append(figure)
        cells = [str(count), number(statistics.median(returned))]
        for times, which in (
            ([one for took in found for one in took.first], "the first"),
            ([one for took in found for one in took.last], "the last"),
        ):
            cells.append(number(statistics.median(times)) if times else "")
            if times:
                report.figures.append(
                    Figure("C2", f"{what}: posted in {which}", times, "ms", goal=Goal(below=2000))
                )
        rows.append(cells)
    head = ["channels", "publish returns, ms", "first post, ms", "last post, ms"]
    report.tables.append(Table("Publish to post", head, rows))
    return report


if __name__ == "__main__":
    parser = parser_of(__doc__, articles=(1_000,))
    parser.add_argument("--publishes", type=int, default=PUBLISHES)
    arguments = parser.parse_args()
    with options_of(arguments) as chosen:
        print(measure(chosen, arguments.publishes))
