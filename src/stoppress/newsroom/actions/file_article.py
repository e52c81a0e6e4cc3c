"""File a new article into a section, as a draft."""

from __future__ import annotations

from django.db import transaction

from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, SectionPage


def file_article(section: SectionPage, article: Article, by: By) -> Article:
    """Put an unsaved ``article`` below ``section`` as a draft with its first revision."""
    with transaction.atomic():
        hold_the_log()
        article.live = False
        article.locale_id = section.locale_id
        article.owner = user_of(by)
        # Read afresh: treebeard counts children on the instance it is given.
        SectionPage.objects.get(pk=section.pk).add_child(instance=article)
        article.save_revision(user=user_of(by))
    return article
