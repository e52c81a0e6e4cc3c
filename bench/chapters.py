"""What ``make bench`` and ``make bench-million`` measure, in which order and at which sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bench import (
    change,
    channels,
    cold,
    conditional,
    desk,
    find,
    freshness,
    idle,
    importing,
    live,
    miss,
    peers,
    publishing,
    reading,
    sizes,
    surfaces,
    tabs,
    torn,
)
from bench.options import Options
from bench.report import Report


@dataclass(frozen=True, slots=True)
class Chapter:
    """One bench, with what is special to it."""

    name: str
    purpose: str
    program: Callable[[Options], Report]
    #: Sizes to measure at, instead of those of the command line.
    articles: tuple[int, ...] | None = None
    default_server_only: bool = False
    #: Times the rounds of the command line.
    rounds: float = 1.0

    def measure(self, options: Options) -> Report:
        """Run it."""
        return self.program(
            replace(
                options,
                articles=self.articles or options.articles,
                rounds=max(1, round(options.rounds * self.rounds)),
                servers=options.servers[:1] if self.default_server_only else options.servers,
            )
        )


CHAPTERS = (
    Chapter("reading", "random pages beside nginx", reading.measure, rounds=1.7),
    Chapter("conditional", "304 answers beside nginx's", conditional.measure),
    Chapter("idle", "a thousand idle connections", idle.measure),
    Chapter("peers", "Varnish, nginx SSI, Wagtail", peers.measure),
    Chapter(
        "publishing",
        "publishing while readers load",
        publishing.measure,
        default_server_only=True,
    ),
    Chapter("freshness", "no reply carries an old list", freshness.measure),
    Chapter("torn", "no page of two states", torn.measure),
    Chapter("live", "a push to 5,000 open pages", live.measure),
    Chapter("miss", "pages made when asked for", miss.measure),
    Chapter(
        "change",
        "a new release, prepared beside and in place",
        change.measure,
        (1_000,),
        default_server_only=True,
    ),
    Chapter("find", "search by words", find.measure, find.SIZES, default_server_only=True),
    Chapter("desk", "pages of the desk", desk.measure, desk.SIZES, default_server_only=True),
    Chapter("tabs", "Today open in twenty tabs", tabs.measure, default_server_only=True),
    Chapter(
        "channels",
        "publishing with channels",
        channels.measure,
        (1_000,),
        default_server_only=True,
    ),
    Chapter("importing", "a feed comes in", importing.measure),
    Chapter(
        "sizes",
        "starts, memory, disk",
        sizes.measure,
        (1_000, 10_000, 100_000),
        default_server_only=True,
    ),
    Chapter(
        "surfaces",
        "publish to visible",
        surfaces.measure,
        (1_000, 10_000, 100_000),
        default_server_only=True,
    ),
)

MILLION = (
    Chapter("reading", "random pages of a million", reading.measure, (1_000_000,), rounds=1.7),
    Chapter("cold", "the same, page cache cold", cold.measure, (1_000_000,)),
    Chapter("sizes", "starts, memory, disk", sizes.measure, (1_000_000,), default_server_only=True),
    Chapter(
        "surfaces",
        "publish to visible",
        surfaces.measure,
        (1_000, 1_000_000),
        default_server_only=True,
    ),
    Chapter("freshness", "no reply carries an old list", freshness.measure, (1_000_000,)),
    Chapter("find", "search by words", find.measure, (1_000_000,), default_server_only=True),
    Chapter("desk", "pages of the desk", desk.measure, (1_000_000,), default_server_only=True),
    Chapter("miss", "pages made when asked for", miss.measure, (1_000_000,)),
)
