"""Versions of a piece: what changed in words, one beside another, and going back to one."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.versions.difference import Fate, lines_of_both, words_changed
from stoppress.desk.versions.listed import LENGTH
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.put_version_back import put_version_back
from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def changed(article: Article, **fields: object) -> Article:
    """The piece with another version."""
    draft = article.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Article.objects.get(pk=article.pk)


def two_versions() -> tuple[Article, Revision]:
    """A published piece with a changed draft, and its first version."""
    article = factories.article(
        "The ferry is back", text="The boat came in at noon. It was <b>full</b>."
    )
    first = article.latest_revision
    body = [
        ("paragraph", "<p>The old boat came in at noon. It was <b>empty</b>.</p>"),
        ("subhead", {"text": "What comes next"}),
    ]
    return changed(article, title="The ferry is late", body=body), first


def test_versions_say_in_words_what_changed() -> None:
    article, _first = two_versions()
    desk = desk_of("editor")

    page = html.fromstring(desk.get(f"/pieces/{article.pk}/versions/", secure=True).content)
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr/td[3]")]

    assert rows[0] == "headline changed, 5 words added, 1 word removed newest"
    assert rows[1:] == [
        "no word changed Published (by a command) readers have it",
        "begun, 9 words added",
    ]


def test_a_version_is_shown_beside_the_one_before_it() -> None:
    article, first = two_versions()
    newest = article.latest_revision_id
    desk = desk_of("editor")
    address = f"/pieces/{article.pk}/versions/{newest}/"

    page = html.fromstring(desk.get(address, secure=True).content)
    beside = html.fromstring(desk.get(f"{address}?beside={first.pk}", secure=True).content)

    for one in (page, beside):
        assert one.xpath("//main//section/h3/text()") == ["Headline", "Text"]
        assert [e.text_content().strip() for e in one.xpath("//main//del")] == ["back", "full."]
        assert [e.text_content().strip() for e in one.xpath("//main//ins")] == [
            "late",
            "old",
            "empty.",
            "What comes next",
        ]
    assert desk.get(f"{address}?beside=999999", secure=True).status_code == 404


def test_going_back_makes_a_new_version_and_readers_keep_what_they_have() -> None:
    article, first = two_versions()
    desk = desk_of("editor")
    before = list(Revision.objects.for_instance(article).values_list("pk", "content"))

    answer = desk.post(f"/pieces/{article.pk}/versions/{first.pk}/restore/", secure=True)

    article.refresh_from_db()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert article.get_latest_revision_as_object().title == "The ferry is back"
    after = Revision.objects.for_instance(article)
    assert list(after.exclude(pk=article.latest_revision_id).values_list("pk", "content")) == before
    assert article.live_revision_id == first.pk
    assert PageLogEntry.objects.filter(page=article.pk, action="wagtail.revert").count() == 1


def test_who_may_not_change_a_piece_neither_reads_its_versions_nor_goes_back() -> None:
    article, first = two_versions()
    reporter, desk = user_of("reporter"), Client(headers={"host": "desk.news.example"})
    desk.force_login(reporter)

    for path in ("", f"{first.pk}/"):
        answer = desk.get(f"/pieces/{article.pk}/versions/{path}", secure=True)
        assert answer.status_code == 302
        assert answer["Location"] == "/"
    with pytest.raises(PermissionDenied):
        put_version_back(article, first, reporter)


def test_versions_are_paged_and_wagtails_pages_lead_there() -> None:
    article = factories.draft("The ferry")
    for number in range(LENGTH + 1):
        article = changed(article, deck=f"Deck {number}")
    desk, address = desk_of("editor"), f"/pieces/{article.pk}/versions/"

    first = html.fromstring(desk.get(address, secure=True).content)
    older = first.xpath("string(//main//a[starts-with(@href, '?before=')]/@href)")
    second = html.fromstring(desk.get(address + older, secure=True).content)

    assert (len(first.xpath("//tbody/tr")), len(second.xpath("//tbody/tr"))) == (LENGTH, 2)
    newest = article.latest_revision_id
    for name, arguments, lead in (
        ("history", [article.pk], address),
        ("history_results", [article.pk], address),
        ("workflow_history", [article.pk], address),
        ("revisions_view", [article.pk, newest], f"{address}{newest}/"),
        ("revisions_revert", [article.pk, newest], f"{address}{newest}/"),
        ("revisions_compare", [article.pk, "live", newest], f"{address}{newest}/"),
    ):
        theirs = reverse(f"wagtailadmin_pages:{name}", args=arguments)
        assert desk.get(theirs, secure=True)["Location"] == lead
        assert desk.post(theirs, {}, secure=True)["Location"] == lead


def test_a_moved_paragraph_and_scripts_without_spaces_are_told_by_words() -> None:
    [line] = lines_of_both(["船は正午に着いた"], ["船は夜に着いた"])
    assert [(run.fate, run.text) for run in line] == [
        (Fate.KEPT, "船は"),
        (Fate.REMOVED, "正午"),
        (Fate.ADDED, "夜"),
        (Fate.KEPT, "に着いた"),
    ]
    split = lines_of_both(["one two three"], ["one two", "three"])
    assert [[run.text.strip() for run in line] for line in split] == [["one two"], ["three"]]
    assert words_changed(split) == (0, 0)


def test_a_sentence_that_was_written_anew_is_not_told_in_shreds() -> None:
    """Two sentences share small words by chance; who reads the change sees one, then the other."""
    old = "The council voted on Monday to close the harbour for the winter."
    new = "A ferry with the crew of two ran aground on the sandbank before the storm."

    [line] = lines_of_both([f"{old} It rains."], [f"{new} It rains."])

    assert [(run.fate, run.text.strip()) for run in line] == [
        (Fate.REMOVED, old),
        (Fate.ADDED, new),
        (Fate.KEPT, "It rains."),
    ]


def test_another_address_behind_the_same_words_is_a_change() -> None:
    target = factories.article("The timetable")
    article = factories.draft(text='See <a href="https://harbour.example/plan">the plan</a>.')
    link = f'<p>See <a linktype="page" id="{target.pk}">the plan</a>.</p>'
    article = changed(article, body=[("paragraph", link)])
    address = f"/pieces/{article.pk}/versions/{article.latest_revision_id}/"

    page = html.fromstring(desk_of("editor").get(address, secure=True).content)

    assert [e.text_content().strip() for e in page.xpath("//main//del")] == [
        "(link: https://harbour.example/plan)"
    ]
    assert [e.text_content().strip() for e in page.xpath("//main//ins")] == [
        "(link: The timetable)"
    ]


def test_a_form_that_changed_alone_is_told_and_one_that_stayed_is_not() -> None:
    article = factories.draft(
        text="The <b>old boat</b> came <i>at </i>noon. It was full, and <b>late</b>."
    )
    now = "<p>The <b>old boat</b> came at noon. It was <b>full</b>, and <b><i>late</i></b>.</p>"
    article = changed(article, body=[("paragraph", now)])
    desk, address = desk_of("editor"), f"/pieces/{article.pk}/versions/"

    listed = html.fromstring(desk.get(address, secure=True).content)
    page = html.fromstring(desk.get(f"{address}{article.latest_revision_id}/", secure=True).content)

    assert listed.xpath("string(//tbody/tr[1]/td[3])").strip().startswith("text changed")
    [line] = page.xpath("//main//section//p")
    assert line.text_content() == (
        "The old boat came at (italics: at) noon. It was full, (bold: full) and late."
        " (italics: late)"
    )
    assert [e.text_content().strip() for e in line.xpath("del")] == ["(italics: at)"]


def test_publishing_a_version_that_was_put_back_gives_it_to_readers() -> None:
    article, first = two_versions()
    editor = user_of("editor")
    put_version_back(article, first, editor)
    again = Article.objects.get(pk=article.pk).get_latest_revision_as_object()

    assert publish(again, editor).title == "The ferry is back"


def test_texts_that_are_made_to_be_slow_are_told_as_replaced() -> None:
    """The comparison would take minutes: its work is bounded, nothing of the texts is lost."""
    words = [f"w{number}" for number in range(150)]
    before, after = " ".join(words * 100), " ".join(list(reversed(words)) * 100)

    [line] = lines_of_both([before], [after])

    assert [run.text for run in line if run.fate is not Fate.ADDED] == [before]
    assert [run.text for run in line if run.fate is not Fate.REMOVED] == [after]
