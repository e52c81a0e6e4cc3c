"""What an editor chooses for a page belongs to its edition: another's is not found by readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

if TYPE_CHECKING:
    from stoppress.newsroom.models.articles import Article


def of_another_edition(chosen: object) -> ValidationError:
    """The refusal of ``chosen``, a topic or an article, in words."""
    edition = getattr(chosen, "locale", "")
    return ValidationError(
        gettext(
            "“%(chosen)s” belongs to another edition (%(edition)s). Choose one of this edition."
        )
        % {"chosen": chosen, "edition": edition}
    )


def refuse_other_editions(article: Article) -> None:
    """Raise ValidationError when ``article`` names a topic or an article of another edition."""
    chosen = [link.topic for link in article.topic_links.all()]
    chosen += [pick.target for pick in article.picks.all() if pick.target is not None]
    for one in chosen:
        if one.locale_id != article.locale_id:
            raise of_another_edition(one)
