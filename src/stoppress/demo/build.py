"""Build the demo newspaper in a home, through the same verbs that everything else uses.

Each step looks first whether it is done, so a second run changes nothing and a run that was
killed is completed by the next.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TextIO

from django.db import transaction
from django.db.models import QuerySet

from stoppress.demo.ages import coming_moment, moment_of
from stoppress.demo.blocks import body_of
from stoppress.demo.content import ArticleText, Content, DemoError, read_content
from stoppress.demo.editions import BuiltEdition, build_editions, curate_front, describe_newsroom
from stoppress.demo.login import open_login
from stoppress.demo.media import MediaShelf
from stoppress.demo.people import build_people, name_account
from stoppress.demo.readers import invent_readers
from stoppress.demo.unpublished import add_unpublished_pieces
from stoppress.home import Home
from stoppress.newsroom import clock
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Correction,
    NewsroomSettings,
    Person,
    Pick,
)

Show = Callable[[int, int], None]
#: Articles published in one transaction, so that the press works once for all of them.
AT_ONCE = 10


def build(home: Home, *, out: TextIO = sys.stdout, show: Show | None = None) -> None:
    """Fill the newsroom of ``home`` with the demo, and say on ``out`` what was done.

    Django is set up for the home before. ``show`` is told how many steps of how many are done.

    Raises DemoError when a file of the demo is wrong, or the newsroom has articles of its own.
    """
    content = read_content()
    _refuse_a_real_newsroom()
    texts = sorted(content.articles(), key=_oldest_first)
    done = set(Article.objects.filter(uri__startswith="demo:").values_list("uri", flat=True))
    waiting = [text for text in texts if text.uri not in done]
    if not waiting and not _drafts().exists() and NewsroomSettings.load().imprint:
        out.write(f"The demo stands already: {len(texts)} pieces; nothing changed.\n")
    else:
        _build(content, texts, waiting, show or (lambda _done, _total: None))
        out.write(_summary(content))
    login = open_login(home)
    name_account(login.email)
    add_unpublished_pieces(content)
    out.write(f"Sign in at the desk as {login.email}, password {login.password}\n")


def _build(
    content: Content, texts: list[ArticleText], waiting: list[ArticleText], show: Show
) -> None:
    total = 2 + len(waiting) + _drafts().count() + len(waiting)
    show(0, total)
    people = build_people(content)
    editions = build_editions(content)
    media = MediaShelf(content)
    show(1, total)
    # Originals are filed before their translations, all before any is published: picks and
    # translations then find what they name.
    for step, text in enumerate(sorted(waiting, key=lambda p: "translation_of" in p.source.data)):
        _file(text, editions[text.language], people, media)
        show(2 + step, total)
    filed = {str(article.uri): article for article in Article.objects.filter(uri__isnull=False)}
    drafts = set(_drafts().values_list("uri", flat=True))
    unpublished = [text for text in texts if text.uri in drafts]
    for start in range(0, len(unpublished), AT_ONCE):
        with transaction.atomic():
            for text in unpublished[start : start + AT_ONCE]:
                _publish(text, filed[text.uri], filed)
        show(total - max(0, len(unpublished) - start - AT_ONCE) - 1, total)
    for edition in content.editions:
        curate_front(edition, editions[edition.language], filed)
    describe_newsroom(content)
    invent_readers()
    show(total, total)


def _file(
    text: ArticleText, edition: BuiltEdition, people: dict[str, Person], media: MediaShelf
) -> None:
    """File the article as a draft with everything but its picks."""
    article = Article(
        title=text["headline"],
        deck=text.get("deck", ""),
        kicker=text.get("kicker", ""),
        dateline=text.get("dateline", ""),
        summary=text["summary"],
        uri=text.uri,
        body=json.dumps(body_of(text["body"], text.language, media)),
    )
    lead = text.get("lead")
    if lead:
        article.lead_image = media.picture(lead["picture"])
        article.lead_alt = lead["alt"]
        article.lead_caption = lead.get("caption", "")
        article.lead_credit = lead.get("credit", "")
    original = text.get("translation_of")
    if original:
        key = Article.objects.values_list("translation_key", flat=True).get(uri=f"demo:{original}")
        article.translation_key = key
    _date(text, article)
    for byline in text["bylines"]:
        article.bylines.add(Byline(person=people[byline["person"]], role=byline["role"]))
    for title in text["topics"]:
        article.topic_links.add(ArticleTopic(topic=edition.topics[title]))
    file_article(edition.sections[text["section"]], article, Unasked.COMMAND)


def _date(text: ArticleText, article: Article) -> None:
    if "scheduled" in text.source.data:
        return
    now, zone = clock.now(), clock.zone()
    article.published_at = moment_of(text["age"], now, zone)
    article.first_published_at = article.published_at
    changes = [moment_of(text["updated"], now, zone)] if text.get("updated") else []
    for correction in text.get("corrections", []):
        at = moment_of(correction["at"], now, zone)
        changes.append(at)
        article.corrections.add(
            Correction(
                at=at,
                was=correction["was"],
                now=correction["now"],
                serious=correction.get("serious", False),
            )
        )
    article.changed_at = max(changes, default=None)


def _publish(text: ArticleText, article: Article, filed: dict[str, Article]) -> None:
    """Add the picks and publish, or schedule, the article."""
    for key in text.get("picks", []):
        article.picks.add(Pick(target=filed[f"demo:{key}"]))
    if "scheduled" in text.source.data:
        article.go_live_at = coming_moment(text["scheduled"], clock.now())
    publish(article, Unasked.COMMAND)


def _drafts() -> QuerySet[Article]:
    """Articles that were filed and then neither published nor scheduled, ever."""
    return Article.objects.filter(
        uri__startswith="demo:", live=False, go_live_at__isnull=True, last_published_at__isnull=True
    )


def _oldest_first(text: ArticleText) -> float:
    if "scheduled" in text.source.data:
        return float("inf")
    now = clock.now()
    return moment_of(text["age"], now, clock.zone()).timestamp()


def _refuse_a_real_newsroom() -> None:
    count = Article.objects.count()
    if count and not Article.objects.filter(uri__startswith="demo:").exists():
        own = "1 piece" if count == 1 else f"{count} pieces"
        raise DemoError(
            f"This newsroom has {own} of its own. Put the demo into a home of its own:"
            " stoppress --home demo-home demo."
        )


def _summary(content: Content) -> str:
    counts = ", ".join(
        f"{edition.language} {len(edition.articles)}" for edition in content.editions
    )
    name = content.editions[0]["name"]
    return f"{name} stands: {counts} pieces. Start it with `stoppress serve`.\n"
