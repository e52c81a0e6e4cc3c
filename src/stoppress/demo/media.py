"""Pictures and documents of the demo, each put into the newsroom once."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from stoppress.demo.content import Content


class MediaShelf:
    """Finds a picture or document by the bytes of its file; adds it when it is not there yet."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._known: dict[Path, AbstractImage | AbstractDocument] = {}

    def picture(self, name: str) -> AbstractImage:
        """The picture of this name, with its title and focal point."""
        path = self._content.picture_file(name)
        if path not in self._known:
            model, digest = get_image_model(), _digest(path)
            image = model.objects.filter(file_hash=digest).first()
            self._known[path] = image or self._add_picture(name, path, digest)
        return self._known[path]

    def document(self, language: str, name: str, title: str) -> AbstractDocument:
        """The document or recording of this file name."""
        path = self._content.document_file(language, name)
        if path not in self._known:
            model, digest = get_document_model(), _digest(path)
            document = model.objects.filter(file_hash=digest).first()
            if document is None:
                with path.open("rb") as stream:
                    document = model(
                        title=title,
                        file=File(stream, name=name),
                        file_size=path.stat().st_size,
                        file_hash=digest,
                    )
                    document.save()
            self._known[path] = document
        return self._known[path]

    def _add_picture(self, name: str, path: Path, digest: str) -> AbstractImage:
        about = self._content.pictures[name]
        with path.open("rb") as stream:
            image = get_image_model()(
                title=about["title"],
                file=ImageFile(stream, name=path.name),
                file_size=path.stat().st_size,
                file_hash=digest,
            )
            width, height = image.file.width, image.file.height
            # A quarter of the picture around its point, so that no crop cuts through it.
            image.focal_point_x = round(about["focal"][0] * width)
            image.focal_point_y = round(about["focal"][1] * height)
            image.focal_point_width = width // 4
            image.focal_point_height = height // 4
            image.save()
        return image


def _digest(path: Path) -> str:
    """Wagtail's hash of a file, by which it too finds doubles."""
    return sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
