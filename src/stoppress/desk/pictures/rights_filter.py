"""A filter of the list of pictures: which may not be used any more, and which only for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.images.views.images import ImagesFilterSet, IndexView

from stoppress.newsroom import clock
from stoppress.newsroom.pictures.rights import expired_pictures, shown_by

#: Rights that end within so many days “end soon”.
SOON = timedelta(days=30)


def list_by_rights() -> None:
    """Let the list of pictures have the filter."""
    IndexView.filterset_class = PicturesFilterSet


class PicturesFilterSet(ImagesFilterSet):
    """Wagtail's filters, and one by rights."""

    rights = django_filters.ChoiceFilter(
        label=_("Rights"),
        method="by_rights",
        choices=[
            ("over", _("May not be used any more")),
            ("shown", _("May not be used any more, and readers see it")),
            ("soon", _("End within 30 days")),
        ],
        empty_label=_("All"),
    )

    class Meta(ImagesFilterSet.Meta):
        pass

    def by_rights(self, pictures: QuerySet[Any], _name: str, chosen: str) -> QuerySet[Any]:
        """Those of ``pictures`` whose rights are over, or end soon."""
        now = clock.now()
        over = expired_pictures(now)
        if chosen == "over":
            return pictures.filter(pk__in=over.values("pk"))
        if chosen == "shown":
            shown = {one.pk for some in shown_by(over, now).values() for one in some}
            return pictures.filter(pk__in=shown)
        soon = expired_pictures(now + SOON)
        return pictures.filter(pk__in=soon.values("pk")).exclude(pk__in=over.values("pk"))
