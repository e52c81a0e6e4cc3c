"""Open an edition: a language with its own front, sections and articles."""

from __future__ import annotations

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Locale, Page, Site

from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import EditionPage
from stoppress.newsroom.models.editions import default_language


def open_edition(
    language: str, name: str, by: Unasked, tagline: str = ""
) -> tuple[EditionPage, bool]:
    """The edition of ``language`` (BCP 47), made when there is none; and whether it was made.

    ``name`` is the paper's name in that language. The edition of the default language becomes
    the root of the site.
    """
    with transaction.atomic():
        locale, _made = Locale.objects.get_or_create(language_code=language)
        existing = EditionPage.objects.filter(locale=locale).first()
        if existing is not None:
            return existing, False
        root = Page.get_first_root_node()
        if root is None:
            root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
        edition = EditionPage(title=name, slug=language.lower(), locale=locale, tagline=tagline)
        sibling = EditionPage.objects.first()
        if sibling is not None:
            edition.translation_key = sibling.translation_key
        root.add_child(instance=edition)
        publish_revision(edition.save_revision(), by)
        if language == default_language():
            _make_root_of_site(edition)
        edition.refresh_from_db()
        return edition, True


def _make_root_of_site(edition: EditionPage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    former = site.root_page if site.root_page_id else None
    site.hostname = site.hostname or "localhost"
    site.root_page = edition
    site.save()
    # Wagtail's own migrations leave a greeting page; nothing else may stand beside editions.
    if former is not None and former.specific_class is Page and former.depth > 1:
        _DeleteUnlogged(former).execute()


class _DeleteUnlogged(DeletePageAction):
    """Deleting what nobody in the newsroom made, and nobody deletes: it is no part of the trail."""

    def log_deletion(self, page: Page) -> None:
        """Write nothing."""
