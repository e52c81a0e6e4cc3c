"""Put a breaking line on every page of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.actions.end_breaking import end_breaking
from stoppress.newsroom.actions.who import By, ask, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, BreakingNews
from stoppress.newsroom.on_air import on_air

BREAK_NEWS = "stoppress.break_news"


class OnAirAlready(Exception):
    """An edition has a line already; two at once would hide one of them from readers."""

    def __init__(self, lines: Sequence[BreakingNews]) -> None:
        super().__init__(", ".join(line.text for line in lines))
        self.lines = lines


def break_news(
    text: str,
    editions: Sequence[Locale],
    lasts: timedelta,
    by: By,
    *,
    article: Article | None = None,
    instead: bool = False,
) -> list[BreakingNews]:
    """Put ``text`` on top of every page of ``editions`` for as long as ``lasts``.

    ``article`` is where the line leads; in another edition, its translation. ``instead`` ends the
    lines that are on; without it they raise OnAirAlready. Raises PermissionDenied, and
    ValidationError for a line without words or too long.
    """
    ask(
        by,
        lambda user: user.has_perm("newsroom.add_breakingnews"),  # type: ignore[union-attr]
        _("You may not put breaking news on air."),
    )
    at = clock.now()
    with transaction.atomic():
        hold_the_log()
        there = list(on_air().filter(locale__in=editions))
        if there and not instead:
            raise OnAirAlready(there)
        for line in there:
            end_breaking(line, by)
        leads = {article.locale_id: article} if article else {}
        if article and len({*leads, *(edition.pk for edition in editions)}) > 1:
            translations = Article.objects.filter(translation_key=article.translation_key)
            leads |= {other.locale_id: other for other in translations}
        lines = []
        for edition in editions:
            line = BreakingNews(
                locale=edition, text=text, article=leads.get(edition.pk), until=at + lasts
            )
            line.full_clean()
            line.save()
            log(line, logged(BREAK_NEWS, by), user=user_of(by), data={"until": line.until})
            lines.append(line)
    return lines
