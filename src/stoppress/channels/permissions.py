"""Who may do what with channels."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from stoppress.channels.models import Channel
from stoppress.newsroom.models import Article, EditionPage


def may_own(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may add and remove channels."""
    return bool(getattr(user, "is_superuser", False))


def may_run(user: AbstractBaseUser | AnonymousUser, channel: Channel) -> bool:
    """Whether somebody may pause a channel and change its rules: who may publish the edition."""
    return channel.edition_id in editions_run_by(user)


def editions_run_by(user: AbstractBaseUser | AnonymousUser) -> set[int]:
    """The locales of the editions whose channels somebody may pause and change."""
    editions = EditionPage.objects.all()
    return {one.locale_id for one in editions if one.permissions_for_user(user).can_publish()}


def may_send(user: AbstractBaseUser | AnonymousUser, channel: Channel, article_id: int) -> bool:
    """Whether somebody may decide where an article goes: who may publish it, in its edition.

    Of another edition's articles the channel hears nothing, so that none could be withdrawn there.
    """
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return may_run(user, channel)
    in_its_edition = article.locale_id == channel.edition_id
    return in_its_edition and bool(article.permissions_for_user(user).can_publish())
