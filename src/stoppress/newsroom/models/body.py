"""The typed blocks of an article's body."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise, cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from stoppress.newsroom.addresses import web_address

INLINE = ["bold", "italic", "link", "superscript", "subscript"]


def _text(label: Promise, **options: object) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=False, **options)


def _with_web_address(value: Any, field: str) -> Any:
    """``value``, whose ``field`` is empty or an address of the web; else a refusal in words."""
    address = str(value.get(field) or "")
    if address and not web_address(address):
        refused = ValidationError(
            _("This is no address of a page. Give one that begins with https:// or http://.")
        )
        raise blocks.StructBlockValidationError(block_errors={field: refused})
    return value


class SubheadBlock(blocks.StructBlock):
    """A heading between paragraphs."""

    text = blocks.CharBlock(label=_("Subhead"), max_length=255)

    class Meta:
        icon = "title"
        label = _("Subhead")


class QuoteBlock(blocks.StructBlock):
    """Words said, with who said them, in what role, when and where, and the source."""

    text = blocks.TextBlock(label=_("Words"))
    speaker = _text(_("Who said it"))
    role = _text(_("Speaker’s role"))
    occasion = _text(_("Where and when"))
    source_title = _text(_("Source"))
    source_url = blocks.CharBlock(label=_("Link to the source"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a source that is no address of the web."""
        return _with_web_address(super().clean(value), "source_url")

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class PullQuoteBlock(blocks.StructBlock):
    """A sentence of the article set large."""

    text = blocks.TextBlock(label=_("Words"))
    attribution = _text(_("Attribution"))

    class Meta:
        icon = "openquote"
        label = _("Pull quote")


class PictureBlock(blocks.StructBlock):
    """A picture with its caption, credit and description."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = _text(_("Description for those who cannot see it"))
    caption = _text(_("Caption"))
    credit = _text(_("Credit"))

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    title = _text(_("Title"))
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")


class EmbedBlock(blocks.StructBlock):
    """Something of another site; it loads only when the reader asks for it."""

    url = blocks.URLBlock(label=_("Address"))
    title = _text(_("What it shows"))
    provider = _text(_("Provider"))

    def clean(self, value: Any) -> Any:
        """Refuse what is no address of the web, such as ``ftp``."""
        return _with_web_address(super().clean(value), "url")

    class Meta:
        icon = "media"
        label = _("Embed")


class BulletsBlock(blocks.StructBlock):
    """A list, bulleted or numbered."""

    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")


class FactBoxBlock(blocks.StructBlock):
    """Facts beside the story."""

    title = _text(_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=[*INLINE, "ul", "ol"])

    class Meta:
        icon = "info-circle"
        label = _("Fact box")


class BackgroundBlock(FactBoxBlock):
    """What happened before."""

    class Meta:
        icon = "history"
        label = _("Background")


class KnownBlock(blocks.StructBlock):
    """What we know and what we do not know yet."""

    known = blocks.ListBlock(blocks.TextBlock(), label=_("What we know"), default=[])
    unknown = blocks.ListBlock(blocks.TextBlock(), label=_("What we don’t know"), default=[])

    class Meta:
        icon = "help"
        label = _("What we know")


class DocumentBlock(blocks.StructBlock):
    """A document readers can open."""

    document = DocumentChooserBlock(label=_("Document"))
    title = _text(_("Title"))

    class Meta:
        icon = "doc-full"
        label = _("Document")


class RecordingBlock(blocks.StructBlock):
    """A sound or film of our own."""

    file = DocumentChooserBlock(label=_("File"))
    title = _text(_("Title"))
    caption = _text(_("Caption"))
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    transcript = blocks.TextBlock(label=_("Transcript"), required=False)


class AudioBlock(RecordingBlock):
    """A sound recording."""

    class Meta:
        icon = "media"
        label = _("Audio")


class VideoBlock(RecordingBlock):
    """A film."""

    class Meta:
        icon = "media"
        label = _("Video")


class EnglishTableBlock(TableBlock):
    """Wagtail's, whose editor is asked for the one language that Wagtail brings along for it.

    For any other, “en” among them, it writes an error to the browser's console.
    """

    def get_table_options(self, table_options: Any = None) -> Any:
        """What the editor is started with."""
        return super().get_table_options({**(table_options or {}), "language": "en-US"})

    def deconstruct(self) -> Any:
        """As Wagtail's own, to migrations."""
        _path, args, options = super().deconstruct()
        return "wagtail.contrib.table_block.blocks.TableBlock", args, options


class BodyBlock(blocks.StreamBlock):
    """The body of an article: paragraphs and everything that may stand between them."""

    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=INLINE, icon="pilcrow")
    subhead = SubheadBlock()
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    list = BulletsBlock()
    table = EnglishTableBlock(label=_("Table"))
    fact_box = FactBoxBlock()
    background = BackgroundBlock()
    known = KnownBlock()
    document = DocumentBlock()
    audio = AudioBlock()
    video = VideoBlock()

    def clean(self, value: Any, **options: Any) -> Any:
        """Leave out paragraphs in which nothing is written, and look at the rest.

        Raises StreamBlockValidationError, whose places are those of ``value``.
        """
        kept = [place for place, block in enumerate(value) if not _is_empty(block)]
        written = blocks.StreamValue(
            self, [(value[place].block_type, value[place].value, value[place].id) for place in kept]
        )
        try:
            return super().clean(written, **options)
        except blocks.StreamBlockValidationError as refused:
            places = {kept[place]: error for place, error in refused.block_errors.items()}
            raise blocks.StreamBlockValidationError(
                block_errors=places, non_block_errors=refused.non_block_errors
            ) from None


def _is_empty(block: Any) -> bool:
    if block.block_type != "paragraph" or "<embed" in block.value.source:
        return False
    return not unescape(strip_tags(block.value.source)).strip()


class BodyField(StreamField):
    """The column of a body. Wagtail makes a JSON field for each value that is read or written."""

    @cached_property
    def json_field(self) -> models.JSONField[Any, Any]:
        """What the values are stored as; made once."""
        return super().json_field

    def deconstruct(self) -> Any:
        """As Wagtail's own, to migrations."""
        name, _path, args, options = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, options
