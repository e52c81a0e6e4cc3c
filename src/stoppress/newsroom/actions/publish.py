"""Publish an article, or any other page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from stoppress.newsroom.actions.gate import ask_gates
from stoppress.newsroom.actions.who import By, Unasked, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Held, Topic
from stoppress.newsroom.models.own_edition import of_another_edition

#: The names under which publishing a page stands in its history, whoever did it.
PUBLISHED = ("wagtail.publish", *(logged("wagtail.publish", by) for by in Unasked))


def publish(article: Article, by: By) -> Article:
    """Publish ``article`` as it stands in hand, as a new revision.

    With ``go_live_at`` in the future it is scheduled instead. Raises PermissionDenied when
    ``by`` may not publish it, ValidationError when a field is wrong, or when it names a topic or
    an article of another edition.
    """
    _refuse_other_editions(article)
    with transaction.atomic():
        hold_the_log()
        # Publishing looks at every field of the revision; scheduling it does not.
        revision = article.save_revision(user=user_of(by), clean=bool(article.go_live_at))
        publish_revision(revision, by)
    return Article.objects.get(pk=article.pk)


def publish_revision(revision: Revision, by: By) -> None:
    """Publish a version that was saved before; raises what ``publish`` does."""
    log_action = logged("wagtail.publish", by)
    PublishPage(revision, user=user_of(by), log_action=log_action).execute()


class PublishPage(PublishPageRevisionAction):
    """Publishing as Wagtail knows it: its views, workflows and bulk actions end here as well.

    Wagtail sets the state, and saving the page logs what readers see.
    """

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Publish; who does it is asked here, also where a view says that it has asked.

        So are the gates. Raises PermissionDenied, and ValidationError when a gate refuses, or an
        article has no headline.
        """
        with transaction.atomic(savepoint=False):
            hold_the_log()
            self.check()
            if self.user is not None:
                ask_gates(self.object, self.revision, self.user)
            _refuse_without_headline(self.object)
            Held.objects.filter(pk=self.object.pk).delete()
            return super().execute()


def set_published(article: Article, at: datetime) -> None:
    """Set on ``article`` what publishing it at ``at`` sets, for those who write many at once.

    Raises ValidationError for dates that cannot be meant.
    """
    article.live = True
    article.expired = False
    article.has_unpublished_changes = False
    article.go_live_at = None
    if article.expire_at and article.expire_at <= at:
        article.expire_at = None
    article.first_published_at = article.first_published_at or at
    article.last_published_at = at
    article.published_at = article.published_at or article.first_public_at(at)
    article.clean_dates()


def _refuse_without_headline(page: Page) -> None:
    """A draft may lack it. One that is scheduled would go out when nobody is there to mend it."""
    if isinstance(page, Article) and not page.title.strip():
        raise ValidationError({"title": gettext("The piece has no headline.")})


def _refuse_other_editions(article: Article) -> None:
    chosen = (
        (Topic, [link.topic_id for link in article.topic_links.all()]),
        (Article, [pick.target_id for pick in article.picks.all() if pick.target_id]),
    )
    for model, ids in chosen:
        elsewhere = model.objects.filter(pk__in=ids).exclude(locale=article.locale_id)
        if ids and (other := elsewhere.first()):
            raise of_another_edition(other)
