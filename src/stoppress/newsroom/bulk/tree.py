"""Places of new articles in the page tree, and their slugs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from treebeard.numconv import NumConv
from wagtail.models import Page

from stoppress.newsroom.models import Article, SectionPage
from stoppress.newsroom.slugs import readable_slug

#: Numbers that are looked up at once for slugs that are taken; beyond them one slug at a time.
_FIRST_NUMBERS = range(2, 10)


@dataclass(frozen=True, slots=True)
class NextPlace:
    """Where the next article of a section goes."""

    section: SectionPage
    step: int


def next_place_in(section_id: int) -> NextPlace:
    """Where the next article of a section goes; the section is locked, if something is to be."""
    sections = SectionPage.objects.select_for_update() if _locks() else SectionPage.objects
    section = sections.get(pk=section_id)
    last = _below(section).order_by("-path").values_list("path", flat=True).first()
    return NextPlace(
        section, NumConv(Page.alphabet).str2int(last[len(section.path) :]) if last else 0
    )


def _below(section: SectionPage) -> QuerySet[Page]:
    """The pages of a section: by a range, since SQLite looks through all pages for a beginning."""
    places = Page._get_children_path_interval(section.path)  # noqa: SLF001 - as treebeard does
    pages: QuerySet[Page] = Page.objects.filter(depth=section.depth + 1, path__range=places)
    return pages


def _locks() -> bool:
    return transaction.get_connection().in_atomic_block


def by_section(articles: Sequence[Article]) -> dict[int, list[Article]]:
    """Articles by the section they belong to."""
    sections: dict[int, list[Article]] = {}
    for article in articles:
        sections.setdefault(article.section_id, []).append(article)
    return sections


def place_in_tree(articles: Sequence[Article]) -> None:
    """Give new articles slugs, and places after the last article of their sections."""
    for section_id, together in by_section(articles).items():
        place = next_place_in(section_id)
        _give_slugs(together, place.section, set())
        place_after(together, place)
        count_children(section_id, len(together))


def place_after(articles: Sequence[Article], first: NextPlace) -> NextPlace:
    """Give articles that have slugs their places in a section; where the next one will go."""
    section, step = first.section, first.step
    numbers = NumConv(Page.alphabet)
    for article in articles:
        step += 1
        place = numbers.int2str(step).rjust(Page.steplen, Page.alphabet[0])
        article.path = section.path + place
        article.depth = section.depth + 1
        article.numchild = 0
        article.url_path = f"{section.url_path}{article.slug}/"
    return NextPlace(section, step)


def count_children(section_id: int, number: int) -> None:
    """Say in the tree that a section has so many more articles."""
    Page.objects.filter(pk=section_id).update(numchild=F("numchild") + number)


def _give_slugs(articles: Sequence[Article], section: SectionPage, taken: set[str]) -> None:
    """Slugs of the headlines, made free by numbers as Wagtail does."""
    language = section.locale.language_code
    bases = {id(a): a.slug or readable_slug(a.title, language) or "piece" for a in articles}
    slugs = _below(section).order_by().values_list("slug", flat=True)
    taken |= set(slugs.filter(slug__in=set(bases.values())))
    met = {base for base in bases.values() if base in taken}
    taken |= set(slugs.filter(slug__in=[f"{base}-{n}" for base in met for n in _FIRST_NUMBERS]))
    looked_up = set[str]()
    nexts: dict[str, int] = {}
    for article in articles:
        base = slug = bases[id(article)]
        number = nexts.get(base, _FIRST_NUMBERS.start)
        while slug in taken:
            if number >= _FIRST_NUMBERS.stop and base in met and base not in looked_up:
                looked_up.add(base)
                taken |= set(slugs.filter(slug__startswith=f"{base}-"))
            slug = f"{base}-{number}"
            number += 1
        nexts[base] = number
        taken.add(slug)
        article.slug = slug
