"""What stands around every page: the opening, the masthead, breaking news, footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from stoppress.newsroom.models import Change
from stoppress.newsroom.public import breaking_line, in_edition
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import When, fragment
from stoppress.site.editions import EditionView, base_context, edition_of
from stoppress.site.latest import articles_of_the_edition, latest
from stoppress.store import Page


def html_page(
    edition: EditionView,
    head: str,
    main: Iterable[str],
    *,
    section: int = 0,
    status: int = 200,
    tags: tuple[str, ...] = (),
    shared: Iterable[str] = (),
) -> Page:
    """A page of an edition: opening, head, masthead, breaking line, main part, latest, footer.

    ``shared`` names what of head and main part other pages show too.
    """
    code = edition.code
    main = tuple(main)
    return Page(
        fragments=(
            opening(code),
            head,
            masthead(code, section),
            breaking(code),
            *main,
            latest(code),
            footer(code),
        ),
        status=status,
        headers=(("Content-Language", code),),
        tags=(f"edition-{code}", *tags),
        own=frozenset((head, *main)).difference(shared),
    )


@fragment("open", "shell/open.html")
def opening(edition: str) -> dict[str, Any] | None:
    """From the doctype into the head: what all pages of an edition load."""
    found = edition_of(edition)
    return base_context(found) if found else None


@fragment("masthead", "shell/masthead.html")
def masthead(edition: str, section: int) -> dict[str, Any] | None:
    """The newsroom's name and the sections; ``section`` is the current one, 0 for none."""
    found = edition_of(edition)
    return {**base_context(found), "current": section or None} if found else None


def the_breaking_line(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """The breaking line of the edition."""
    for code in change_set.languages(Change.Kind.BREAKING):
        yield (code,)


@fragment(
    "breaking",
    "shell/breaking.html",
    touched_by=(the_breaking_line, articles_of_the_edition),
    when=When.ALWAYS,
)
def breaking(edition: str) -> dict[str, Any] | None:
    """The breaking line, or nothing."""
    found = edition_of(edition)
    if found is None:
        return None
    line = breaking_line(found.locale)
    target = None
    if line:
        linked = in_edition(found.locale).filter(pk=line.article.pk if line.article else None)
        target = linked.values_list("public_path", flat=True).first()
    shown = {"text": line.text, "url": target or ""} if line else None
    return {**base_context(found), "breaking": shown}


@fragment("footer", "shell/footer.html")
def footer(edition: str) -> dict[str, Any] | None:
    """The footer, and the end of the document."""
    found = edition_of(edition)
    return base_context(found) if found else None
