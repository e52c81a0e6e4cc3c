"""Contexts for every template of the reader's site: one invented town, six languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.looks.record import Record
from tests.looks.texts import HEADLINES, LANGUAGES, LEADS, NAMES, PARAGRAPHS, SECTIONS

ZONE = ZoneInfo("Asia/Baku")
NOW = datetime(2026, 5, 30, 13, 8, tzinfo=ZONE)

RIGHT_TO_LEFT = {"ar"}


def edition(language: str) -> Record:
    """The edition in one language, with its sections and feeds."""
    root = "/" if language == "en" else f"/{language}/"
    titles = SECTIONS[language].split("|")
    return Record(
        code=language,
        language=language,
        dir="rtl" if language in RIGHT_TO_LEFT else "ltr",
        name=NAMES[language],
        url=root,
        sections=[
            Record(id=number, title=title, url=f"{root}section-{number}/")
            for number, title in enumerate(titles, 1)
        ],
        editions=[],
        feeds=Record(rss=f"{root}feed.rss", atom=f"{root}feed.atom", json=f"{root}feed.json"),
        all_news_url=f"{root}all-news/",
    )


def newsroom(**changed: Any) -> Record:
    """The newsroom's settings."""
    values: dict[str, Any] = {
        "name": "The Lindmouth Post",
        "telegram_url": "https://t.me/lindmouth",
        "corrections_email": "corrections@lindmouth.example",
        "imprint": "The Lindmouth Post, 4 Quay Street, Lindmouth",
        "logo": None,
        "licence": "Text: CC BY 4.0",
    }
    return Record(**(values | changed))


def translations(language: str, among: tuple[str, ...] = ("en", "az", "ar")) -> list[Record]:
    """The same page in the other editions."""
    codes = among if language in among else (language, *among[1:])
    return [
        Record(
            name=LANGUAGES[code],
            language=code,
            dir="rtl" if code in RIGHT_TO_LEFT else "ltr",
            url=f"/{code}/ferry/",
            current=code == language,
        )
        for code in codes
    ]


def picture(number: int = 1, alt: str = "Print of a car ferry under a low red sun") -> Record:
    """A picture in three widths."""
    widths = (480, 960, 1280)
    return Record(
        sources=[],
        src=f"/media/{number}-960.jpg",
        srcset=", ".join(f"/media/{number}-{width}.jpg {width}w" for width in widths),
        sizes="(min-width: 62rem) 54rem, 100vw",
        width=1280,
        height=720,
        alt=alt,
        caption="The Heron leaves the new north quay on its first crossing",
        credit="Print: Ida Moss",
        focal="50% 60%",
    )


def teasers(language: str, count: int, minutes: int = 9, pictured: int = 0) -> list[Record]:
    """The newest pieces, one every ``minutes``, the first ``pictured`` with a picture."""
    texts = HEADLINES[language]
    names = edition(language).sections
    return [
        Record(
            id=1000 - number,
            url=f"/section/2026/05/30/piece-{number}/",
            headline=texts[number % len(texts)][0],
            deck=texts[number % len(texts)][1],
            kicker="",
            section=names[number % len(names)],
            published=NOW - timedelta(minutes=minutes * number),
            updated=None,
            picture=picture(number) if number < pictured else None,
            authors=[Record(name=LEADS[language][2], url="/author/mara/")] if number == 0 else [],
        )
        for number in range(count)
    ]


def days(items: list[Record]) -> list[Record]:
    """Pieces under their days."""
    found: dict[Any, list[Record]] = {}
    for item in items:
        found.setdefault(item.published.date(), []).append(item)
    return [
        Record(date=day, items=of_day, url=f"/all-news/{day:%Y/%m/%d}/", today=day == NOW.date())
        for day, of_day in found.items()
    ]


def article(language: str, *, pictured: bool = True, blocks: list[Record] | None = None) -> Record:
    """The ferry story."""
    headline, deck, author = LEADS[language]
    paragraphs = [Record(type="paragraph", value=f"<p>{text}</p>") for text in PARAGRAPHS[language]]
    return Record(
        id=1,
        url="https://lindmouth.example/analysis/2026/05/30/ferry-returns/",
        headline=headline,
        deck=deck,
        kicker="",
        section=edition(language).sections[1],
        dateline="",
        published=NOW - timedelta(minutes=59),
        updated=NOW + timedelta(hours=4) if language == "en" else None,
        bylines=[Record(name=author, url="/author/mara/", role="author")],
        lead=picture() if pictured else None,
        blocks=paragraphs if blocks is None else blocks,
        corrections=[
            Record(
                at=NOW + timedelta(hours=20),
                was="An earlier version gave the coast road’s length as 61 kilometres.",
                now="It is 51.",
                serious=False,
            )
        ]
        if language == "en"
        else [],
        topics=[
            Record(title="The ferry", url="/topic/ferry/"),
            Record(title="Council budget", url="/topic/budget/"),
        ],
        translations=translations(language),
        summary=deck,
        copyright="",
        usage_terms="",
    )
