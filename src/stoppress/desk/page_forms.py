"""The forms of pages at the desk."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from stoppress.newsroom.models.own_edition import of_another_edition

#: Rows of pages, and their field that names a topic or an article.
_CHOSEN = {
    "topic_links": "topic",
    "picks": "target",
}


class OwnEditionForm(WagtailAdminPageForm):
    """A form of a page that refuses rows which name a topic or an article of another edition."""

    @property
    def edition_id(self) -> int:
        """The edition that the page belongs to, by its locale's id."""
        return int(self.instance.locale_id)

    def clean(self) -> dict[str, object]:
        """Look at every row that is not to be deleted."""
        cleaned: dict[str, object] = super().clean()
        for name, field in _CHOSEN.items():
            formset = self.formsets.get(name)
            for row in formset.forms if formset else ():
                if row.is_valid() and not row.cleaned_data.get("DELETE"):
                    chosen = row.cleaned_data.get(field)
                    if chosen and chosen.locale_id != self.edition_id:
                        row.add_error(field, of_another_edition(chosen))
        return cleaned


class SlugFromTitleForm(OwnEditionForm):
    """A form of a page whose slug, when it is left empty, is made from the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
