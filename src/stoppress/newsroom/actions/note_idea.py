"""Note an idea: a piece that has a headline, an owner and perhaps an hour, and no text yet."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from stoppress.newsroom.actions.assign import assign
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.models import Article, Byline, Person, SectionPage


def note_idea(
    headline: str,
    section: SectionPage,
    to: AbstractBaseUser,
    due: datetime | None,
    by: AbstractBaseUser,
) -> Article:
    """File a draft for ``to`` in ``section``, signed by them, due at ``due``.

    Raises PermissionDenied when ``by`` may not begin a piece there; else as ``assign`` does.
    """
    if not section.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied("You may not begin a piece in this section.")
    with transaction.atomic():
        article = Article(title=headline)
        person = Person.objects.filter(account=to.pk).first()
        if person is not None:
            article.bylines = [Byline(person=person)]
        file_article(section, article, by)
        assign(article, to, due, by)
    return article
