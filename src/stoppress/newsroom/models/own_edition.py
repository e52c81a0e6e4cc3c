"""What an editor chooses for a page belongs to its edition: another's is not found by readers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm

#: Rows of pages, and their field that names a topic or an article.
_CHOSEN = {
    "topic_links": "topic",
    "picks": "target",
    "front_picks": "article",
    "section_picks": "article",
}


class OwnEditionForm(WagtailAdminPageForm):
    """A form of a page that refuses rows which name a topic or an article of another edition."""

    def clean(self) -> dict[str, object]:
        """Look at every row that is not to be deleted."""
        cleaned: dict[str, object] = super().clean()
        for name, field in _CHOSEN.items():
            formset = self.formsets.get(name)
            for row in formset.forms if formset else ():
                if row.is_valid() and not row.cleaned_data.get("DELETE"):
                    chosen = row.cleaned_data.get(field)
                    if chosen and chosen.locale_id != self.instance.locale_id:
                        row.add_error(field, of_another_edition(chosen))
        return cleaned


def of_another_edition(chosen: object) -> ValidationError:
    """The refusal of ``chosen``, a topic or an article, in words."""
    edition = getattr(chosen, "locale", "")
    return ValidationError(
        gettext(
            "“%(chosen)s” belongs to another edition (%(edition)s). Choose one of this edition."
        )
        % {"chosen": chosen, "edition": edition}
    )
