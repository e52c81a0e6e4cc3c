"""A message to the bot becomes a draft, where the person may begin one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.desk.pictures.chosen import words_of
from stoppress.desk.pictures.keep import keep_picture
from stoppress.desk.telegram.words import read_message
from stoppress.intake.item import Block
from stoppress.newsroom import clock
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import (
    Article,
    Byline,
    Person,
    SectionPage,
    TelegramAlbum,
    TelegramWriter,
)

#: The rest of an album comes within seconds.
_ALBUM = timedelta(days=1)
_body: Any = Article._meta.get_field("body")  # noqa: SLF001 - Django's documented API


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file of a message's picture; or why there is none, in words."""

    file: bytes = b""
    why_not: str = ""


def writes(user: Any) -> bool:
    """Whether drafts are made of what somebody sends to the bot."""
    return TelegramWriter.objects.filter(pk=user.pk).exists()


def section_of(user: Any) -> SectionPage | None:
    """The section that somebody's drafts go to; None where they may not begin a piece there."""
    writer = TelegramWriter.objects.select_related("section").filter(pk=user.pk).first()
    if writer is None or not writer.section.permissions_for_user(user).can_add_subpage():
        return None
    return writer.section


def make_draft(heard: Heard, chat: int, user: Any, fetched: Fetched | None) -> str:
    """File a draft of a message, or put its picture into that of its album; what to answer.

    Empty where the answer was given already. To be called in a transaction: it is made once.
    """
    hold_the_log()
    section = section_of(user)
    if section is None:
        return gettext("You may not begin a piece in the section that is set for you.")
    image, left_out = _picture(heard, fetched, user)
    begun = _begun(heard, chat)
    if begun is not None:
        return _add_to(begun, heard, image, user) or left_out
    headline, blocks = read_message(heard, section.locale.language_code)
    if not headline and image is None:
        return left_out or gettext("Words and pictures become drafts, and nothing else.")
    if heard.is_more:
        left_out = gettext("What is neither words nor a picture was left out.")
    article = Article(
        title=headline or gettext("Picture by Telegram"),
        body=_stream(blocks),
        editor_note=_where_from(heard),
    )
    if image is not None:
        _show_on_top(article, image)
    person = Person.objects.filter(account=user.pk).first()
    if person is not None:
        article.bylines = [Byline(person=person)]
    file_article(section, article, user)
    if heard.album:
        TelegramAlbum.objects.filter(at__lt=clock.now() - _ALBUM).delete()
        TelegramAlbum.objects.create(chat=chat, album=heard.album, article=article, at=clock.now())
    said = gettext("“%(headline)s” is a draft in %(section)s: %(address)s")
    address = settings.STOPPRESS_DESK_URL + reverse("desk_piece", args=[article.pk])
    told = {"headline": article.title, "section": section.title, "address": address}
    return " ".join([said % told, left_out]).strip()


def _begun(heard: Heard, chat: int) -> Article | None:
    if not heard.album:
        return None
    found = TelegramAlbum.objects.filter(chat=chat, album=heard.album)
    album = found.select_related("article").first()
    return album.article if album else None


def _add_to(begun: Article, heard: Heard, image: Any, user: Any) -> str:
    """Put another picture of an album into its draft, at the end of the newest version."""
    if image is None:
        return ""
    if begun.live or not begun.permissions_for_user(user).can_edit():
        return gettext("A picture of the album came too late for its draft.")
    article = begun.get_latest_revision_as_object()
    if article.lead_image_id is None:
        _show_on_top(article, image)
    else:
        _append(article, [Block("image", {"image": image.pk, **words_of(image)})])
    headline, blocks = read_message(heard, begun.locale.language_code)
    if headline:  # the words of an album may stand below any of its pictures
        article.title = headline
        _append(article, blocks)
    article.save_revision(user=user)
    return ""


def _stream(blocks: list[Block]) -> Any:
    return _body.stream_block.to_python([{"type": b.type, "value": b.value} for b in blocks])


def _append(article: Article, blocks: list[Block]) -> None:
    for child in _stream(blocks):
        article.body.append((child.block_type, child.value))


def _picture(heard: Heard, fetched: Fetched | None, user: Any) -> tuple[Any, str]:
    """The picture in the library; None, with the reason, where there is none."""
    if fetched is None:
        return None, ""
    why_not = fetched.why_not
    if not why_not:
        file = SimpleUploadedFile(heard.picture_name, fetched.file)
        try:
            image, _said = keep_picture(file, user)
        except ValidationError as refused:
            why_not = " ".join(refused.messages)
        except PermissionDenied:
            why_not = gettext("You may not add pictures.")
        else:
            return image, ""
    return None, gettext("The picture was left out: %(why)s") % {"why": why_not}


def _show_on_top(article: Article, image: Any) -> None:
    words = words_of(image)
    article.lead_image = image
    article.lead_alt, article.lead_caption = words["alt"], words["caption"]
    article.lead_credit = words["credit"]


def _where_from(heard: Heard) -> str:
    """Where it comes from, for the note to editors, which no reader sees."""
    if heard.source is None:
        return gettext("Sent by Telegram.")
    told = " ".join(filter(None, (heard.source.name, heard.source.link)))
    return gettext("Forwarded by Telegram from: %(source)s") % {"source": told}
