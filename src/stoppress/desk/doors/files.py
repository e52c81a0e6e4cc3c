"""Who may change or delete a picture or a document: its owner only until readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, TaskState
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from stoppress.newsroom.change_log.references import articles_showing
from stoppress.newsroom.models import Article, NewsroomSettings


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, in which ``add`` no longer means “change and delete one's own” for ever.

    Once a file is settled (see ``is_settled``), only who may change every file of its collection
    may change or delete it. Wagtail asks this policy in forms, choosers, uploads and bulk actions.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` with this picture or document."""
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        asked = set(actions)
        if "choose" in asked and self._check_perm(user, ["choose"], instance.collection):
            return True
        if not asked & {"change", "delete"} or self._check_perm(
            user, ["change"], instance.collection
        ):
            return True
        return not is_settled(instance)


def register_file_policies() -> None:
    """Put ``FilePolicy`` in the place of Wagtail's own, for pictures and for documents."""
    for model in (get_image_model(), get_document_model()):
        policy = FilePolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
        # Exactly for this class, which goes before what Wagtail registers later for the same.
        register_permission_policy(model, policy, exact_class=True)


def is_settled(file: Model) -> bool:
    """Whether a picture or document is shown to readers, or somebody else has agreed to it.

    That is: an article shows it that is live or taken down; a version shows it that is scheduled,
    or waits for an editor's approval; or something shows it that is no page: a person, or the
    newsroom as its logo.
    """
    if Article.objects.filter(pk__in=articles_showing(file), live=True).exists():
        return True
    # Wagtail keeps no references from settings.
    if (
        isinstance(file, get_image_model())
        and NewsroomSettings.objects.filter(logo=file.pk).exists()
    ):
        return True
    page = ReferenceIndex._get_base_content_type(Page)  # noqa: SLF001 - no public name for it
    others = ReferenceIndex.get_references_to(file).exclude(base_content_type=page)
    return others.exists() or any(_shows(revision, file) for revision in _agreed_versions())


def _agreed_versions() -> Iterator[Revision]:
    """Versions that are scheduled, and those that an editor is asked to approve. They are few."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    yield from Revision.objects.filter(
        Q(approved_go_live_at__isnull=False) | Q(pk__in=waiting.values("revision_id"))
    )


def _shows(revision: Revision, file: Model) -> bool:
    found = ReferenceIndex._extract_references_from_object(  # noqa: SLF001 - no public name
        revision.as_object()
    )
    wanted = ReferenceIndex._get_base_content_type(file).pk  # noqa: SLF001
    return any(kind == wanted and number == str(file.pk) for kind, number, _path, _where in found)
