"""What somebody may do with an article."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class ArticlePermissions(PagePermissionTester):
    """As with any page; but what has been published is taken down, and not deleted."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the article may be deleted: a draft that never was published, if any."""
        was_published = self.page.first_published_at is not None
        return not was_published and bool(super().can_delete(ignore_bulk))

    def can_move(self) -> bool:
        """Whether it may go to another section; Wagtail asks for what deleting it needs."""
        return bool(super().can_delete(ignore_bulk=True))

    def can_unpublish(self) -> bool:
        """Whether readers may lose it, also while another version of it waits for its hour.

        Wagtail locks it until then; a takedown cannot wait.
        """
        if self.page.live and self.user.is_active and self.page.approved_schedule:
            return self.user.is_superuser or "publish" in self.permissions
        return bool(super().can_unpublish())
