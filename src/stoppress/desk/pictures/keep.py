"""A file of a picture goes into the library, with all that is asked of an upload."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from stoppress.desk.pictures.look_alike import duplicates_of


def keep_picture(file: UploadedFile[Any], user: Any) -> tuple[Any, str]:
    """The picture of the library that ``file`` is, and what there is to say of it.

    A file whose very bytes are there is not kept twice. Raises PermissionDenied when ``user`` may
    add no picture; ValidationError, with sentences, when it is no picture or too large.
    """
    policy = policy_registry.get_by_type(get_image_model())
    if not policy.user_has_permission(user, "add"):
        raise PermissionDenied
    model = get_image_model()
    collection = policy.collections_user_has_permission_for(user, "add").first()
    form = get_image_form(model)(
        {"title": Path(file.name or "").stem, "collection": getattr(collection, "pk", None)},
        {"file": file},
        instance=model(uploaded_by_user=user),
        user=user,
    )
    if not form.is_valid():
        said = [message for messages in form.errors.values() for message in messages]
        raise ValidationError(said)
    new = form.instance
    new._set_file_hash()  # noqa: SLF001 - Wagtail's other way saves the row
    image = duplicates_of(new, user, policy).first()
    if image is not None:
        return image, ""
    image = form.save()
    other = duplicates_of(image, user, policy).first()
    if other is None:
        return image, ""
    words = gettext("A picture that looks like this is in the library already: “%(title)s”.")
    return image, words % {"title": other.title}
