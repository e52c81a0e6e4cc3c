"""What stands on pages beside articles and files: sections, people, topics, settings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Locale
from wagtail.signals import post_page_move

from stoppress.newsroom.change_log.append import append
from stoppress.newsroom.change_log.articles import log_around, log_section
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    BreakingNews,
    Change,
    EditionPage,
    FormerPerson,
    FormerTopic,
    NewsroomSettings,
    Person,
    SectionPage,
    Topic,
)
from stoppress.newsroom.models.draft_columns import only_a_draft_was_saved

#: What of each row stands on pages other than its own.
SEEN_ELSEWHERE: dict[type[Model], tuple[Change.Kind, tuple[str, ...]]] = {
    Person: (Change.Kind.PERSON, ("name", "slug", "kind")),
    Topic: (Change.Kind.TOPIC, ("title", "slug", "locale_id")),
    SectionPage: (Change.Kind.SECTION, ("title", "slug", "live", "path", "translation_key")),
    EditionPage: (Change.Kind.EDITION, ("title", "tagline", "date_format", "telegram", "live")),
    BreakingNews: (Change.Kind.BREAKING, ("locale_id",)),
    NewsroomSettings: (Change.Kind.SETTINGS, ()),
}


def connect() -> None:
    """Log every such row that is saved, moved or deleted."""
    uid = __name__
    post_page_move.connect(_moved, dispatch_uid=uid)
    for model in SEEN_ELSEWHERE:
        pre_save.connect(_remember, sender=model, dispatch_uid=uid)
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        post_delete.connect(_deleted, sender=model, dispatch_uid=uid)
    pre_delete.connect(_topic_deleted, sender=Topic, dispatch_uid=uid)
    pre_delete.connect(_person_deleted, sender=Person, dispatch_uid=uid)


def _moved(instance: Any, **_kwargs: Any) -> None:
    page = instance.specific
    page.refresh_from_db()
    if isinstance(page, Article):
        page.save()
    elif isinstance(page, SectionPage):
        # The move has changed the path in the database already; its order in menus is another.
        after = _as_json({name: getattr(page, name) for name in SEEN_ELSEWHERE[type(page)][1]})
        log_section(page.pk)
        append(
            Change.Kind.SECTION,
            page.pk,
            edition=_language(page),
            after=after,
            what=[Change.What.MOVED],
        )


def _remember(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    _kind, columns = SEEN_ELSEWHERE[type(instance)]
    instance.seen_before = (
        _as_json(type(instance).objects.filter(pk=instance.pk).values(*columns).first())
        if instance.pk and columns and not raw
        else None
    )


def _saved(
    instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    if raw or only_a_draft_was_saved(update_fields):
        return
    kind, columns = SEEN_ELSEWHERE[type(instance)]
    before = getattr(instance, "seen_before", None)
    after = _as_json({column: getattr(instance, column) for column in columns})
    if isinstance(instance, SectionPage) and before and before != after:
        log_section(instance.pk)
    if isinstance(instance, EditionPage) and before and after and before["live"] != after["live"]:
        for section in SectionPage.objects.child_of(instance).values_list("pk", flat=True):
            log_section(section)
    what = _columns_that_differ(before, after)
    append(kind, instance.pk, edition=_language(instance), before=before, after=after, what=what)
    former = (before or {}).get("locale_id")
    if after and former and former != after["locale_id"]:
        language = Locale.objects.get(pk=former).language_code
        append(kind, instance.pk, edition=language, before=before, after=after, what=what)


def _deleted(instance: Any, **_kwargs: Any) -> None:
    kind, columns = SEEN_ELSEWHERE[type(instance)]
    append(
        kind,
        instance.pk,
        edition=_language(instance),
        before=_as_json({column: getattr(instance, column) for column in columns}),
        what=[Change.What.DELETED],
    )


def _topic_deleted(instance: Topic, **_kwargs: Any) -> None:
    _log_former_addresses(instance, FormerTopic.objects.filter(topic=instance))
    links = ArticleTopic.objects.filter(topic=instance)
    log_around(links.values_list("article_id", flat=True))


def _person_deleted(instance: Person, **_kwargs: Any) -> None:
    _log_former_addresses(instance, FormerPerson.objects.filter(person=instance))


def _log_former_addresses(
    instance: Topic | Person, former: QuerySet[FormerTopic] | QuerySet[FormerPerson]
) -> None:
    """They go with the row: whoever follows the log cannot look them up any more."""
    kind, _columns = SEEN_ELSEWHERE[type(instance)]
    for slug in former.values_list("slug", flat=True):
        append(
            kind,
            instance.pk,
            edition=_language(instance),
            before={"slug": slug},
            what=[Change.What.DELETED],
        )


def _columns_that_differ(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """Names of the columns that were changed; of a new row, all that stand on pages."""
    return [name for name, value in (after or {}).items() if (before or {}).get(name) != value]


def _as_json(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Columns as the log keeps them; None when there are none."""
    return {n: str(v) if isinstance(v, UUID) else v for n, v in (values or {}).items()} or None


def _language(instance: Any) -> str:
    locale = getattr(instance, "locale", None)
    return str(locale.language_code) if locale else ""
