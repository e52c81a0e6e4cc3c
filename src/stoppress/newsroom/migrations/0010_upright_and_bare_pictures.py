"""Pictures get the size they have when turned upright; published copies are made again, bare."""

from django.db import migrations
from PIL import ExifTags, Image

#: Copies were made for readers with specifications that begin like this one.
FOR_READERS = "width-"


def turn_upright(apps, schema_editor):
    pictures = apps.get_model("wagtailimages", "Image").objects.order_by("pk")
    for picture in pictures.only("file", "width", "height").iterator(chunk_size=500):
        try:
            with picture.file.open("rb") as opened, Image.open(opened) as image:
                width, height = image.size
                turned = image.getexif().get(ExifTags.Base.Orientation) in range(5, 9)
        except (OSError, SyntaxError, ValueError):
            continue  # no file, or none that can be read: it stays as it is
        if turned and (picture.width, picture.height) == (width, height) and width != height:
            pictures.filter(pk=picture.pk).update(width=height, height=width)


def forget_copies_with_metadata(apps, schema_editor):
    renditions = apps.get_model("wagtailimages", "Rendition").objects.filter(
        filter_spec__startswith=FOR_READERS, filter_spec__contains="|format-"
    )
    for rendition in renditions.only("file").order_by("pk").iterator(chunk_size=500):
        rendition.file.delete(save=False)
        renditions.filter(pk=rendition.pk).delete()


def nothing(apps, schema_editor):
    """Sizes and copies are made again by whichever release runs."""


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_picture_rights"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(turn_upright, nothing),
        migrations.RunPython(forget_copies_with_metadata, nothing),
    ]
