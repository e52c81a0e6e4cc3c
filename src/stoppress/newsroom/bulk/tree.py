"""Places of new pieces in the page tree, and their slugs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from treebeard.numconv import NumConv
from wagtail.models import Page

from stoppress.newsroom.models import Article, SectionPage
from stoppress.newsroom.slugs import readable_slug

#: Numbers that are looked up at once for slugs that are taken; beyond them one slug at a time.
_FIRST_NUMBERS = range(2, 10)


def place_in_tree(articles: Sequence[Article]) -> None:
    """Give new pieces slugs, and places after the last piece of their sections."""
    by_section: dict[int, list[Article]] = {}
    for article in articles:
        by_section.setdefault(article.section_id, []).append(article)
    for section_id, pieces in by_section.items():
        section = SectionPage.objects.select_for_update().get(pk=section_id)
        below = Page.objects.filter(path__startswith=section.path, depth=section.depth + 1)
        last = below.order_by("-path").values_list("path", flat=True).first()
        numbers = NumConv(Page.alphabet)
        step = numbers.str2int(last[len(section.path) :]) if last else 0
        taken = set[str]()
        _give_slugs(pieces, section, taken)
        for article in pieces:
            step += 1
            place = numbers.int2str(step).rjust(Page.steplen, Page.alphabet[0])
            article.path = section.path + place
            article.depth = section.depth + 1
            article.numchild = 0
            article.url_path = f"{section.url_path}{article.slug}/"
        Page.objects.filter(pk=section_id).update(numchild=F("numchild") + len(pieces))


def _give_slugs(pieces: Sequence[Article], section: SectionPage, taken: set[str]) -> None:
    """Slugs of the headlines, made free by numbers as Wagtail does."""
    language = section.locale.language_code
    bases = {id(a): a.slug or readable_slug(a.title, language) or "piece" for a in pieces}
    below = Page.objects.filter(path__startswith=section.path, depth=section.depth + 1)
    slugs = below.order_by().values_list("slug", flat=True)
    taken |= set(slugs.filter(slug__in=set(bases.values())))
    met = {base for base in bases.values() if base in taken}
    taken |= set(slugs.filter(slug__in=[f"{base}-{n}" for base in met for n in _FIRST_NUMBERS]))
    looked_up = set[str]()
    nexts: dict[str, int] = {}
    for article in pieces:
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
