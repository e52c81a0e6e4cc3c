"""Whoever searches finds what is written, in any spelling, and only what is theirs to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, SearchEntry, Spellings
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.follow import follow
from stoppress.newsroom.search.marks import Standing
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import NOON, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

KIND = SearchEntry.Kind
QUOTE = {
    "text": "We shall not sell the bell.",
    "speaker": "Orla Fenn",
    "role": "Harbour master",
    "occasion": "",
    "source_title": "",
    "source_url": "",
}


def owner() -> Any:
    users = get_user_model().objects
    return users.filter(is_superuser=True).first() or users.create_superuser("owner@news.example")


def found(query: str, user: Any = None, **limits: Any) -> list[str]:
    follow()
    return [one.headline for one in find(query, user, **limits).rows]


@pytest.mark.parametrize(
    "query",
    [
        *("ferry", "FERRIES", "the ferry is back", "boat noon", "fer", "ferry n", "ellwood ferry"),
        *("harbour", "crossing", "week's", "weeks", "re-opened", "reopened", "lisle’s"),
    ],
)
def test_a_piece_is_found_by_all_its_words(query: str) -> None:
    factories.article(
        "The ferry is back",
        by=(factories.person("Mara Ellwood"),),
        about=(factories.topic("Crossing"),),
        text="Lisle’s re-opened pier saw the <b>b</b>oat at noon, after a week's wait.",
    )
    elsewhere = factories.section("Town")
    factories.article("A choir sings", into=elsewhere, text="Nothing of it was heard.")

    assert found(query) == ["The ferry is back"]


@pytest.mark.parametrize("query", ["ferry choir", "xyzzy", "ellwoo mara x", "—", "erry"])
def test_all_words_have_to_be_there(query: str) -> None:
    factories.article("The ferry is back", by=(factories.person("Mara Ellwood"),))
    factories.article("A choir sings")

    assert found(query) == []


@pytest.mark.parametrize(
    ("written", "queries"),
    [
        ("Rəhimbəyli", ("rehimbeyli", "RƏHİMBƏYLİ", "Rahimbayli", "rəhim")),
        ("Fırtına", ("firtina", "FIRTINA", "FİRTİNA", "fırtı")),
        ("Şuşa", ("susa", "Shusha", "Шуша", "şuşa")),
        ("Müller", ("muller", "Mueller", "MÜLLER")),
        ("Карабах", ("karabakh", "Garabagh", "Qarabağ", "карабах")),
        ("محمد", ("Mohammed", "Muhammad", "محمد", "مُحَمَّد")),
        ("محمود", ("Mahmoud", "Mahmud")),
        ("يوسف", ("Yusuf", "Youssef")),
        ("عمر", ("Omar", "Umar")),
        ("عبد الله", ("Abdullah", "عبدالله")),
        ("السيسي", ("Sisi",)),
        ("بوتين", ("Putin",)),
        ("أردوغان", ("Erdoğan", "Erdogan")),
        ("Heydər", ("Гейдар", "Heydar")),
        ("Ильхам", ("İlham", "Ilham")),
        ("Zelenskyy", ("Zelenskij", "Зеленський")),
        ("Сouncil", ("council", "Council")),  # the first letter is a Cyrillic one
        ("İstanbul", ("istanbul", "ISTANBUL", "ıstanbul")),
        ("Straße", ("strasse", "STRASSE")),
    ],
)
def test_no_accent_no_script_and_no_spelling_is_an_obstacle(
    written: str, queries: tuple[str, ...]
) -> None:
    factories.article("A name", text=f"They wrote {written} on the wall.")
    factories.article("No name", text="They wrote on the wall.")

    assert {query: found(query) for query in queries} == {query: ["A name"] for query in queries}


GROUPED = ("1,155", "1.155", "1 155", "1\u00a0155", "1\u202f155", "1’155", "١٬١٥٥", "1155")


@pytest.mark.parametrize("written", [*GROUPED, "€1,155.50", "1 155,50 AZN"])
def test_a_number_is_found_however_its_digits_are_grouped(written: str) -> None:
    factories.article("Roofs", text=f"It costs {written}, the council says.")
    factories.article("Others", text="On 1.12.2026 it was 155, of 11,650 and 21,155.")

    assert {query: found(query)[0] for query in GROUPED} == dict.fromkeys(GROUPED, "Roofs")
    assert found("1155") == ["Roofs"]
    assert found("11650") == found("11.650") == found("21155 155") == ["Others"]


def test_indian_numbers_have_groups_of_two() -> None:
    factories.article("Roofs", text="It costs ₹12,34,567.")

    assert found("1234567") == found("1,234,567") == ["Roofs"]


@pytest.mark.parametrize(
    ("language", "written", "query"),
    [
        ("az", "kitablarımızdan", "kitab"),
        ("az", "limanlarda", "liman"),
        ("ru", "на пристани", "пристань"),
        ("de", "die Häuser", "haus"),
        ("en", "two ferries", "ferry"),
    ],
)
def test_other_forms_of_a_word_are_found_by_the_editions_language(
    language: str, written: str, query: str
) -> None:
    section = factories.section("Harbour", factories.edition(language))
    factories.article("A form", into=section, text=written)

    assert found(f"{query} {query}") == ["A form"]


def test_what_is_called_so_comes_first_then_the_newest() -> None:
    with at(NOON - timedelta(days=3)):
        factories.article("Ferry")
    for days in (2, 1):
        with at(NOON - timedelta(days=days)):
            factories.article(f"Ferry {days} days ago")
    factories.article("A boat that sounds like it", text="Its name is Pherri.")

    everything = ["Ferry", "Ferry 1 days ago", "Ferry 2 days ago", "A boat that sounds like it"]
    assert found("ferry") == everything
    pages, after = [], ""
    while True:
        page = find("ferry", limit=1, after=after)
        pages += [one.headline for one in page.rows]
        after = page.after
        if not after:
            break
    assert pages == everything


def test_spellings_that_the_newsroom_keeps_stand_for_each_other() -> None:
    factories.article("Old", text="They went to Constantine Harbour.")
    factories.article("New", text="They went to Bellport.")
    assert found("bellport") == ["New"]

    Spellings.objects.create(groups="Bellport, Constantine Harbour, Kalmat\nFoo, Bar")

    for query in ("bellport", "Constantine Harbour", "kalmat", "went kalma", "BELLPORT they"):
        assert sorted(found(query)) == (["New", "Old"] if query != "went kalma" else [])
    assert found("constantine") == ["Old"]


def test_readers_find_what_is_public_and_the_desk_finds_all() -> None:
    piece = factories.article("Ferry out")
    factories.draft("Ferry draft")
    factories.article("Ferry later", embargo_until=NOON + timedelta(hours=1))
    down = factories.article("Ferry down")
    take_down(down, "It was wrong.", Unasked.COMMAND)
    withdrawn = factories.article("Ferry withdrawn")
    unpublish(withdrawn, Unasked.COMMAND)

    assert found("ferry") == ["Ferry out"]
    assert len(found("ferry", owner())) == 5
    assert found("ferry", owner(), standing=Standing.DRAFT) == ["Ferry withdrawn", "Ferry draft"]
    assert found("ferry", owner(), standing=Standing.TAKEN_DOWN) == ["Ferry down"]
    with at(NOON + timedelta(hours=2)):
        strike_due()
        assert found("ferry") == ["Ferry later", "Ferry out"]
    assert piece.section
    piece.section.unpublish()
    assert found("ferry") == []


def test_what_is_taken_down_or_deleted_is_not_found_before_anything_follows() -> None:
    down, gone = factories.article("Ferry down"), factories.article("Ferry gone")
    assert len(found("ferry")) == 2

    take_down(down, "It was wrong.", Unasked.COMMAND)
    delete(gone, Unasked.COMMAND)

    assert find("ferry").rows == ()
    [left] = find("ferry", owner()).rows
    assert left.state
    assert left.state.label.startswith("taken down")
    follow()
    assert not SearchEntry.objects.filter(object_id=gone.pk, kind=KIND.PIECE).exists()


def test_words_of_a_version_that_is_not_published_are_found_at_the_desk_alone() -> None:
    article = factories.article("The ferry is back", text="All went well.")
    article.title = "The ferry sank"
    article.body = [("paragraph", "<p>All went badly.</p>"), ("quote", QUOTE)]
    article.save_revision()

    assert found("badly") == found("bell", kinds=(KIND.QUOTATION,)) == []
    assert found("badly", owner()) == found("well", owner()) == ["The ferry sank"]
    assert found("well") == ["The ferry is back"]
    assert found("bell", owner(), kinds=(KIND.QUOTATION,)) == ["The ferry sank"]

    publish(article, Unasked.COMMAND)

    assert found("badly") == found("bell", kinds=(KIND.QUOTATION,)) == ["The ferry sank"]
    assert found("well") == found("well", owner()) == []


def test_people_topics_pictures_and_quotations_are_found() -> None:
    person, topic = factories.person("Orla Fenn"), factories.topic("The bell of Kelmora")
    picture = image("Bell tower.png")
    article = factories.draft("The bell", by=(person,), about=(topic,))
    article.body = [("quote", QUOTE)]
    publish(article, Unasked.COMMAND)
    picture.title = "The bell tower"
    picture.save()

    kinds = list(KIND)
    rows = {}
    for user in (None, owner()):
        follow()
        rows[user] = {one.kind: one for one in find("bell", user, kinds=kinds).rows}
    assert set(rows[None]) == {KIND.PIECE, KIND.TOPIC, KIND.QUOTATION}
    assert set(rows[owner()]) == {KIND.PIECE, KIND.TOPIC, KIND.QUOTATION, KIND.PICTURE}
    quotation = rows[None][KIND.QUOTATION]
    assert (quotation.text, quotation.by) == (QUOTE["text"], QUOTE["speaker"])
    assert found("harbour master", kinds=[KIND.QUOTATION]) == ["The bell"]
    assert found("orla", kinds=[KIND.PERSON]) == ["Orla Fenn"]
    picture.delete()
    assert found("bell", owner(), kinds=[KIND.PICTURE]) == []


def test_a_new_name_of_somebody_or_something_is_found_on_all_their_pieces() -> None:
    person, topic = factories.person("Mara Ellwood"), factories.topic("Ferry")
    pieces = [
        factories.article(f"Number {number}", by=(person,), about=(topic,)) for number in range(3)
    ]
    follow()

    person.name = "Mara Underhill"
    person.save()
    topic.title = "Crossings"
    topic.save()
    section = pieces[0].section
    assert section
    section.title = "Waterside"
    section.save()

    assert found("ellwood") == found("ferry") == found("harbour") == []
    assert len(found("underhill")) == len(found("crossings")) == len(found("waterside")) == 3
    assert found("underhill", kinds=[KIND.PERSON]) == ["Mara Underhill"]


def test_limits_are_part_of_the_question() -> None:
    mara, orla = factories.person("Mara Ellwood"), factories.person("Orla Fenn")
    ferry = factories.topic("Ferry")
    sport = factories.section("Sport")
    first = factories.article("One boat", by=(mara,), about=(ferry,))
    factories.article("Two boats", by=(orla,), into=sport)
    with at(NOON - timedelta(days=1)):
        factories.article("Third boat", by=(mara,), into=sport)
    german = factories.section("Hafen", factories.edition("de"))
    factories.article("Vier boat", into=german)

    assert found("boat", authors=[mara.pk]) == ["One boat", "Third boat"]
    assert found("boat", topics=[ferry.pk]) == ["One boat"]
    assert found("boat", section=sport.pk) == ["Two boats", "Third boat"]
    assert found("boat", section=sport.pk, authors=[mara.pk]) == ["Third boat"]
    assert found("boat", edition=german.locale_id) == ["Vier boat"]
    assert found("boat", edition=first.locale_id, day=NOON.date()) == ["Two boats", "One boat"]
    assert found("", authors=[mara.pk]) == ["One boat", "Third boat"]
    assert found("boat", authors=[mara.pk, orla.pk]) == ["Two boats", "One boat", "Third boat"]
    assert found("boat", authors=[]) == []


def test_the_number_of_queries_is_the_same_for_one_and_for_many() -> None:
    def queries(user: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            find("ferry", user, kinds=list(KIND), limit=50)
        return len(captured)

    def one_more() -> None:
        number = Article.objects.count()
        person = factories.person(f"Ferry Man {number}")
        draft = factories.draft(f"Ferry {number}", by=(person,), about=(factories.topic("Ferry"),))
        draft.body = [("quote", QUOTE | {"text": "The ferry."})]
        publish(draft, Unasked.COMMAND)
        factories.draft(f"Ferry draft {number}", by=(person,))

    one_more()
    follow()
    user = owner()
    before = queries(None), queries(user)
    for _more in range(4):
        one_more()
    follow()

    assert (queries(None), queries(user)) == before


def test_pieces_of_the_same_second_are_all_found() -> None:
    for number in range(12):
        factories.article(f"Ferry {number}", published_at=NOON)
    follow()
    ranks = list(SearchEntry.objects.filter(kind=KIND.PIECE).values_list("rank", flat=True))
    first = int(NOON.timestamp())

    assert sorted(ranks) == list(range(first, first + 12))
    factories.article("Ferry again", published_at=NOON + timedelta(seconds=3))
    follow()
    assert SearchEntry.objects.filter(rank=first + 12).exists()
    assert len(found("ferry", limit=50)) == 13


@pytest.mark.parametrize(
    "query", ["'", '"ferry" OR 1', "ferry*", "(ferry", "ferry\0", "_desk", "~"]
)
def test_signs_of_a_query_language_mean_nothing(query: str, noon: datetime) -> None:
    factories.draft("Secret ferry")
    factories.article("Ferry")
    assert found(query) in ([], ["Ferry"])
