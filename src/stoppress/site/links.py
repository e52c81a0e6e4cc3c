"""Links from the text of one piece to another."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page, ReferenceIndex

from stoppress.newsroom.models import Change
from stoppress.press.moment import Moment


def pieces_that_link(moment: Moment) -> Iterator[tuple[int]]:
    """Pieces whose text links to one that came, went, or has another address.

    What a linked piece says makes no difference to the link, so that editing a piece that the
    whole archive links to touches nothing here.
    """
    moved = [
        str(change.object_id)
        for change in moment.changes
        if change.kind == Change.Kind.ARTICLE
        and (change.before or {}).get("path") != (change.after or {}).get("path")
    ]
    if moved:
        page = ReferenceIndex._get_base_content_type(Page)  # noqa: SLF001 - no public name for it
        links = ReferenceIndex.objects.filter(
            to_content_type=page,
            to_object_id__in=moved,
            base_content_type=page,
            model_path__startswith="body",
        )
        for article in set(links.values_list("object_id", flat=True)):
            yield (int(article),)
