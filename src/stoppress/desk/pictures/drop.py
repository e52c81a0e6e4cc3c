"""A picture dropped or pasted on the sheet goes into the library, and comes back as a block."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from stoppress.desk.pictures.chosen import words_of
from stoppress.desk.pictures.field import NO_PICTURE
from stoppress.desk.pictures.look_alike import duplicates_of
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
    model = get_image_model()
    collection = policy.collections_user_has_permission_for(request.user, "add").first()
    form = get_image_form(model)(
        {"title": Path(file.name or "").stem, "collection": getattr(collection, "pk", None)},
        {"file": file},
        instance=model(uploaded_by_user=request.user),
        user=request.user,
    )
    if not form.is_valid():
        return JsonResponse({"reason": _why_not(form)}, status=422)
    new = form.instance
    new._set_file_hash()  # noqa: SLF001 - Wagtail's other way saves the row
    message = ""
    image = duplicates_of(new, request.user, policy).first()
    if image is None:
        image = form.save()
        if (other := duplicates_of(image, request.user, policy).first()) is not None:
            words = gettext(
                "A picture that looks like this is in the library already: “%(title)s”."
            )
            message = words % {"title": other.title}
    return JsonResponse({"value": block_showing(image), "message": message})


def _why_not(form: Any) -> str:
    """Why a file was refused, in words for who dropped it."""
    return " ".join(message for messages in form.errors.values() for message in messages)


def block_showing(image: Any) -> dict[str, Any]:
    """A block that shows a picture with its own words, as StreamField's script takes it."""
    value = _block.to_python({"image": image.pk, **words_of(image)})
    state: dict[str, Any] = _block.get_form_state(value)
    return state
