"""What the checks find before a piece goes out, and what they leave alone."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.cache import cache

from stoppress.desk.checks import dead_links
from stoppress.desk.checks.check import Level, Subject, subject_of
from stoppress.desk.checks.headlines import LONG_HEADLINE
from stoppress.desk.checks.registry import CHECKS, problems_of
from stoppress.intake.filing.connections import Limits
from stoppress.newsroom.models import Article, CheckSettings, Person, PictureDetails
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUOTE = {"text": "Nobody put it on an agenda.", "speaker": "", "source_title": ""}
LANGUAGES = ("en", "az", "ru")


def text(*paragraphs: str) -> dict[str, Any]:
    """The body of a piece."""
    return {"body": [("paragraph", f"<p>{words}</p>") for words in paragraphs]}


def link(address: str) -> dict[str, Any]:
    return text(f'See <a href="{address}">the plan</a>.')


#: Check, language, fields of the piece.
CAUGHT: list[tuple[str, str, dict[str, Any]]] = [
    *[("headline", language, {"title": "  "}) for language in LANGUAGES],
    *[
        ("headline-length", language, {"title": letter * (LONG_HEADLINE + 1)})
        for language, letter in zip(LANGUAGES, "aəя", strict=True)
    ],
    *[
        ("quotation", language, {"body": [("quote", QUOTE | {"text": words})]})
        for language, words in zip(
            LANGUAGES, ("Nobody knew.", "Heç kim bilmirdi.", "Никто не знал."), strict=True
        )
    ],
    *[
        ("picture-alt", language, {"lead_image_id": 1, "lead_credit": "A"})
        for language in LANGUAGES
    ],
    *[
        ("picture-credit", language, {"lead_image_id": 1, "lead_alt": "A"})
        for language in LANGUAGES
    ],
    ("link", "en", link("javascript:alert(1)")),
    ("link", "az", link("https://exa mple.org/")),
    ("link", "ru", {"body": [("embed", {"url": "http:///video", "title": "", "provider": ""})]}),
    ("link", "en", link("www.harbour.example/plan")),
    ("link", "az", link("https://harbour/plan")),
    ("link", "ru", link("mailto:redaksiya")),
    ("link", "en", link("https://harbour.example:99999/")),
    ("numbers", "en", {"title": "Storm kills 14 people"} | text("Of 300, it killed 12 people.")),
    ("numbers", "tr", {"title": "500 ev yandı"} | text("Yangında 5.000 ev yandı.")),
    ("numbers", "en", {"title": "Council mends 64 roofs"} | text("It pays for 46 roofs.")),
    ("numbers", "az", {"title": "Şura 64 evi təmir edir"} | text("Cəmi 46 ev siyahıdadır.")),
    ("numbers", "ru", {"title": "Починят 64 дома", "deck": ""} | text("В списке 46 домов.")),
    ("numbers", "en", {"deck": "Up 64% in a year"} | text("The price rose by 46% in a year.")),
    ("name", "en", text("“We wait,” said Jonas Mueller.")),
    ("name", "az", text("Leyla Rehimbeyli bunu dedi.")),
    ("name", "ru", text("Так сказала Нинна Воронцова, когда вошла.")),
    ("name", "en", text("Jonas Müller came. Mueller left.")),
    ("name", "en", text("Jonas Mueller’s boat came in. Mueller, not Müller, left.")),
    ("name", "tr", text("Jonas Mueller'in teknesi geldi.")),
]
LEFT_ALONE: list[tuple[str, dict[str, Any]]] = [
    *[
        (language, {"title": letter * LONG_HEADLINE})
        for language, letter in zip(LANGUAGES, "aəя", strict=True)
    ],
    *[
        (language, {"lead_image_id": 1, "lead_alt": "A roof", "lead_credit": "Kit Sorrel"})
        for language in LANGUAGES
    ],
    ("en", {"body": [("quote", QUOTE | {"speaker": "Ada Fairweather"})]}),
    ("az", {"body": [("quote", QUOTE | {"source_title": "Kuryer"})]}),
    ("ru", {"body": [("pull_quote", {"text": "Никто.", "attribution": ""})]}),
    ("en", link("https://harbour.example/plan?a=1&amp;b=2")),
    ("az", link("mailto:redaksiya@kuryer.example")),
    ("ru", link("/ru/gavan/")),
    # The text gives the number too; or counts other things; or several; or rounds.
    ("en", {"title": "Council mends 64 roofs"} | text("Of 90 roofs it mends 64.")),
    ("en", {"title": "Council mends 64 roofs"} | text("It pays 46 euros each.")),
    ("en", {"title": "Council mends 64 roofs"} | text("There 46 roofs, here 18 roofs.")),
    ("en", {"title": "5,000 people march"} | text("The police counted 4,912 people.")),
    ("en", {"title": "4 roofs fall"} | text("In all 14 roofs stand there.")),
    ("en", {"title": "Sunday, 12 May"} | text("It was decided on 14 May, at 15:30.")),
    ("az", {"title": "12 may: bərə qayıdır"} | text("Qərar 14 may tarixindədir.")),
    ("ru", {"title": "Паром вернётся 12 мая"} | text("Так решили 14 мая.")),
    ("az", {"title": "64 evin damı"} | text("Siyahıda 64 ev var.")),
    ("ru", {"title": "Починят 64 дома"} | text("В списке 64 дом.")),
    # The text says it in words, or more exactly, and counts others of the kind.
    ("en", {"title": "Fire hurts 12 people"} | text("Twelve were hurt. In all 300 people came.")),
    ("az", {"title": "Tufan 45 evin damını aparıb"} | text("Qırx beş dam; 3000 ev işıqsızdır.")),
    ("ru", {"title": "Буря сорвала 45 крыш"} | text("Сорок пять крыш; ещё 120 крыш текут.")),
    ("en", {"title": "Turnout is 62%"} | text("It was 62.4%, after 48% four years ago.")),
    ("az", {"title": "Bilet 15% bahalaşır"} | text("Gündəlik bilet 12 manat, aylıq 8% bahadır.")),
    ("en", {"title": "2,500 tickets"} | text("All 2500 tickets are sold.")),
    # The name as it is known, in another script, with an ending, or another person's.
    ("en", text("“We wait,” said Jonas Müller of MÜLLER & Co.")),
    ("az", text("Leyla Rəhimbəylinin sözləri; LEYLA RƏHİMBƏYLİ.")),
    ("ru", text("Так сказал Йонас Мюллер. Письмо Нины Воронцовой.")),
    ("en", text("Jonas Miller and Mueller of Berlin.")),
    ("ru", text("Письмо пришло Нине Воронцовой и Ольге Гнатюк, Йонасу Мюллеру.")),
    ("tr", text("Jonas Müller'in teknesi geldi; Müller’e göre geç kaldı.")),
    ("en", text("Jonas Müller’s boat and Jonas O’Müller’s.")),
    ("az", text("Sevda Əliyeva gəldi. Rauf Əliyevə zəng etdi.")),
]


@pytest.fixture
def people() -> None:
    """Whom the newsroom knows."""
    known = ("Jonas Müller", "Leyla Rəhimbəyli", "Нина Воронцова", "Ольга Гнатюк", "Sevda Əliyeva")
    for name in known:
        Person.objects.create(name=name)


def subject(language: str, fields: dict[str, Any]) -> Subject:
    return Subject(Article(**{"title": "The ferry is back"} | fields), None, language, NOON)


@pytest.mark.parametrize(("check", "language", "fields"), CAUGHT)
@pytest.mark.usefixtures("people")
def test_a_check_catches_what_it_is_for(check: str, language: str, fields: dict[str, Any]) -> None:
    assert [one.check for one in problems_of(subject(language, fields))] == [check]


@pytest.mark.parametrize(("language", "fields"), LEFT_ALONE)
@pytest.mark.usefixtures("people")
def test_checks_leave_alone_what_is_right(language: str, fields: dict[str, Any]) -> None:
    assert [one.words for one in problems_of(subject(language, fields))] == []


def found_in(article: Article) -> list[str]:
    return [one.check for one in problems_of(subject_of(article))]


@pytest.mark.parametrize(
    ("language", "before", "again", "other"),
    [
        ("en", "The ferry is back", "THE FERRY  is back", "The ferry is late"),
        ("az", "Bərə qayıdır", "BƏRƏ QAYIDIR", "Bərə qayidir"),
        ("ru", "Паром вернулся", "паром вернулся", "Паром не вернулся"),
    ],
)
def test_a_headline_of_this_week_is_not_used_again(
    language: str, before: str, again: str, other: str
) -> None:
    section = factories.section(of=factories.edition(language))
    piece = factories.article(before, into=section)
    assert found_in(piece) == []

    assert found_in(factories.draft(other, into=section)) == []
    twice = factories.draft(again, into=section)
    assert found_in(twice) == ["headline-again"]

    Article.objects.filter(pk=piece.pk).update(published_at=NOON - timedelta(days=8))
    assert found_in(twice) == []


def test_a_section_whose_pieces_need_a_label() -> None:
    opinion, harbour = factories.section("Opinion"), factories.section()
    CheckSettings.load().labelled_sections.add(opinion)
    article = factories.draft(into=opinion)

    assert found_in(article) == ["label"]
    article.kicker = "Opinion"
    assert found_in(article) == []
    assert found_in(factories.draft(into=harbour)) == []
    moves = problems_of(subject_of(factories.draft(into=harbour), opinion.pk))
    assert [one.check for one in moves] == ["label"]


def test_an_embargo_that_runs_is_not_forgotten_in_a_later_version() -> None:
    article = factories.draft(embargo_until=NOON + timedelta(hours=3))
    assert found_in(article) == []

    article.embargo_until = None
    article.save_revision()
    assert found_in(article) == ["embargo"]
    article.public_since = NOON + timedelta(hours=2)
    assert found_in(article) == ["embargo"]
    article.public_since = NOON + timedelta(hours=4)
    assert found_in(article) == []
    over = factories.draft(embargo_until=NOON - timedelta(hours=1))
    over.embargo_until = None
    assert found_in(over) == []


def test_a_picture_says_itself_what_the_piece_does_not_and_until_when_it_may_be_used() -> None:
    picture = image()
    article = factories.draft(lead_image=picture)
    article.body = [("image", {"image": picture, "alt": "", "caption": "", "credit": ""})]
    assert found_in(article) == ["picture-alt", "picture-alt", "picture-credit", "picture-credit"]

    picture.description = "A roof"
    picture.save()
    today = NOON.date()
    details = PictureDetails.objects.create(image=picture, credit="Kit", usable_until=today)
    assert found_in(article) == []

    details.usable_until = today - timedelta(days=1)
    details.save()
    assert found_in(article) == ["picture-rights"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_without_rights_are_told_of_where_the_newsroom_wants_it(language: str) -> None:
    section, picture = factories.section(of=factories.edition(language)), image()
    block = ("image", {"image": picture, "alt": "A roof", "caption": "", "credit": "Kit Sorrel"})
    article = factories.draft(
        into=section, lead_image=picture, lead_alt="A roof", lead_credit="Kit Sorrel"
    )
    article.body = [block]
    assert found_in(article) == []

    settings = CheckSettings.load()
    settings.levels = {"picture-rights-noted": "warning"}
    settings.save()
    assert found_in(article) == ["picture-rights-noted", "picture-rights-noted"]
    PictureDetails.objects.create(image=picture, rights="Agency, once")
    assert found_in(article) == []


@pytest.fixture
def site() -> Any:
    """A server on this machine: what it was asked for, and its address."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/here" else 404)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield asked, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_dead_links_are_told_of_and_private_addresses_are_never_asked(
    site: tuple[list[str], str],
) -> None:
    asked, address = site
    cache.clear()
    article = factories.draft()
    article.body = link(f"{address}/gone")["body"] + link(f"{address}/here")["body"]

    for page in ("gone", "here"):
        dead_links.ask(f"{address}/{page}")
    assert (asked, found_in(article)) == ([], [])

    everywhere = Limits(seconds=30, allowed=lambda _address: True)
    for page in ("gone", "here"):
        dead_links.ask(f"{address}/{page}", everywhere)
    assert asked == ["/gone", "/here"]
    assert found_in(article) == ["dead-link"]


def test_the_newsroom_sets_how_much_a_check_weighs() -> None:
    article = factories.draft("ə" * (LONG_HEADLINE + 1))
    settings = CheckSettings.load()
    for level, found in ((Level.ERROR, [Level.ERROR]), (Level.OFF, []), ("?", [Level.WARNING])):
        settings.levels = {"headline-length": level}
        settings.save()
        assert [one.level for one in problems_of(subject_of(article))] == found
    settings.levels = {"headline": Level.OFF}
    settings.save()
    assert [one.level for one in problems_of(subject("en", {"title": ""}))] == [Level.ERROR]
    assert len({check.name for check in CHECKS}) == len(CHECKS)
