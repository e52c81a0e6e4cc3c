"""A published article with all that stands on its page, and the requests that would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Revision, Site, Workflow

from stoppress.newsroom.actions.arrange_front import arrange_front
from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    BreakingNews,
    EditionPage,
    FormerTopic,
    FrontPick,
    NewsroomSettings,
    Person,
    SectionPage,
    SectionPick,
    Topic,
)
from tests.newsroom import factories
from tests.newsroom.media import document, image


@dataclass
class Published:
    """What readers see, all of it made by one reporter and published by an editor."""

    article: Article
    section: SectionPage
    other_section: SectionPage
    edition: EditionPage
    picture: Any
    paper: Any
    person: Person
    topic: Topic
    breaking: BreakingNews
    collection: Collection
    other_collection: Collection
    scheduled: Article


@dataclass(frozen=True)
class Attempt:
    """One request: what it would do, and whose role is the least that may do it."""

    name: str
    url: str
    data: Mapping[str, Any] = field(default_factory=dict)
    least: str = "editor"
    #: Where the form is that ``data`` is filled into, when it is a long one.
    form: str = ""
    #: Whether a script of the desk sends it.
    scripted: bool = False

    def send(self, desk: Client) -> HttpResponseBase:
        """Send it."""
        answers = dict(self.data)
        if self.form:
            shown = desk.get(self.form, secure=True)
            if shown.status_code == 200:
                answers = filled_in(shown.content.decode()) | answers
        headers = {"x-requested-with": "XMLHttpRequest"} if self.scripted else {}
        return desk.post(self.url, answers, secure=True, headers=headers)


def published_by(owner: User) -> Published:
    """Publish an article that a reporter wrote and illustrated."""
    edition = factories.edition()
    section, other = factories.section("Harbour"), factories.section("Council")
    collection = Collection.get_first_root_node()
    picture, paper, topic = image(), document(), factories.topic("Ferry")
    for file in (picture, paper):
        file.uploaded_by_user = owner
        file.save()
    merge_topics(factories.topic("Boats"), topic, Unasked.COMMAND)
    person = factories.person()
    article = factories.draft(
        "The ferry is back", into=section, by=(person,), about=(topic,), lead_image=picture
    )
    article.lead_alt, article.lead_credit = "A roof", "Kit Sorrel"
    article.owner = owner
    article.body = [
        ("paragraph", "<p>The boat came in at noon.</p>"),
        ("document", {"document": paper, "title": "Timetable"}),
    ]
    article = publish(article, Unasked.COMMAND)
    breaking = BreakingNews.objects.create(
        locale=edition.locale, text="The ferry is back", until=datetime(2030, 1, 1, tzinfo=UTC)
    )
    archive = collection.add_child(name="Archive")
    tomorrow = factories.draft("The tide table", into=section)
    tomorrow.owner = owner
    tomorrow = schedule(tomorrow, datetime(2030, 1, 1, tzinfo=UTC), Unasked.COMMAND)
    for front in (edition, section):  # a draft, which is not shown yet
        arrange_front(front, [article.pk], Unasked.COMMAND, seen=[])
    return Published(
        *(article, section, other, edition, picture, paper, person, topic, breaking),
        *(collection, archive, tomorrow),
    )


def attempts(on: Published) -> Iterator[Attempt]:
    """Every way in which the desk lets somebody change what readers see."""
    yield from _of_files(on)
    yield from _of_rows(on)
    yield from _of_article(on)
    yield from _of_places(on)
    yield from _of_fronts(on)
    yield from _of_newsroom(on)


def _of_files(on: Published) -> Iterator[Attempt]:
    root = on.collection.pk
    for kind, file, changed in (
        ("image", on.picture, _png()),
        ("document", on.paper, SimpleUploadedFile("other.txt", b"10:00", "text/plain")),
    ):
        app = "wagtailimages" if kind == "image" else "wagtaildocs"
        fields = {"title": "Changed", "collection": root, "tags": ""}
        yield Attempt(f"{kind}: edit", reverse(f"{app}:edit", args=[file.pk]), fields)
        yield Attempt(
            f"{kind}: replace the file",
            reverse(f"{app}:edit", args=[file.pk]),
            {**fields, "title": file.title, "file": changed},
        )
        yield Attempt(f"{kind}: delete", reverse(f"{app}:delete", args=[file.pk]))
        key = "image" if kind == "image" else "doc"
        yield Attempt(
            f"{kind}: edit after an upload of many",
            reverse(f"{app}:edit_multiple", args=[file.pk]),
            {f"{key}-{file.pk}-{name}": value for name, value in fields.items()},
            scripted=True,
        )
        yield Attempt(
            f"{kind}: delete after an upload of many",
            reverse(f"{app}:delete_multiple", args=[file.pk]),
            scripted=True,
        )
        for verb, more in (
            ("delete", {}),
            ("add_tags", {"tags": "changed"}),
            ("add_to_collection", {"collection": on.other_collection.pk}),
        ):
            yield Attempt(f"{kind}: {verb} of many", _bulk(app, kind, verb, file.pk), more)


def _of_rows(on: Published) -> Iterator[Attempt]:
    person = {"name": "Changed", "slug": "changed", "kind": "person", "email": ""}
    topic = {"title": "Changed", "slug": "changed", "locale": on.edition.locale_id}
    line = {
        "text": "Changed",
        "locale": on.edition.locale_id,
        "since": "2030-06-01 00:00",  # after the line that is on
        "until": "2031-01-01 00:00",
    }
    for model, row, fields in (
        ("person", on.person, person),
        ("topic", on.topic, topic),
        ("breakingnews", on.breaking, line),
    ):
        base = f"wagtailsnippets_newsroom_{model}"
        yield Attempt(f"{model}: edit", reverse(f"{base}:edit", args=[row.pk]), fields)
        if model != "person":  # those named in bylines stay
            yield Attempt(f"{model}: delete", reverse(f"{base}:delete", args=[row.pk]))
            yield Attempt(f"{model}: delete many", _bulk("newsroom", model, "delete", row.pk))
        if model != "topic":
            yield Attempt(f"{model}: add", reverse(f"{base}:add"), fields)
    into = factories.topic("Harbour")
    yield Attempt(
        "topic: merge",
        reverse("wagtailsnippets_newsroom_topic:merge", args=[on.topic.pk]),
        {"into": into.pk},
    )


def _of_article(on: Published) -> Iterator[Attempt]:
    pk = on.article.pk
    edit, page = _page("edit", pk), {"title": "Changed", "body-count": "0"}
    yield Attempt("article: publish", edit, {**page, "action-publish": "1"}, form=edit)
    yield Attempt("article: unpublish", _page("unpublish", pk))
    yield Attempt("article: delete", _page("delete", pk), least="nobody")
    elsewhere = {**page, "in_section": on.other_section.pk, "action-publish": "1"}
    yield Attempt("article: move", edit, elsewhere, form=edit)
    later = {**page, "go_live_at": "2026-06-01 12:00", "action-publish": "1"}
    yield Attempt("article: schedule", edit, later, form=edit)
    yield Attempt("article: take down", reverse("stoppress_take_down", args=[pk]), {"reason": "x"})
    when = reverse("desk_when", args=[pk])
    yield Attempt("article: give it its hour", when, {"at": "2026-06-01T12:00"})
    cancel = reverse("desk_cancel_schedule", args=[on.scheduled.pk])
    yield Attempt("article: cancel its schedule", cancel)
    cancel = reverse("desk_not_by_itself", args=[on.scheduled.pk])
    yield Attempt("article: cancel its schedule on Today", cancel)
    for verb, more in (
        ("take-down", {"reason": "x"}),
        ("unpublish", {}),
        ("move", {"section": on.other_section.pk}),
    ):
        ticked = {"doing": verb, "piece": pk, "sure": "on", **more}
        yield Attempt(f"article: {verb} what is ticked", reverse("desk_pieces_chosen"), ticked)
    yield Attempt(
        "article: create and publish",
        create := reverse("wagtailadmin_pages:add", args=["newsroom", "article", on.section.pk]),
        {**page, "slug": "changed", "action-publish": "1"},
        form=create,
    )


def _of_places(on: Published) -> Iterator[Attempt]:
    section, edition = on.section.pk, on.edition.pk
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "sectionpage", edition])
    page = {"title": "Changed", "slug": "changed"}
    yield Attempt("section: add a draft", add, page, form=add)
    yield Attempt("section: add", add, {**page, "action-publish": "1"}, form=add)
    edit = _page("edit", section)
    yield Attempt("section: rename", edit, {**page, "action-publish": "1"}, form=edit)
    yield Attempt("section: unpublish", _page("unpublish", section))
    yield Attempt(
        "section: put before another", _page("set_page_position", section) + "?position=1"
    )
    yield Attempt("section: delete", _page("delete", on.other_section.pk))
    edit = _page("edit", edition)
    yield Attempt("edition: edit", edit, {**page, "action-publish": "1"}, form=edit)
    yield Attempt("edition: unpublish", _page("unpublish", edition))
    root = Page.get_first_root_node().pk
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "editionpage", root])
    yield Attempt("edition: add", add, {**page, "action-publish": "1"}, least="nobody", form=add)
    yield Attempt(
        "edition: copy",
        _page("copy", edition),
        {"new_title": "Changed", "new_slug": "changed", "new_parent_page": root},
        least="nobody",
    )


def _of_fronts(on: Published) -> Iterator[Attempt]:
    for name, front in (("edition", on.edition), ("section", on.section)):
        version = Page.objects.get(pk=front.pk).latest_revision_id
        show, back = reverse("desk_front_show", args=[front.pk]), [front.pk, version]
        yield Attempt(f"front of the {name}: show its draft", show, {"seen": on.article.pk})
        yield Attempt(f"front of the {name}: put back", reverse("desk_front_put_back", args=back))
    line = {"text": "Changed", "lasts": "30", "editions": on.edition.locale_id, "instead": "on"}
    yield Attempt("breaking: on air", reverse("desk_breaking"), line)
    yield Attempt("breaking: end", reverse("desk_end_breaking", args=[on.breaking.pk]))


def _of_newsroom(on: Published) -> Iterator[Attempt]:
    kind = ["newsroom", "newsroomsettings", NewsroomSettings.load().pk]
    settings = reverse("wagtailsettings:edit", args=kind)
    yield Attempt("newsroom: settings", settings, {"name": "Changed"}, "owner", settings)
    add = reverse("wagtailadmin_collections:add")
    yield Attempt("collection: add", add, {"name": "Changed", "parent": on.collection.pk}, "owner")
    site = Site.objects.get(is_default_site=True)
    at = {"hostname": "changed", "port": 80, "root_page": on.section.pk, "is_default_site": "on"}
    edit = reverse("wagtailsites:edit", args=[site.pk])
    yield Attempt("site: edit", edit, {**at, "site_name": ""}, "owner")
    group = Group.objects.get(name="Reporters")
    edit = reverse("wagtailusers_groups:delete", args=[group.pk])
    yield Attempt("group: delete", edit, {}, "owner")
    workflow = Workflow.objects.get()
    yield Attempt(
        "workflow: switch off",
        reverse("wagtailadmin_workflows:disable", args=[workflow.pk]),
        {},
        "owner",
    )


def all_that_is_public() -> dict[str, Any]:
    """Every row that readers' pages are made of, and who may change them."""
    kinds: tuple[type[Model], ...] = (
        *(EditionPage, SectionPage, FrontPick, SectionPick),
        *(Topic, FormerTopic, Person, BreakingNews, NewsroomSettings),
        *(Collection, Locale, Site, Group, PageViewRestriction, Workflow),
    )
    rows: dict[str, Any] = {}
    for kind in kinds:
        rows |= {f"{kind.__name__} {row['pk']}": row for row in _rows(kind)}
    for file in (get_image_model(), get_document_model()):
        for one in file.objects.all():
            named = (one.title, one.collection_id, sorted(tag.name for tag in one.tags.all()))
            lies_at = Path(one.file.path)
            content = lies_at.read_bytes() if lies_at.exists() else None
            rows[f"{file.__name__} {one.pk}"] = (*named, content)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        rows[f"Scheduled {revision.pk}"] = revision.approved_go_live_at
    for row in Article.objects.filter(live=True):
        shown = (row.title, row.slug, row.section_id, row.public_path, row.taken_down_at)
        rows[f"Article {row.pk}"] = (*shown, str(row.body), row.lead_image_id)
    return rows


def _rows(kind: type[Model]) -> list[dict[str, Any]]:
    drafts = {"numchild", "latest_revision_id", "latest_revision_created_at"}
    names = [one.attname for one in kind._meta.concrete_fields if one.attname not in drafts]
    values = kind._default_manager.values(*names)
    return [{"pk": row[kind._meta.pk.attname], **row} for row in values]


def _page(verb: str, *numbers: int) -> str:
    return reverse(f"wagtailadmin_pages:{verb}", args=numbers)


def _bulk(app: str, model: str, verb: str, pk: int) -> str:
    return reverse("wagtail_bulk_action", args=[app, model, verb]) + f"?id={pk}"


def filled_in(page: str) -> dict[str, Any]:
    """What the form of a page at the desk sends when nothing in it is changed."""
    forms = html.fromstring(page).xpath("//form[@method='POST' or @method='post']")
    [form] = [form for form in forms if form.xpath(".//*[@name='title' or @name='name']")][:1]
    return {name: value for name, value in form.form_values() if not name.startswith("action-")}


def _png() -> SimpleUploadedFile:
    file = BytesIO()
    Drawing.new("RGB", (20, 20), (1, 2, 3)).save(file, "PNG")
    return SimpleUploadedFile("other.png", file.getvalue(), "image/png")
