"""Checks of the headline and of the label above it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.newsroom.folding import folded
from stoppress.newsroom.models import Article, CheckSettings

#: Search engines and share cards cut a headline after so many characters.
LONG_HEADLINE = 110
_A_WEEK = timedelta(days=7)


def _missing(subject: Subject) -> Iterator[Found]:
    if not subject.article.title.strip():
        yield Found("title", gettext("The piece has no headline."))


def _long(subject: Subject) -> Iterator[Found]:
    length = len(subject.article.title.strip())
    if length > LONG_HEADLINE:
        words = gettext("The headline is long: %(length)s characters. Lists and cards cut it.")
        yield Found("title", words % {"length": length})


def _same_this_week(subject: Subject) -> Iterator[Found]:
    article = subject.article
    headline = folded(article.title, subject.language)
    if not headline or not article.locale_id:
        return
    others = Article.objects.filter(
        edition=article.locale_id,
        live=True,
        taken_down_at__isnull=True,
        published_at__gte=subject.now - _A_WEEK,
    ).exclude(pk=article.pk)
    for title in others.values_list("title", flat=True):
        if folded(title, subject.language) == headline:
            words = gettext("Another piece has had this headline within a week: “%(headline)s”")
            yield Found("title", words % {"headline": title}, headline)
            return


def _label(subject: Subject) -> Iterator[Found]:
    if subject.article.kicker.strip() or subject.section is None:
        return
    ruled = CheckSettings.load().labelled_sections
    if ruled.filter(pk=subject.section).exists():
        words = gettext("Pieces of this section need a label above the headline.")
        yield Found("kicker", words)


CHECKS = (
    Check("headline", _("A headline is there"), Level.ERROR, _missing, fixed=True),
    Check("headline-length", _("The headline is not too long"), Level.WARNING, _long),
    Check(
        "headline-again",
        _("No other piece had the headline this week"),
        Level.WARNING,
        _same_this_week,
    ),
    Check("label", _("Sections that need a label have it"), Level.ERROR, _label),
)
