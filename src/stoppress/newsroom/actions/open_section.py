"""Open a section of an edition."""

from __future__ import annotations

from django.db import transaction

from stoppress.newsroom.models import EditionPage, FormerSection, SectionPage
from stoppress.newsroom.slugs import readable_slug


def open_section(
    edition: EditionPage, title: str, *, slug: str = "", description: str = ""
) -> SectionPage:
    """The section of ``edition`` with ``slug`` (made from the title when empty), made when new.

    A slug that a section once had stands for that section.
    """
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
        section.save_revision().publish()
        section.refresh_from_db()
        if edition.default_section_id is None:
            EditionPage.objects.filter(pk=edition.pk).update(default_section=section)
            edition.default_section = section
        return section
