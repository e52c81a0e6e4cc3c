"""A picture dropped or pasted on the sheet goes into the library, and comes back as a block."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from stoppress.desk.pictures.chosen import words_of
from stoppress.desk.pictures.look_alike import duplicates_of
from stoppress.newsroom.models.body import PictureBlock

_block = PictureBlock()
#: Endings of files, by Pillow's name of what they hold.
_ENDINGS = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
#: Codes of what Django and Wagtail say of files that are no pictures.
_NO_PICTURE = {"invalid_image", "invalid_image_extension", "invalid_image_known_format"}


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
        return JsonResponse({"reason": _no_picture()}, status=422)
    _name_by_its_form(file)
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


def _name_by_its_form(file: Any) -> None:
    """Give a file the ending of what it is: many a WebP that came by a chat is called ``.jpg``."""
    with suppress(OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        ending = _ENDINGS.get(Image.open(file).format or "")
        if ending:
            file.name = Path(file.name or "").stem + ending
    file.seek(0)


def _why_not(form: Any) -> str:
    """Why a file was refused, in words for who dropped it."""
    errors = [error for found in form.errors.as_data().values() for error in found]
    if any(error.code in _NO_PICTURE for error in errors):
        return _no_picture()
    return " ".join(" ".join(error.messages) for error in errors)


def _no_picture() -> str:
    return gettext("This is no picture that can be read. Take a JPEG, PNG, WebP, AVIF or GIF.")


def block_showing(image: Any) -> dict[str, Any]:
    """A block that shows a picture with its own words, as StreamField's script takes it."""
    value = _block.to_python({"image": image.pk, **words_of(image)})
    state: dict[str, Any] = _block.get_form_state(value)
    return state
