"""Pictures and documents that are changed or deleted, and the articles that show them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from stoppress.newsroom.change_log.append import Entry, append, append_entry
from stoppress.newsroom.change_log.articles import log_around
from stoppress.newsroom.change_log.fronts import log_fronts_with
from stoppress.newsroom.change_log.references import articles_showing
from stoppress.newsroom.models import Change, NewsroomSettings, Person, PictureDetails

#: Columns that Wagtail fills in by itself when somebody asks for them.
_FILE_COLUMNS = {"file_hash", "file_size"}
#: What readers see of a picture's own words.
_SEEN = ("caption", "credit")


def connect() -> None:
    """Log pictures and documents that are changed or deleted, and their words."""
    uid = __name__
    for model in (get_image_model(), get_document_model()):
        pre_save.connect(_fill_in, sender=model, dispatch_uid=uid)
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        pre_delete.connect(_deleted, sender=model, dispatch_uid=uid)
    pre_save.connect(_remember_words, sender=PictureDetails, dispatch_uid=uid)
    post_save.connect(_words_saved, sender=PictureDetails, dispatch_uid=uid)
    post_delete.connect(_words_left, sender=PictureDetails, dispatch_uid=uid)


def _fill_in(instance: Any, **_kwargs: Any) -> None:
    """Know hash and size before anything shows the file: whoever reads may not write them."""
    if instance.file and not instance.file_hash:
        instance._set_file_hash()  # noqa: SLF001 - Wagtail's other way saves the row
    if instance.file and instance.file_size is None:
        instance.file_size = instance.file.size


def _saved(
    instance: Any,
    created: bool = False,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: Any,
) -> None:
    if update_fields and _FILE_COLUMNS.issuperset(update_fields):
        return
    if created and not raw:
        # Nothing shows it yet; who looks for pictures finds it.
        append_entry(Entry(_kind_of(instance), instance.pk, what=["added"]), wake=False)
    elif not raw:
        _changed(instance, ["changed"])


def _deleted(instance: Any, **_kwargs: Any) -> None:
    _changed(instance, [Change.What.DELETED])


def _changed(instance: Any, what: list[str]) -> None:
    append(_kind_of(instance), instance.pk, what=what)
    log_around(articles_showing(instance))
    if isinstance(instance, get_image_model()):
        log_fronts_with(instance)
        for settings in NewsroomSettings.objects.filter(logo=instance):
            append(Change.Kind.SETTINGS, settings.pk, what=["logo"])
        for person in Person.objects.filter(picture=instance):
            append(Change.Kind.PERSON, person.pk, what=["picture"])


def _remember_words(instance: Any, **_kwargs: Any) -> None:
    own = PictureDetails.objects.filter(pk=instance.pk)
    instance.seen_before = own.values_list(*_SEEN).first()


def _words_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Articles show them; who looks for pictures finds them by these and by others."""
    if raw:
        return
    seen = tuple(getattr(instance, name) for name in _SEEN)
    if seen == (instance.seen_before or ("", "")):
        append_entry(Entry(Change.Kind.IMAGE, instance.pk, what=["rights"]), wake=False)
    else:
        _words_changed(instance)


def _words_left(instance: Any, **_kwargs: Any) -> None:
    _words_changed(instance)


def _words_changed(details: Any) -> None:
    append(Change.Kind.IMAGE, details.pk, what=["words"])
    log_around(articles_showing(details.image))


def _kind_of(instance: Any) -> Change.Kind:
    image = isinstance(instance, get_image_model())
    return Change.Kind.IMAGE if image else Change.Kind.DOCUMENT
