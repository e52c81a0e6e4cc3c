"""Move an article to another section, or any page elsewhere; its old address leads to the new."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, ArticleTopic, Pick, SectionPage


def move(article: Article, section: SectionPage, by: By) -> Article:
    """Put ``article`` into ``section``, which may be one of another edition.

    A slug that another article there has gets a number. Topics and picks of the edition that it
    leaves stay behind. Raises PermissionDenied when ``by`` may not move it.
    """
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.get(pk=article.pk)
        # Read afresh: treebeard counts children on the instance it is given.
        target = SectionPage.objects.get(pk=section.pk)
        slug = _free_slug(article, target)
        if (slug, section.locale_id) != (article.slug, article.locale_id):
            article.slug, article.locale_id = slug, section.locale_id
            Article.objects.filter(pk=article.pk).update(slug=slug, locale_id=section.locale_id)
            topics = ArticleTopic.objects.filter(article=article)
            topics.exclude(topic__locale=section.locale_id).delete()
            picks = Pick.objects.filter(article=article, target__isnull=False)
            picks.exclude(target__locale=section.locale_id).delete()
        MovePage(article, target, pos="last-child", user=user_of(by)).execute()
    return Article.objects.get(pk=article.pk)


class MovePage(MovePageAction):
    """Moving as Wagtail knows it: its views and bulk actions end here as well.

    The change log hears of it by Wagtail's signal ``post_page_move``.
    """

    def check(self, parent_after: Page, skip_permission_checks: bool = False) -> None:
        """Ask whether it may be moved there. Raises ValueError for a place in another edition.

        What stands in an edition is in its language. Only ``move`` gives an article another.
        """
        super().check(parent_after, skip_permission_checks=skip_permission_checks)
        edition = self.page.specific.locale_id
        if not parent_after.is_root() and parent_after.locale_id != edition:
            raise ValueError(
                f"“{self.page}” and “{parent_after}” belong to different editions. Choose a place"
                " in the same edition."
            )

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Move; who does it is asked here, also where a view says that it has asked."""
        with transaction.atomic():
            hold_the_log()
            return super().execute()


def _free_slug(article: Article, section: SectionPage) -> str:
    slug, number = article.slug, 2
    siblings = section.get_children().exclude(pk=article.pk)
    while siblings.filter(slug=slug).exists():
        slug, number = f"{article.slug}-{number}", number + 1
    return str(slug)
