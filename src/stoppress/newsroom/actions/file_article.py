"""File a new piece into a section, as a draft."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, SectionPage


def file_article(
    section: SectionPage, article: Article, by: AbstractBaseUser | None = None
) -> Article:
    """Put an unsaved ``article`` below ``section`` as a draft with its first revision."""
    with transaction.atomic():
        hold_the_log()
        article.live = False
        article.locale_id = section.locale_id
        article.owner = by
        # Read afresh: treebeard counts children on the instance it is given.
        SectionPage.objects.get(pk=section.pk).add_child(instance=article)
        article.save_revision(user=by)
    return article
