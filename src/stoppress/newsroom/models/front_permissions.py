"""What somebody may do with an edition or a section."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class FrontPermissions(PagePermissionTester):
    """As with any page; but what has been published is not deleted, nor what it stands in."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether it may be deleted: not while a piece stands in it that was out."""
        if not super().can_delete(ignore_bulk):
            return False
        pieces = self.page.get_descendants().filter(article__isnull=False)
        return not pieces.filter(first_published_at__isnull=False).exists()

    def can_move(self) -> bool:
        """Whether it may change its place; Wagtail asks for what deleting it needs."""
        return bool(super().can_delete(ignore_bulk=True))
