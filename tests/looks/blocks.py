"""One of every block of a body, in an order a piece could have."""

from __future__ import annotations

from tests.looks.record import Record
from tests.looks.sample import picture
from tests.looks.texts import PARAGRAPHS


def every_block() -> list[Record]:
    """The blocks of the contract between the newsroom and the templates."""
    first, second, third, fourth = (f"<p>{text}</p>" for text in PARAGRAPHS["en"])
    sound = Record(url="/media/bell.mp3", title="Bell", type="audio/mpeg")
    film = Record(url="/media/ramp.mp4", title="Ramp", type="video/mp4")
    return [
        Record(type="paragraph", value=first),
        Record(type="paragraph", value=second),
        Record(
            type="quote",
            value={
                "text": "“We did not buy two boats. We bought forty crossings a day, and we will "
                "be judged on every one of them that does not sail.”",
                "speaker": "Tobias Renn",
                "role": "harbour master",
                "occasion": "at the council’s session of 12 March",
                "source_title": "minutes, page 9",
                "source_url": "https://council.example/minutes.pdf",
            },
        ),
        Record(type="paragraph", value=third),
        Record(type="subhead", value={"text": "What it costs, and whom"}),
        Record(type="paragraph", value=fourth),
        Record(
            type="table",
            value={
                "data": [
                    ["Crossing", "On foot", "With a car", "By night"],
                    ["Single", "4", "11", "6"],
                    ["Ten crossings", "32", "90", "48"],
                    ["Pupils, night nurses", "0", "11", "0"],
                ],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
                "table_caption": "Fares in crowns from 30 May",
            },
        ),
        Record(type="image", value={"image": picture(3, "The quay in the morning")}),
        Record(
            type="list",
            value={
                "ordered": False,
                "items": [
                    "First boat: <b>5.40</b> from the town quay",
                    "Last boat: <b>23.10</b> from the north shore",
                    "No sailing above wind force eight",
                ],
            },
        ),
        Record(
            type="pull_quote",
            value={
                "text": "It did hold, and nobody in the queue went home",
                "attribution": "Mara Ellwood, on the quay",
            },
        ),
        Record(
            type="fact_box",
            value={
                "title": "The two boats",
                "text": "<p>The <i>Heron</i> and the <i>Plover</i> were built in 2011 for a river "
                "line that closed.</p><ul><li>38 metres, 24 cars, 180 people</li>"
                "<li>Bought together for 6.4 million</li></ul>",
            },
        ),
        Record(
            type="known",
            value={
                "known": ["The ferry sails every day of the year", "Dues pay the gap until 2028"],
                "unknown": ["Who pays when a boat is in the yard", "Whether the bus stays"],
            },
        ),
        Record(
            type="background",
            value={
                "title": "",
                "text": "<p>The old ferry stopped in 2015 when its ramp failed inspection.</p>",
            },
        ),
        Record(
            type="gallery",
            value={
                "title": "The first morning",
                "pictures": [{"image": picture(4)}, {"image": picture(5)}, {"image": picture(6)}],
            },
        ),
        Record(
            type="embed",
            value={
                "url": "https://video.example/watch/12",
                "title": "The first crossing, filmed from the ramp",
                "provider": "video.example",
            },
        ),
        Record(
            type="document",
            value={
                "title": "Minutes of the council, 12 March",
                "document": Record(
                    url="/media/minutes.pdf",
                    title="minutes.pdf",
                    type="application/pdf",
                    kind="PDF",
                    size=412_000,
                ),
            },
        ),
        Record(
            type="audio",
            value={
                "file": sound,
                "title": "The quay bell, 5.38",
                "caption": "It rings two minutes before a boat leaves.",
                "poster": None,
                "transcript": "A bell, struck twice. Gulls. An engine starts.",
            },
        ),
        Record(
            type="video",
            value={
                "file": film,
                "title": "The ramp comes down",
                "caption": "Filmed on Saturday morning.",
                "poster": picture(7),
                "transcript": "The ramp is lowered. A van drives on.",
            },
        ),
        Record(
            type="list",
            value={"ordered": True, "items": ["The vote", "The boats", "The timetable"]},
        ),
    ]
