"""One article of every kind, and one with every block, beside the pages that list them."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.images import get_image_model

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Byline, Person
from tests.newsroom import factories, media
from tests.newsroom.reader import at

QUOTED = "“We bought forty crossings a day.”"


def picture(width: int, height: int) -> Any:
    """A picture of some size."""
    file = BytesIO()
    Drawing.new("RGB", (width, height), (width % 256, 90, 120)).save(file, "PNG")
    name = f"quay-{width}.png"
    return get_image_model().objects.create(
        title="Quay", file=ContentFile(file.getvalue(), name=name)
    )


def every_block() -> list[dict[str, Any]]:
    """A body with one of every block."""
    shown, sound = media.image().pk, media.document("Bell").pk
    rich = "<p>The boat came <b>in</b> at <i>noon</i>.</p><ul><li>38 metres</li></ul>"
    values: dict[str, Any] = {
        "paragraph": '<p>The boat, <a href="https://a.example/">they say</a>, came in.</p>',
        "subhead": {"text": "What it costs"},
        "quote": {
            "text": QUOTED,
            "speaker": "Tobias Renn",
            "role": "harbour master",
            "occasion": "at the council",
            "source_title": "minutes, page 9",
            "source_url": "https://council.example/minutes.pdf",
        },
        "pull_quote": {"text": "It did hold", "attribution": "Mara Ellwood"},
        "image": {"image": shown, "alt": "The quay", "caption": "The quay", "credit": "Ida Moss"},
        "gallery": {
            "title": "The first morning",
            "pictures": [
                {"type": "item", "value": {"image": shown, "caption": "One"}, "id": str(uuid4())},
                {"type": "item", "value": {"image": shown, "caption": "Two"}, "id": str(uuid4())},
            ],
        },
        "embed": {"url": "https://video.example/12", "title": "The ramp", "provider": "a site"},
        "list": {
            "ordered": False,
            "items": [{"type": "item", "value": "<p>First boat</p>", "id": str(uuid4())}],
        },
        "table": {
            "data": [["Crossing", "On foot"], ["Single", "4"]],
            "first_row_is_table_header": True,
            "table_caption": "Fares",
        },
        "fact_box": {"title": "The boats", "text": rich},
        "background": {"title": "", "text": rich},
        "known": {"known": ["It sails"], "unknown": ["Who pays"]},
        "document": {"document": sound, "title": "Minutes"},
        "audio": {"file": sound, "title": "Bell", "caption": "Twice.", "transcript": "A bell."},
        "video": {"file": sound, "title": "Ramp", "caption": "", "poster": shown},
    }
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in values.items()]


def articles_of_every_kind(noon: datetime) -> dict[str, Article]:
    """Published articles by what is special about each."""
    agency = Person.objects.create(
        name="Northern Wire", kind=Person.Kind.AGENCY, role="News agency"
    )
    mara, ferry = factories.person(), factories.topic("Ferry")
    full = factories.draft(
        "Every block",
        by=(mara,),
        about=(ferry,),
        deck="A deck",
        kicker="Sea",
        dateline="KELMORA",
        lead_image=picture(1600, 900),
        lead_alt="The quay",
        lead_caption="The quay in the morning",
    )
    full.body = full._meta.get_field("body").to_python(every_block())
    full.bylines.add(Byline(person=agency, sort_order=2))
    full.bylines.add(
        Byline(person=factories.person("Ida Moss"), role=Byline.Role.TRANSLATOR, sort_order=3)
    )
    corrected = factories.article("It was fifty", by=(mara,))
    with at(noon + timedelta(hours=1)):
        corrected = correct(corrected, "It said sixty.", "It is fifty.", Unasked.COMMAND)
    return {
        "every block": publish(full, Unasked.COMMAND),
        "bare": factories.article("No picture and nobody's name"),
        "narrow picture": factories.article("Small", lead_image=picture(400, 300), lead_alt="A"),
        "corrected": corrected,
        "awkward": factories.article('A & B: "back" </script><b>1 < 2</b> 🛥', by=(mara,)),
    }
