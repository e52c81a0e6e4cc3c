"""A picture that is chosen for a piece brings its words along."""

from __future__ import annotations

from functools import wraps
from typing import Any

from wagtail.images.views.chooser import ImageChosenResponseMixin

from stoppress.newsroom.models import PictureDetails


def bring_words_along() -> None:
    """Let Wagtail's chooser answer with the picture's words, for ``desk/picture_words.js``."""
    answer = ImageChosenResponseMixin.get_chosen_response_data

    @wraps(answer)
    def with_words(self: Any, image: Any, *args: Any, **options: Any) -> dict[str, Any]:
        return {**answer(self, image, *args, **options), "words": words_of(image)}

    ImageChosenResponseMixin.get_chosen_response_data = with_words


def words_of(image: Any) -> dict[str, str]:
    """Description, caption and credit of a picture, by the names of a picture block's fields."""
    own = PictureDetails.objects.filter(pk=image.pk).first() or PictureDetails()
    return {"alt": image.description, "caption": own.caption, "credit": own.credit}
