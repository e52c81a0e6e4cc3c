"""The words of a post: the channel's template, filled with what readers have.

Markup is put around parts that are cut and escaped already, so that no cut can break it. Telegram
counts what is left when the markup is read (https://core.telegram.org/bots/api#sendmessage).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from urllib.parse import urlsplit

from django.utils.translation import gettext, override

from stoppress.channels.kinds.telegram.albums import FEWEST, Album, in_step, pictures_of
from stoppress.channels.kinds.telegram.units import cut, units
from stoppress.channels.models import Channel
from stoppress.channels.post import Picture, Post
from stoppress.newsroom.plain_text import joined
from stoppress.press.render import language_of_interface
from stoppress.site.article.shown import PublicArticle, ShownArticle
from stoppress.site.pictures import mark_of

TEXT, PHOTO, ALBUM = "text", "photo", "album"
#: Units of UTF-16 that a message, and the caption of a picture, may have.
LONGEST = {TEXT: 4096, PHOTO: 1024, ALBUM: 1024}
TEMPLATE = "{headline}\n\n{deck}\n\n{correction}\n\n{topics}\n\n{link}"
#: What a template may name.
PLACES = ("headline", "deck", "kicker", "section", "byline", "correction", "topics", "link")
#: What gives way where all is too long, the first one first.
_GIVES_WAY = ("deck", "correction", "topics", "byline", "kicker", "section", "headline")
_PLACE = re.compile(r"\{(" + "|".join(PLACES) + r")\}")
_NAMED = re.compile(r"\{([^{}\n]{0,40})\}")
_NO_TAG = re.compile(r"[^\w]+")
#: The most topics of a post.
_TAGS = 5


@dataclass(frozen=True, slots=True)
class _Values:
    """What stands in the places of a template, as plain text; and the address of the link."""

    texts: Mapping[str, str]
    link: str


def post_of(channel: Channel, found: PublicArticle, stands: Post | None) -> Post:
    """The post of an article; one that stands there stays a text, or pictures with a caption."""
    values = _values(found)
    template = channel.template.strip() or TEMPLATE
    form = stands.form if stands else _form(channel, found)
    if stands is None and _units(template, values) > LONGEST[form]:
        form = TEXT  # with a large preview of the link, which shows the picture
    album: Album = ()
    if form == ALBUM:
        album = pictures_of(found.article)
        album = in_step(stands.album, album, _card(found)) if stands else album
    return Post(
        filled(template, values.texts, values.link, LONGEST[form]),
        found.view.url,
        form,
        album[0] if album else _picture(found) if form != TEXT else None,
        album,
    )


def check_template(template: str) -> None:
    """Look at words that somebody sets. Raises ValueError with a sentence.

    A name that is none would be posted as it stands; without headline and link a post may be empty.
    """
    places = ", ".join(f"{{{place}}}" for place in PLACES)
    named = _NAMED.findall(template)
    if unknown := [name for name in named if name not in PLACES]:
        said = gettext("Nothing is called %(name)s. You can write %(names)s.")
        raise ValueError(said % {"name": f"{{{unknown[0]}}}", "names": places})
    if template.strip() and not {"headline", "link"} & set(named):
        said = gettext("Write %(headline)s or %(link)s: without them a post may be empty.")
        raise ValueError(said % {"headline": "{headline}", "link": "{link}"})


def _form(channel: Channel, found: PublicArticle) -> str:
    """How it is sent: with all its pictures where the channel wants them, with one, or none."""
    if channel.albums and len(pictures_of(found.article)) >= FEWEST:
        return ALBUM
    return PHOTO if found.article.lead_image else TEXT


def filled(template: str, texts: Mapping[str, str], link: str, most: int) -> str:
    """A template with its places filled, as Telegram's HTML of at most ``most`` visible units.

    Lines whose places are all empty are left out, and so are empty lines in a row.
    """
    values = _Values({place: text.strip() for place, text in texts.items()}, link)
    for place in _GIVES_WAY:
        over = _units(template, values) - most
        if over <= 0:
            break
        room = units(values.texts.get(place, "")) - over
        values = _Values({**values.texts, place: cut(values.texts.get(place, ""), room)}, link)
    if _units(template, values) > most:  # the template's own words are too long
        return filled(TEMPLATE, texts, link, most) if template != TEMPLATE else ""
    return _joined(template, values, markup=True)


def _units(template: str, values: _Values) -> int:
    return units(_joined(template, values, markup=False))


def _joined(template: str, values: _Values, *, markup: bool) -> str:
    lines: list[str] = []
    for line in template.splitlines():
        places = _PLACE.findall(line)
        if places and not any(values.texts.get(place) for place in places):
            continue
        text = _line(line, values, markup=markup)
        if text or (lines and lines[-1]):
            lines.append(text)
    return "\n".join(lines).strip()


def _line(line: str, values: _Values, *, markup: bool) -> str:
    parts = []
    for number, part in enumerate(_PLACE.split(line)):
        text = values.texts.get(part, "") if number % 2 else part
        if not markup or not text:
            parts.append(text)
            continue
        safe = escape(text, quote=False)
        if number % 2 and part == "headline":
            safe = f"<b>{safe}</b>"
        elif number % 2 and part == "link":
            safe = f'<a href="{escape(values.link)}">{safe}</a>'
        parts.append(safe)
    return "".join(parts).strip()


def _values(found: PublicArticle) -> _Values:
    view = found.view
    texts = {
        "headline": view.headline,
        "deck": view.deck,
        "kicker": view.kicker,
        "section": view.section.title,
        "byline": ", ".join(byline.name for byline in view.bylines),
        "correction": _correction(view, found.edition.language),
        "topics": " ".join(_tags(view)),
        "link": urlsplit(view.url).netloc,
    }
    return _Values({name: _one_line(text) for name, text in texts.items()}, view.url)


def _one_line(text: str) -> str:
    return joined([" ".join(line.split()) for line in text.splitlines() if line.strip()])


def _correction(view: ShownArticle, language: str) -> str:
    """The last correction, in the edition's language; empty when there is none."""
    if not view.corrections:
        return ""
    last = view.corrections[-1]
    with override(language_of_interface(language)):
        word = gettext("Correction")
    return f"{word}: {last.was} {last.now}"


def _tags(view: ShownArticle) -> list[str]:
    """Topics as hashtags: letters, figures and low lines, and no figures alone."""
    tags = []
    for topic in view.topics:
        tag = _NO_TAG.sub("_", topic.title).strip("_")
        if tag and not tag.isdigit():
            tags.append(f"#{tag}")
    return list(dict.fromkeys(tags))[:_TAGS]


def _picture(found: PublicArticle) -> Picture:
    """The lead picture; where it was taken away, the card with the headline."""
    image = found.article.lead_image
    return _card(found) if image is None else Picture(image.pk, mark_of(image))


def _card(found: PublicArticle) -> Picture:
    return Picture(None, sha256(found.article.title.encode()).hexdigest()[:8])
