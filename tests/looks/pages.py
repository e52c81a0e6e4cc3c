"""Whole pages joined from the templates, as the press and the edge join them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from stoppress.site import stylesheet
from tests.looks import sample
from tests.looks.blocks import every_block
from tests.looks.record import Record
from tests.looks.texts import LEADS

ASSETS = Record(
    css="/static/site.css",
    js="/static/site.js",
    fonts=[],
    icons=Record(svg="/static/icons/icon.svg", touch="/static/icons/touch.png"),
)


def join(parts: list[str], context: dict[str, Any], language: str) -> str:
    """Render the named templates in the edition's language and join their text."""
    with translation.override(language):
        return "".join(render_to_string(part, context) for part in parts)


def page(kind: str, language: str = "en", **changed: Any) -> str:
    """A page of one kind (see PAGES) in one language; ``changed`` replaces parts of its context."""
    edition = sample.edition(language)
    context: dict[str, Any] = {
        "edition": edition,
        "newsroom": sample.newsroom(),
        "assets": Record(
            **vars(ASSETS)
            | {"fonts": [f"/static/fonts/{name}" for name in stylesheet.fonts_for(language)]}
        ),
        "current": 2,
        "breaking": None,
        "translations": sample.translations(language),
        "days": sample.days(sample.teasers(language, 40, minutes=47)),
        "version": "00d1",
        "items": sample.teasers(language, 6, minutes=1300),
        "opens": True,
        "closes": True,
        "meta": Record(
            title=LEADS[language][0],
            description=LEADS[language][1],
            canonical="https://lindmouth.example/analysis/2026/05/30/ferry-returns/",
            alternates=[],
            og=None,
            json_ld="{}",
            feeds=None,
            robots="max-image-preview:large",
            published=None,
            modified=None,
            kind="article" if kind in {"article", "blocks", "bare"} else kind,
        ),
    }
    context |= PAGES[kind](language) if kind in PAGES else {}
    own = OWN.get(kind, "pages/" + kind.replace("-", "_") + ".html")
    latest = context.get("latest_days", context["days"])
    context |= changed
    head = join(["shell/open.html", "pages/meta.html"], context, language)
    body = join(["shell/masthead.html", "shell/breaking.html", own], context, language)
    if kind in {"article", "blocks", "bare"}:
        body += join(["article/read_also.html"], context, language)
    tail = join(["lists/latest.html", "shell/footer.html"], context | {"days": latest}, language)
    return head + body + tail


OWN = {
    **dict.fromkeys(("article", "blocks", "bare"), "article/article.html"),
    "gone": "article/gone.html",
}


def _front(language: str) -> dict[str, Any]:
    items = sample.teasers(language, 18, minutes=140, pictured=9)
    sections = sample.edition(language).sections
    first = sample.article(language)
    lead = items[0]
    lead.headline, lead.deck = first.headline, first.deck
    return {
        "current": None,
        "today": sample.NOW.date(),
        "lead": lead,
        "top": items[1:5],
        "blocks": [
            Record(section=sections[2], items=items[5:9]),
            Record(section=sections[3], items=items[9:12]),
            Record(section=sections[4], items=items[12:14]),
        ],
        "latest_days": sample.days(sample.teasers(language, 40, minutes=47)),
    }


def _listed(language: str, **more: Any) -> dict[str, Any]:
    months = [
        Record(date=date(2026, month, 1), url=f"/m/{month}/", count=month * 7, current=month == 5)
        for month in (5, 4, 3, 2, 1)
    ]
    return {
        "title": sample.edition(language).sections[1].title,
        "section": sample.edition(language).sections[1],
        "lead": sample.teasers(language, 1, pictured=1)[0],
        "days": sample.days(sample.teasers(language, 22, minutes=310, pictured=7)),
        "latest_days": sample.days(sample.teasers(language, 40, minutes=47)),
        "months": months,
        "previous": Record(date=date(2026, 4, 1), url="/m/4/"),
        "next": None,
        "calendar": None,
    } | more


def _calendar() -> Record:
    days = [
        Record(
            day=day if 0 < day < 32 else None,
            url=f"/d/{day}/" if 3 < day < 31 else None,
            current=day == 30,
        )
        for day in range(-3, 32)
    ]
    return Record(
        title="May 2026",
        weekdays=[
            Record(short=name[:2], name=name)
            for name in (
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            )
        ],
        weeks=[days[start : start + 7] for start in range(0, 35, 7)],
        months=[
            Record(date=date(2026, month, 1), url=f"/m/{month}/", current=month == 5)
            for month in (3, 4, 5)
        ],
    )


PAGES: dict[str, Any] = {
    "article": lambda language: {"article": sample.article(language)},
    "bare": lambda language: {"article": sample.article(language, pictured=False)},
    "blocks": lambda language: {
        "article": sample.article(language, blocks=every_block()),
    },
    "front": _front,
    "section": _listed,
    "month": _listed,
    "all-news": lambda language: _listed(language, title="All news", calendar=_calendar()),
    "topic": lambda language: _listed(
        language,
        topic=Record(title="The ferry", background="Two boats cross the sound again."),
    ),
    "author": lambda language: _listed(
        language,
        person=Record(
            name="Mara Ellwood",
            role="Harbour correspondent",
            bio="Writes of boats and of those who wait for them.",
            picture=sample.picture(),
            contacts=[Record(title="mara@lindmouth.example", url="mailto:mara@lindmouth.example")],
        ),
    ),
    "not-found": lambda language: {"current": None},
    "gone": lambda language: {
        "current": None,
        "reason": "The court forbade it.",
        "at": sample.NOW,
    },
}
