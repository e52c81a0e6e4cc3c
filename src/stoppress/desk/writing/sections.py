"""Sections in which somebody may write, and the one they are likely to write in."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from stoppress.newsroom.models import Article, EditionPage, SectionPage


def sections_of(user: Any) -> list[SectionPage]:
    """Sections where ``user`` may begin a piece, in the order of editions and their menus."""
    sections = SectionPage.objects.select_related("locale")
    return [one for one in sections if one.permissions_for_user(user).can_add_subpage()]


def grouped(sections: list[SectionPage]) -> list[tuple[str, list[SectionPage]]]:
    """``sections`` by edition, each with its name; editions without any are not there."""
    names = dict(EditionPage.objects.values_list("path", "title"))
    groups: dict[str, list[SectionPage]] = {}
    for section in sections:
        groups.setdefault(section.path[: -Page.steplen], []).append(section)
    return [(names.get(path, ""), found) for path, found in groups.items()]


def choices_of(sections: list[SectionPage]) -> list[Any]:
    """``sections`` as a field offers them, under the names of editions where there are several."""
    groups = [(name, [(one.pk, one.title) for one in found]) for name, found in grouped(sections)]
    return groups if len(groups) > 1 else [one for _, found in groups for one in found]


def section_to_begin_in(user: Any) -> SectionPage | None:
    """Where ``user`` began a piece last, else an edition's section for pieces that name none.

    None when there is no section in which ``user`` may write.
    """
    allowed = {section.pk: section for section in sections_of(user)}
    last = Page.objects.type(Article).filter(owner=user).order_by("-pk").first()
    used = Article.objects.filter(pk=last.pk).values_list("section", flat=True) if last else ()
    defaults = EditionPage.objects.all().values_list("default_section", flat=True)
    for wanted in (*used, *defaults):
        if wanted in allowed:
            return allowed[wanted]
    return next(iter(allowed.values()), None)
