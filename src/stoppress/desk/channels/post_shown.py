"""A post as the desk shows it before it is sent."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.images import get_image_model

from stoppress.channels.models import Channel
from stoppress.channels.post import Picture, Post
from stoppress.channels.preview import preview_of
from stoppress.desk.channels.seen import title_of
from stoppress.newsroom.models import Article
from stoppress.site.preview import preview_card

#: What kinds of channels mark up; links lead nowhere at the desk.
_TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote"}
_WIDTH = "width-800"


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post.

    :param words: its markup, which is safe.
    :param picture: the address of its picture; empty when it goes without.
    :param link: the address in a large preview; empty where a picture goes along.
    :param more: the addresses of the further pictures of an album.
    """

    words: SafeString
    picture: str
    link: str
    language: str
    more: tuple[str, ...] = ()


def shown(post: Post, article: Article) -> PostShown:
    """``post`` of ``article``, which may be a draft."""
    words = nh3.clean(post.text, tags=_TAGS, attributes={})
    return PostShown(
        mark_safe(words),  # noqa: S308 - cleaned above
        _address(post.picture, article),
        post.link if post.picture is None else "",
        article.locale.language_code,
        tuple(filter(None, (_address(one, article) for one in post.album[1:]))),
    )


def posts_of(article: Article, kind: str) -> list[tuple[str, PostShown]]:
    """The post of ``article``, which may be a draft, in each channel of ``kind`` of its edition.

    Each with the channel's name; where there is no such channel, the usual post and no name.
    """
    found = Channel.objects.filter(kind=kind, edition=article.locale_id)
    named = [(title_of(channel), channel) for channel in found]
    posts = []
    for name, channel in named or [("", Channel(kind=kind, edition=article.locale))]:
        post = preview_of(channel, article)
        if post is not None:
            posts.append((name, shown(post, article)))
    return posts


def _address(picture: Picture | None, article: Article) -> str:
    if picture is None:
        return ""
    if picture.image is None:
        return f"data:image/png;base64,{b64encode(preview_card(article)).decode()}"
    image = get_image_model().objects.filter(pk=picture.image).first()
    return str(image.get_rendition(_WIDTH).url) if image else ""
