"""Editions and sections that items are filed into."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext, override

from stoppress.intake.item import Item
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.folding import folded
from stoppress.newsroom.models import EditionPage, SectionPage
from stoppress.newsroom.slugs import RESERVED_SECTION_SLUGS, readable_slug


def edition_languages() -> tuple[str, ...]:
    """Languages that have an edition, the default one first."""
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    found = EditionPage.objects.order_by("pk").values_list("locale__language_code", flat=True)
    rank = {code: place for place, code in enumerate(order)}
    return tuple(sorted(set(found), key=lambda code: (rank.get(code, len(rank)), code)))


class Places:
    """The sections of every edition, each looked up once in an import."""

    def __init__(self) -> None:
        self._editions: dict[str, EditionPage] = {}
        self._sections: dict[tuple[str, str, str], SectionPage] = {}

    def forget(self) -> None:
        """Look everything up again, as after a transaction that was undone."""
        self._editions.clear()
        self._sections.clear()

    def section(self, item: Item) -> SectionPage:
        """The section ``item`` belongs to, opened when it names a new one."""
        key = (item.language, folded(item.section, item.language), item.section_slug)
        if key not in self._sections:
            self._sections[key] = self._find(item)
        return self._sections[key]

    def _find(self, item: Item) -> SectionPage:
        edition = self._edition(item.language)
        sections = SectionPage.objects.child_of(edition).select_related("locale")
        slugs = [slug for slug in (item.section_slug, self._slug_of(item)) if slug]
        for slug in slugs:
            if found := sections.filter(slug=slug).first():
                return self._unless_draft(found, edition)
        if item.section:
            wanted = folded(item.section, item.language)
            for section in sections:
                if folded(section.title, item.language) == wanted:
                    return self._unless_draft(section, edition)
        if item.section or item.section_slug:
            title = item.section or item.section_slug.replace("-", " ").capitalize()
            slug = item.section_slug or self._slug_of(item)
            return self._open(edition, title, self._free_of_reserved(slug, item.language))
        return self._default(edition)

    def _edition(self, language: str) -> EditionPage:
        if language not in self._editions:
            found = EditionPage.objects.select_related("locale", "default_section__locale")
            # The first that was opened: of two, which models refuse by now, readers see that one.
            self._editions[language] = found.filter(locale__language_code=language).earliest("pk")
        return self._editions[language]

    def _unless_draft(self, section: SectionPage, edition: EditionPage) -> SectionPage:
        """``section``; for one that an editor still prepares, where items go that name none."""
        return self._default(edition) if _is_draft(section) else section

    def _default(self, edition: EditionPage) -> SectionPage:
        if edition.default_section is not None and not _is_draft(edition.default_section):
            return edition.default_section
        for section in SectionPage.objects.child_of(edition).select_related("locale"):
            if not _is_draft(section):
                return section
        with override(edition.locale.language_code):
            return self._open(edition, gettext("News"), "")

    @staticmethod
    def _open(edition: EditionPage, title: str, slug: str) -> SectionPage:
        section = open_section(edition, title, Unasked.IMPORT, slug=slug)
        return SectionPage.objects.select_related("locale").get(pk=section.pk)

    @staticmethod
    def _slug_of(item: Item) -> str:
        return readable_slug(item.section, item.language) if item.section else ""

    @staticmethod
    def _free_of_reserved(slug: str, language: str) -> str:
        """A slug that no other page of the site needs."""
        languages = {code for code, _name in settings.LANGUAGES}
        slug = readable_slug(slug, language) or "section"
        return f"{slug}-1" if slug in RESERVED_SECTION_SLUGS | languages else slug


def _is_draft(section: SectionPage) -> bool:
    """Whether a section was never published: what is filed there would come out with it."""
    return not section.live and section.first_published_at is None
