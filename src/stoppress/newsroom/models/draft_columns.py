"""How Wagtail saves a draft: as a revision, and a few columns that readers never see."""

from __future__ import annotations

from collections.abc import Collection

from wagtail.models import COMMENTS_RELATION_NAME

DRAFT_COLUMNS = frozenset(
    {
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "locked",
        "locked_by",
        "locked_at",
        COMMENTS_RELATION_NAME,
    }
)


def only_a_draft_was_saved(update_fields: Collection[str] | None) -> bool:
    """Whether a save of these columns (all when None) leaves what readers see as it is."""
    return update_fields is not None and DRAFT_COLUMNS.issuperset(update_fields)
