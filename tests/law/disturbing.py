"""The smallest thing an editor can do so that one column of one row becomes another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django.apps import apps
from django.db.models import (
    BooleanField,
    DateTimeField,
    Field,
    FileField,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    ProtectedError,
    RestrictedError,
    UUIDField,
)
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.list_counts import lists_of
from stoppress.newsroom.models import (
    Article,
    FormerPath,
    FormerPerson,
    FormerSection,
    FormerTopic,
    ListCount,
    MostRead,
    PageViews,
    Person,
    PublicState,
    Topic,
)
from stoppress.press.recording import ColumnRead

#: Rows that nobody changes while a newsroom runs, and why.
NEVER_CHANGED = {
    "wagtailcore.Locale": "a language keeps its code for good",
    "wagtailcore.Site": "written by `init`; the site's address is a setting, and a part of "
    "the release mark",
    "wagtailcore.Collection": "folders of files at the desk; readers see nothing of them",
    "contenttypes.ContentType": "written by migrations",
}
#: Columns that nobody changes once the row is made.
FIXED = {
    ("newsroom.SectionPage", "locale_id"): "a section stays in its edition",
    **{
        (kind, "content_type_id"): "a section does not become a piece, nor a piece a section"
        for kind in (
            "wagtailcore.Page",
            "newsroom.Article",
            "newsroom.SectionPage",
            "newsroom.EditionPage",
        )
    },
}


@dataclass(frozen=True, slots=True, order=True)
class Disturbance:
    """A row, and the column that is changed; ``""`` when any change of the row is the same."""

    model: str
    pk: str
    column: str

    @property
    def row(self) -> Model:
        """The row as it is now."""
        return apps.get_model(self.model)._default_manager.get(pk=self.pk)


def disturbance_of(read: ColumnRead) -> Disturbance | None:
    """What changes that column; None for rows that nobody changes.

    A column of a piece, or of what belongs to a piece, is changed by publishing the piece. Which
    one makes no difference at first: publishing it as it is touches the least, since its facets
    before and after are the same. What that does not touch is tried again with ``concretely``.
    """
    if read.model in NEVER_CHANGED or (read.model, read.column) in FIXED:
        return None
    model = apps.get_model(read.model)
    if model is ReferenceIndex:
        piece = ReferenceIndex.objects.values_list("object_id", flat=True).get(pk=read.pk)
        return Disturbance("newsroom.Article", str(piece), "body")
    owner = next((f for f in model._meta.get_fields() if isinstance(f, ParentalKey)), None)
    if owner is not None or model is FormerPath:
        name = owner.attname if owner is not None else "article_id"
        owners = cast("type[Model]", (owner or model._meta.get_field("article")).related_model)
        pk = model._default_manager.values_list(name, flat=True).get(pk=read.pk)
        return Disturbance(owners._meta.label, str(pk), "")
    own_key = read.column == model._meta.pk.attname
    files = get_image_model() | get_document_model()
    if issubclass(
        model, Article | FormerPerson | FormerSection | FormerTopic | ListCount | MostRead | files
    ):
        return Disturbance(read.model, read.pk, "delete" if own_key and model is Article else "")
    return Disturbance(read.model, read.pk, "delete" if own_key else read.column)


def concretely(read: ColumnRead) -> Disturbance | None:
    """A change of that very column of a piece, where ``disturbance_of`` only published it."""
    found = disturbance_of(read)
    if found and found.model == "newsroom.Article" and read.model == found.model:
        return Disturbance(read.model, read.pk, found.column or read.column)
    return found


def disturb(what: Disturbance) -> bool:
    """Do it; False when the newsroom does not allow it (a section with pieces is not deleted)."""
    row: Any = what.row
    if isinstance(row, Page):
        row = row.specific
    if what.column == "delete":
        try:
            row.delete()
        except (ProtectedError, RestrictedError):
            return False
        return True
    if isinstance(row, Article):
        _change_piece(row, what.column)
    elif isinstance(row, FormerTopic):
        Topic.objects.get(pk=row.topic_id).save()
    elif isinstance(row, FormerPerson):
        Person.objects.get(pk=row.person_id).save()
    elif isinstance(row, FormerSection):
        # Renamed: a section that is saved as it is changes no address.
        row.section.slug = f"{row.section.slug}-renamed"
        row.section.save_revision().publish()
    elif isinstance(row, ListCount):
        _empty(row)
    elif isinstance(row, MostRead):
        PageViews.objects.all().delete()
        choose_most_read()
    elif isinstance(row, Page) and what.column in {"path", "depth", "numchild", "url_path"}:
        siblings = row.get_siblings().exclude(pk=row.pk)
        if not siblings:
            return False
        row.move(siblings.first(), pos="left")
    else:
        if what.column:
            _change(row, what.column)
        if isinstance(row, Page):
            row.save_revision().publish()
        else:
            row.save()
    return True


def _empty(counted: ListCount) -> None:
    """Unpublish every piece of a list in the month or on the day that is counted."""
    for state in PublicState.objects.filter(facets__isnull=False):
        facets = Facets.from_json(state.facets)
        if facets and (counted.list, counted.start) in lists_of(facets):
            unpublish(Article.objects.get(pk=state.pk), Unasked.COMMAND)


def _change_piece(article: Article, column: str) -> None:
    if column == "live":
        unpublish(article, Unasked.COMMAND)
        return
    if column == "locale_id":  # as moving it does: what belongs to an edition stays there
        article.topic_links.set([])
        article.picks.set([])
    if column in {"public_path", "slug"}:
        article.slug = f"{article.slug}-moved"
    elif column == "published_at" and article.published_at:
        article.published_at += timedelta(days=-400)
    elif column == "body":
        article.body, article.lead_image = [], None
    elif column and column != "section_id":
        _change(article, column)
    publish(article, Unasked.COMMAND)


def _change(row: Any, column: str) -> None:
    field: Field[Any, Any] = row._meta.get_field(column)
    value = getattr(row, column)
    if isinstance(field, BooleanField):
        changed: Any = not value
    elif isinstance(field, ForeignKey):
        others = field.related_model._default_manager.exclude(pk=value)
        other = others.values_list("pk", flat=True).first()
        changed = None if field.null and value is not None else other
    elif isinstance(field, DateTimeField):
        changed = value + timedelta(minutes=1) if value else None
    elif isinstance(field, IntegerField):
        changed = (value or 0) + 1
    elif isinstance(field, UUIDField):
        changed = uuid4()
    elif isinstance(field, FileField | JSONField):
        changed = value
    elif field.choices:
        changed = next(choice for choice, _name in field.choices if choice != value)
    elif column == "spot_colour":
        changed = "#102030"
    elif column == "date_format":
        changed = "Y-m-d H:i"
    elif column == "telegram":
        changed = f"kelmora_{len(value)}"
    else:
        changed = f"x{value}"[: field.max_length or None]
    setattr(row, column, changed)
