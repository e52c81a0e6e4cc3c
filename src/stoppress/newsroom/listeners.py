"""Wagtail's and Django's own events, turned into rows of the change log.

Articles log themselves in ``Article.save``; here are the changes that do not pass through it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, ReferenceIndex
from wagtail.signals import post_page_move

from stoppress.newsroom import indexing, models, record
from stoppress.newsroom.models import Article, Change

_UID = "stoppress.newsroom"

#: What of each row stands on pages other than its own.
SEEN_ELSEWHERE: dict[type[Model], tuple[Change.Kind, tuple[str, ...]]] = {
    models.Person: (Change.Kind.PERSON, ("name", "slug", "kind")),
    models.Topic: (Change.Kind.TOPIC, ("title", "slug", "locale_id")),
    models.SectionPage: (
        Change.Kind.SECTION,
        ("title", "slug", "live", "path", "translation_key"),
    ),
    models.EditionPage: (
        Change.Kind.EDITION,
        ("title", "tagline", "date_format", "live"),
    ),
    models.BreakingNews: (Change.Kind.BREAKING, ("locale_id",)),
    models.NewsroomSettings: (Change.Kind.SETTINGS, ()),
}

#: Columns that Wagtail writes when only a draft of a page was saved.
_DRAFT_COLUMNS = {"has_unpublished_changes", "latest_revision", "latest_revision_created_at"} | {
    "draft_title"
}

#: Columns that Wagtail fills in by itself when somebody asks for them.
_FILE_COLUMNS = {"file_hash", "file_size"}


def connect() -> None:
    """Connect every listener once."""
    post_page_move.connect(_page_moved, dispatch_uid=_UID)
    pre_delete.connect(_article_deleted, sender=Article, dispatch_uid=_UID)
    post_delete.connect(indexing.forget_words, sender=Article, dispatch_uid=_UID)
    for model in SEEN_ELSEWHERE:
        pre_save.connect(_remember, sender=model, dispatch_uid=_UID)
        post_save.connect(_row_saved, sender=model, dispatch_uid=_UID)
        post_delete.connect(_row_deleted, sender=model, dispatch_uid=_UID)
    pre_save.connect(_portrait_remembered, sender=models.Person, dispatch_uid=f"{_UID}.portrait")
    post_save.connect(_portrait_replaced, sender=models.Person, dispatch_uid=f"{_UID}.portrait")
    post_delete.connect(_portrait_left, sender=models.Person, dispatch_uid=f"{_UID}.portrait")
    pre_delete.connect(_topic_deleted, sender=models.Topic, dispatch_uid=f"{_UID}.pieces")
    for model in (get_image_model(), get_document_model()):
        pre_save.connect(_file_marked, sender=model, dispatch_uid=_UID)
        post_save.connect(_file_saved, sender=model, dispatch_uid=_UID)
        pre_delete.connect(_file_deleted, sender=model, dispatch_uid=_UID)


def _article_deleted(instance: Article, **_kwargs: Any) -> None:
    record.record_removal(instance.pk)
    pickers = models.Pick.objects.filter(target=instance).exclude(article=instance)
    # Wagtail forgets the references to what is deleted, so that they must be followed now.
    linking = ReferenceIndex.get_references_to(instance).filter(model_path__startswith="body")
    around = {*pickers.values_list("article_id", flat=True), *_articles_with(linking)}
    record.record_again(around - {instance.pk})


def _page_moved(instance: Any, **_kwargs: Any) -> None:
    page = instance.specific
    page.refresh_from_db()
    if isinstance(page, Article):
        page.save()
    elif isinstance(page, models.SectionPage):
        # The move has changed the path in the database already; its order in menus is another.
        after = _as_json({name: getattr(page, name) for name in SEEN_ELSEWHERE[type(page)][1]})
        record.replace_section(page.pk)
        record.append(Change.Kind.SECTION, page.pk, edition=_language(page), after=after)


def _remember(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    _kind, columns = SEEN_ELSEWHERE[type(instance)]
    instance.seen_before = (
        _as_json(type(instance).objects.filter(pk=instance.pk).values(*columns).first())
        if instance.pk and columns and not raw
        else None
    )


def _row_saved(
    instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    if raw or (update_fields and _DRAFT_COLUMNS.issuperset(update_fields)):
        return
    kind, columns = SEEN_ELSEWHERE[type(instance)]
    before = getattr(instance, "seen_before", None)
    after = _as_json({column: getattr(instance, column) for column in columns})
    if isinstance(instance, models.SectionPage) and before and before != after:
        record.replace_section(instance.pk)
    record.append(kind, instance.pk, edition=_language(instance), before=before, after=after)
    former = (before or {}).get("locale_id")
    if after and former and former != after["locale_id"]:
        language = Locale.objects.get(pk=former).language_code
        record.append(kind, instance.pk, edition=language, before=before, after=after)


def _as_json(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Columns as the log keeps them; None when there are none."""
    return {n: str(v) if isinstance(v, UUID) else v for n, v in (values or {}).items()} or None


def _row_deleted(instance: Any, **_kwargs: Any) -> None:
    kind, columns = SEEN_ELSEWHERE[type(instance)]
    before = _as_json({column: getattr(instance, column) for column in columns})
    record.append(kind, instance.pk, edition=_language(instance), before=before)


def _portrait_remembered(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    instance.portrait_before = None
    if instance.pk and not raw:
        people = models.Person.objects.filter(pk=instance.pk)
        instance.portrait_before = people.values_list("picture_id", flat=True).first()


def _portrait_replaced(instance: Any, **_kwargs: Any) -> None:
    """Its file may be one that readers must not load any more.

    It is no column of ``SEEN_ELSEWHERE``: the pieces of the person do not show it.
    """
    former = instance.portrait_before
    if former and former != instance.picture_id:
        record.append(Change.Kind.IMAGE, former)


def _portrait_left(instance: Any, **_kwargs: Any) -> None:
    if instance.picture_id:
        record.append(Change.Kind.IMAGE, instance.picture_id)


def _topic_deleted(instance: models.Topic, **_kwargs: Any) -> None:
    # Its former addresses go with it: who follows the log cannot look them up any more.
    for former in models.FormerTopic.objects.filter(topic=instance):
        record.append(
            Change.Kind.TOPIC,
            instance.pk,
            edition=_language(instance),
            before={"slug": former.slug},
        )
    links = models.ArticleTopic.objects.filter(topic=instance)
    record.record_again(links.values_list("article_id", flat=True))


def _language(instance: Any) -> str:
    locale = getattr(instance, "locale", None)
    return str(locale.language_code) if locale else ""


def _file_marked(instance: Any, **_kwargs: Any) -> None:
    """Know hash and size before anything shows the file: whoever reads may not write them."""
    if instance.file and not instance.file_hash:
        instance._set_file_hash()  # noqa: SLF001 - Wagtail's other way saves the row
    if instance.file and instance.file_size is None:
        instance.file_size = instance.file.size


def _file_saved(
    instance: Any,
    created: bool = False,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: Any,
) -> None:
    if update_fields and _FILE_COLUMNS.issuperset(update_fields):
        return
    if not created and not raw:
        _file_changed(instance)


def _file_deleted(instance: Any, **_kwargs: Any) -> None:
    _file_changed(instance)


def _file_changed(instance: Any) -> None:
    image = isinstance(instance, get_image_model())
    record.append(Change.Kind.IMAGE if image else Change.Kind.DOCUMENT, instance.pk)
    record.record_again(articles_showing(instance))
    if image:
        for settings in models.NewsroomSettings.objects.filter(logo=instance):
            record.append(Change.Kind.SETTINGS, settings.pk)
        for person in models.Person.objects.filter(picture=instance):
            record.append(Change.Kind.PERSON, person.pk)


def articles_showing(media: Model) -> list[int]:
    """Ids of the articles whose published text or lead shows a picture or document."""
    return _articles_with(ReferenceIndex.get_references_to(media))


def _articles_with(references: QuerySet[ReferenceIndex]) -> list[int]:
    pages = references.filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    ids = {int(pk) for pk in pages.values_list("object_id", flat=True).distinct()}
    return list(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
