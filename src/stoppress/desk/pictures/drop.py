"""A picture dropped or pasted on the sheet goes into the library, and comes back as a block."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from stoppress.desk.pictures.chosen import words_of
from stoppress.desk.pictures.field import NO_PICTURE
from stoppress.desk.pictures.keep import keep_picture
from stoppress.newsroom.models.body import PictureBlock

_block = PictureBlock()


@require_POST
def drop_picture_view(request: HttpRequest) -> HttpResponse:
    """Take ``file`` into the library; the answer is what StreamField's script takes.

    A file that is no picture, or too large, is answered with 422 and a sentence. One whose very
    bytes are in the library is not kept twice: the block shows the picture that is there.
    """
    policy = policy_registry.get_by_type(get_image_model())
    if not policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"reason": str(NO_PICTURE)}, status=422)
    try:
        image, message = keep_picture(file, request.user)
    except ValidationError as refused:
        return JsonResponse({"reason": " ".join(refused.messages)}, status=422)
    return JsonResponse({"value": block_showing(image), "message": message})


def block_showing(image: Any) -> dict[str, Any]:
    """A block that shows a picture with its own words, as StreamField's script takes it."""
    value = _block.to_python({"image": image.pk, **words_of(image)})
    state: dict[str, Any] = _block.get_form_state(value)
    return state
