"""Open a section of an edition."""

from __future__ import annotations

from django.db import transaction

from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.models import EditionPage, FormerSection, SectionPage
from stoppress.newsroom.slugs import readable_slug


def open_section(
    edition: EditionPage, title: str, by: By, *, slug: str = "", description: str = ""
) -> SectionPage:
    """The section of ``edition`` with ``slug`` (made from the title when empty), made when new.

    A slug that a section once had stands for that section. Raises PermissionDenied when ``by`` may
    not open sections there.
    """
    ask(
        by,
        lambda user: edition.permissions_for_user(user).can_add_subpage(),
        "You may not open a section.",
    )
    slug = slug or readable_slug(title, edition.locale.language_code) or "section"
    with transaction.atomic():
        existing = SectionPage.objects.child_of(edition).filter(slug=slug).first()
        if existing is not None:
            return existing
        renamed = FormerSection.objects.filter(locale=edition.locale, slug=slug).first()
        if renamed is not None:
            return renamed.section
        section = SectionPage(
            title=title, slug=slug, description=description, locale=edition.locale
        )
        # Read afresh: treebeard counts children on the instance it is given.
        EditionPage.objects.get(pk=edition.pk).add_child(instance=section)
        publish_revision(section.save_revision(user=user_of(by)), by)
        section.refresh_from_db()
        if edition.default_section_id is None:
            EditionPage.objects.filter(pk=edition.pk).update(default_section=section)
            edition.default_section = section
        return section
