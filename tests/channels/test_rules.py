"""What goes where: each rule that an editor can give a channel."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry

from stoppress.channels import words
from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.actions.decide import decide
from stoppress.channels.actions.pause_channel import pause_channel
from stoppress.channels.actions.remove_channel import remove_channel
from stoppress.channels.actions.resume_channel import resume_channel
from stoppress.channels.actions.set_rules import set_rules
from stoppress.channels.follow import position_of_the_slowest
from stoppress.channels.models import Delivery
from stoppress.channels.preview import preview_of
from stoppress.channels.rules import quiet_until
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.change_log.append import append
from stoppress.newsroom.models import Article, Change, EditionPage, FollowerCursor, SectionPage
from tests.channels.bot_api import CHAT, BotApi
from tests.channels.conftest import Way
from tests.desk.conftest import user_of
from tests.newsroom import factories
from tests.newsroom.reader import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
_S, _W = Delivery.State, Delivery.Wish
_C = Unasked.COMMAND


def headlines(api: BotApi) -> list[str]:
    return [message.words.split("\n")[0] for message in api.standing]


def test_sections_labels_and_urgency_decide_and_a_change_of_them_is_seen(
    way: Way, api: BotApi
) -> None:
    harbour, council = factories.section("Harbour"), factories.section("Council")
    set_rules(way.channel, _C, sections=[harbour.pk], labels=["REPORT "], least_urgency=3)
    fits: dict[str, Any] = {"kicker": "Report", "urgency": 3, "into": harbour}
    factories.article("It fits", **fits)
    late = factories.article("Not urgent", **{**fits, "urgency": None})
    other = factories.article("Another section", **{**fits, "into": council})
    label = factories.article("Another label", **{**fits, "kicker": "Opinion"})
    way.work()
    assert headlines(api) == ["It fits"]
    answers = [way.delivery(article).answer for article in (late, other, label)]
    assert answers == [words.NOT_URGENT, words.OTHER_SECTION, words.OTHER_LABEL]

    late.urgency = 1
    publish(late, _C)
    late.deck = "Now it is."
    publish(late, _C)
    way.work()
    assert headlines(api) == ["It fits", "Not urgent"]


def test_an_import_of_an_archive_posts_what_is_new_in_it(
    way: Way, api: BotApi, noon: datetime
) -> None:
    section = factories.section()
    drafts = []
    for hours in (5000, 7, 5):
        article: Article = new_article()
        article.title, article.section, article.live = f"{hours} hours old", section, True
        article.published_at = noon - timedelta(hours=hours)
        drafts.append(Draft(article))
    write_articles(drafts, Unasked.IMPORT)
    way.work()
    assert headlines(api) == ["5 hours old"]
    assert Delivery.objects.count() == 1


def test_a_publish_is_recalled_within_its_hold(way: Way, api: BotApi, noon: datetime) -> None:
    set_rules(way.channel, _C, hold_seconds=120)
    recalled, kept = factories.article("Recalled"), factories.article("Kpet")
    way.work()
    with at(noon + timedelta(seconds=60)):
        take_down(recalled, "It was wrong.", _C)
        kept.title = "Kept"
        publish(kept, _C)
        way.work()
        assert api.requests == []
    with at(noon + timedelta(seconds=120)):
        way.work()
    assert [message.words.split("\n")[0] for message in api.messages.values()] == ["Kept"]
    assert way.delivery(recalled).answer == words.NOT_PUBLIC


def test_quiet_hours_silence_a_post_or_keep_it(way: Way, api: BotApi, noon: datetime) -> None:
    set_rules(way.channel, _C, quiet_from=time(11), quiet_until=time(14))  # noon in Baku is now
    factories.article("Without a sound")
    way.work()
    assert [message.silent for message in api.standing] == [True]

    set_rules(way.channel, _C, at_night="kept")
    kept = factories.article("Kept")
    way.work()
    delivery = way.delivery(kept)
    assert (delivery.due_at, delivery.answer) == (noon + timedelta(hours=2), words.QUIET)
    with at(noon + timedelta(hours=2)):
        way.work()
    assert [message.silent for message in api.standing] == [True, False]


@pytest.mark.parametrize(
    ("hour", "ends"),
    [
        ("21:59", None),
        ("22:00", "31 07:00"),
        ("23:59", "31 07:00"),
        ("06:59", "30 07:00"),
        ("07:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(way: Way, hour: str, ends: str | None) -> None:
    set_rules(way.channel, _C, quiet_from=time(22), quiet_until=time(7))
    way.channel.refresh_from_db()
    now = datetime.fromisoformat(f"2026-05-30T{hour}+04:00")
    found = quiet_until(way.channel, now)
    assert (found.strftime("%d %H:%M") if found else None) == ends


def test_what_came_out_during_a_pause_is_posted_while_it_is_new(
    way: Way, api: BotApi, noon: datetime
) -> None:
    stands = factories.article("Wrong")
    way.work()
    pause_channel(way.channel, _C)
    old = factories.article("Of long ago")
    take_down(stands, "It was wrong.", _C)
    with at(noon + timedelta(hours=5)):
        factories.article("Still new")
        way.work()
        assert headlines(api) == ["Wrong"]
    with at(noon + timedelta(hours=7)):
        resume_channel(way.channel, _C)
        way.work()
    assert headlines(api) == ["Still new"]
    assert way.delivery(old).answer == words.PAUSED


def test_an_editor_decides_for_one_piece(way: Way, api: BotApi) -> None:
    draft, loud, old = (
        factories.draft("Not there"),
        factories.draft("Hush"),
        factories.article("Old"),
    )
    other = Way.of(add_channel("telegram", "en", CHAT, _C, api=way.channel.api))
    decide(other.channel, draft.pk, _W.OUT, _C)
    decide(other.channel, loud.pk, _W.RULES, _C, silent=True)
    decide(other.channel, old.pk, _W.SEND, _C)
    publish(draft, _C)
    publish(loud, _C)
    other.work()
    assert sorted((m.words.split("\n")[0], m.silent) for m in api.standing) == [
        ("Hush", True),
        ("Old", False),
    ]
    decide(other.channel, old.pk, _W.OUT, _C)
    other.work()
    assert headlines(api) == ["Hush"]
    assert other.delivery(old).state == _S.WITHDRAWN


def test_what_could_not_be_posted_within_a_day_is_no_news(
    way: Way, api: BotApi, noon: datetime
) -> None:
    article = factories.article()
    with at(noon + timedelta(days=1, seconds=1)):
        way.work()
    assert api.requests == []
    assert way.delivery(article).answer == words.TOO_LATE


def test_who_may_do_what(way: Way) -> None:
    reporter, editor = user_of("reporter"), user_of("editor")
    article = factories.article()
    set_rules(way.channel, editor, by_hand=True)
    decide(way.channel, article.pk, _W.SEND, editor)
    entry = PageLogEntry.objects.get(page=article.pk, action="stoppress.channel_send")
    assert (entry.user, entry.comment) == (editor, "telegram-en")
    for verb in (pause_channel, resume_channel, set_rules):
        with pytest.raises(PermissionDenied):
            verb(way.channel, reporter)
        verb(way.channel, editor)
    with pytest.raises(PermissionDenied):
        decide(way.channel, article.pk, _W.OUT, reporter)
    for user in (reporter, editor):
        with pytest.raises(PermissionDenied):
            add_channel("telegram", "en", CHAT, user)
        with pytest.raises(PermissionDenied):
            remove_channel(way.channel, user)


def test_rules_that_cannot_be_are_refused(way: Way) -> None:
    elsewhere = factories.section(of=factories.edition("az", "Qəzet"))
    wrong: tuple[dict[str, Any], ...] = (
        {"sections": [elsewhere.pk]},
        {"hold_seconds": 301},
        {"quiet_from": time(22)},
        {"least_urgency": 0},
        {"template": "{headline}\n{url}"},
        {"template": "Read on."},
    )
    for rules in wrong:
        with pytest.raises(ValidationError):
            set_rules(way.channel, _C, **rules)
    for target in ("harbour gazette", "https://example.com/x", "@a b"):
        with pytest.raises(ValidationError):
            add_channel("telegram", "en", target, _C)


def test_a_draft_is_shown_as_it_would_be_posted(way: Way, api: BotApi) -> None:
    draft = factories.draft("A draft & more", deck="Why.")
    set_rules(way.channel, _C, template="{kicker}\n{headline}\n{link}\n\nFollow <us>")
    way.channel.refresh_from_db()
    post = preview_of(way.channel, Article.objects.get(pk=draft.pk))
    assert post is not None
    assert post.text.startswith("<b>A draft &amp; more</b>\n<a href=")
    assert post.text.endswith("Follow &lt;us&gt;")
    assert api.requests == []


def test_a_removed_channel_holds_up_no_log(way: Way) -> None:
    factories.article()
    assert position_of_the_slowest() < Change.newest_sequence()
    remove_channel(way.channel, _C)
    assert position_of_the_slowest() == Change.newest_sequence()
    assert not FollowerCursor.objects.filter(pk__startswith="channels/").exists()


def test_a_log_that_was_cut_or_put_back_has_a_defined_end(way: Way, api: BotApi) -> None:
    article = factories.article("The ferry is late")
    way.work()
    Article.objects.filter(pk=article.pk).update(title="Told by no row of the log")
    append(Change.Kind.PRUNED)
    way.work()
    assert headlines(api) == ["Told by no row of the log"]

    FollowerCursor.objects.filter(pk__startswith="channels/").update(sequence=1 << 40)
    way.work()
    factories.article("News")
    way.work()
    assert headlines(api) == ["Told by no row of the log", "News"]


def test_a_section_that_is_closed_takes_its_posts_along(way: Way, api: BotApi) -> None:
    section = factories.section("Harbour")
    factories.article("The ferry is late", into=section)
    factories.article("Of the council", into=factories.section("Council"))
    way.work()
    opened(section, False)
    way.work()
    assert headlines(api) == ["Of the council"]


@pytest.mark.parametrize("closed", ["section", "edition"])
def test_what_is_opened_again_brings_back_what_the_closing_withdrew(
    way: Way, api: BotApi, noon: datetime, closed: str
) -> None:
    section = factories.section("Harbour")
    page = section if closed == "section" else factories.edition()
    fresh = {"into": section, "published_at": noon - timedelta(hours=4)}
    factories.article("It comes back", **fresh)
    factories.article("Old by then", **(fresh | {"published_at": noon - timedelta(hours=5)}))
    by_hand = factories.article("Kept out by hand", **fresh)
    way.work()
    decide(way.channel, by_hand.pk, _W.OUT, _C)
    way.work()
    opened(page, False)
    way.work()
    assert headlines(api) == []
    assert way.delivery(by_hand).state == _S.WITHDRAWN
    factories.article("Written meanwhile", **fresh)
    way.work()
    assert headlines(api) == []

    with at(noon + timedelta(minutes=90)):
        opened(page, True)
        way.work()
        way.work()

    assert sorted(headlines(api)) == ["It comes back", "Written meanwhile"]
    assert {row.due_at for row in Delivery.objects.all()} == {None}


def opened(page: SectionPage | EditionPage, live: bool) -> None:
    page.refresh_from_db()
    page.live = live
    page.save()


def test_nobody_sends_a_piece_to_the_channel_of_another_edition(way: Way, api: BotApi) -> None:
    """That channel hears nothing of the piece: it could not be withdrawn there."""
    foreign = factories.article(
        "Bərə gecikir", into=factories.section(of=factories.edition("az", "Qəzet"))
    )
    for user in (user_of("editor"), user_of("owner")):
        with pytest.raises(PermissionDenied):
            decide(way.channel, foreign.pk, _W.SEND, user)
    way.work()
    assert api.requests == []
