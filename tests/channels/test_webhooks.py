"""Other programs hear of each change: at least once, in order for each piece, and signed."""

from __future__ import annotations

import json
import stat
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook

from stoppress.channels import http_post
from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.actions.decide import decide
from stoppress.channels.actions.remove_channel import remove_channel
from stoppress.channels.actions.replay import replay
from stoppress.channels.actions.resume_channel import resume_channel
from stoppress.channels.actions.rotate_secret import rotate_secret
from stoppress.channels.deliver import recover
from stoppress.channels.models import Delivery
from stoppress.channels.secrets import file_of, keep_secret, secret
from stoppress.intake.formats.ninjs.parse import parse
from stoppress.newsroom import clock
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.conftest import Way, add_webhook
from tests.channels.receiver import Box, Receiver
from tests.intake.items import DEFAULTS
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
_C, _S = Unasked.COMMAND, Delivery.State
_SCHEMA = Path(__file__).parents[3] / "shared" / "standards" / "ninjs-schema_3.1.json"


@pytest.fixture
def box(hook: Way, hears: Receiver) -> Box:
    """What the receiver of ``hook`` has heard."""
    return hears.boxes["/events"]


def reworded(article: Article, headline: str) -> None:
    article = Article.objects.get(pk=article.pk)
    article.title = headline
    publish(article, _C)


def later(way: Way, minutes: float = 20) -> None:
    """Work when what failed is due again."""
    with at(clock.now() + timedelta(minutes=minutes)):
        way.work()


def test_the_life_of_a_piece(hook: Way, box: Box) -> None:
    article = factories.article("The ferry is late")
    hook.work()
    reworded(article, "The ferry is here")
    hook.work()
    correct(Article.objects.get(pk=article.pk), "It said noon.", "It was one o'clock.", _C)
    hook.work()
    take_down(article, "It never left.", _C)
    hook.work()
    restore(article, _C)
    hook.work()
    unpublish(Article.objects.get(pk=article.pk), _C)
    hook.work()

    assert box.types == [
        "article.published",
        "article.updated",
        "article.corrected",
        "article.taken_down",
        "article.published",
        "article.withdrawn",
    ]
    assert len(box.ids) == 6
    assert {event["data"]["uri"] for event in box.events} == {box.events[0]["data"]["uri"]}
    sequences = [event["sequence"] for event in box.events]
    assert sequences == sorted(sequences)
    assert sequences[0] > 0
    assert all(datetime.fromisoformat(event["timestamp"]).tzinfo for event in box.events)
    down = box.events[3]["data"]
    assert (down["pubStatus"], down["edNote"]) == ("canceled", "It never left.")
    assert "bodies" not in down
    assert hook.delivery(article).state == _S.WITHDRAWN
    asked = len(box.heard)
    hook.work()
    assert len(box.heard) == asked


def test_the_document_is_ninjs(hook: Way, box: Box) -> None:
    other = factories.article("The bridge is shut")
    article = factories.article(
        "The ferry is late & <loud>",
        deck="Nobody knows why.",
        kicker="Harbour",
        lead_image=image(),
        lead_alt="A ferry",
        lead_caption="It waits.",
        lead_credit="Ana Reed",
        by=(factories.person(),),
        about=(factories.topic(),),
        picks=(other,),
        dateline="Kelmora",
        source="Harbour Radio",
        uri="urn:harbour-radio:7",
        urgency=3,
        copyright_holder="The Courier",
        usage_terms="Ask us.",
        text="The boat came <b>in</b> at noon.",
    )
    correct(article, "It said noon.", "It was one o'clock.", _C)
    hook.work()
    [found] = [e["data"] for e in box.events if len(e["data"]["headlines"]) > 1]
    if _SCHEMA.exists():
        schema = json.loads(_SCHEMA.read_text())
        # What the schema itself has from elsewhere is not at hand.
        schema["$defs"]["ninjsType"]["properties"]["places"] = {}
        checked = Draft202012Validator(schema)
        for event in box.events:
            assert [str(wrong.message) for wrong in checked.iter_errors(event["data"])] == []
    assert found["headlines"][0]["value"] == "The ferry is late & <loud>"
    assert found["headlines"][1]["value"] == "Nobody knows why."
    assert found["bodies"][0]["value"] == "<p>The boat came <b>in</b> at noon.</p>"
    assert (found["bodies"][0]["wordCount"], found["bodies"][0]["charCount"]) == (6, 25)
    assert [one["rel"] for one in found["subjects"]] == ["section", "about"]
    lead, also = found["associations"]
    assert lead["renditions"][0]["href"].startswith("https://")
    assert (also["rel"], also["name"]) == ("readAlso", "The bridge is shut")
    assert [one["role"] for one in found["descriptions"]] == ["summary", "correction"]

    read = parse(found, DEFAULTS)
    assert (read.headline, read.deck) == (article.title, article.deck)
    assert (read.section, read.topics, read.dateline) == ("Harbour", ("Ferry",), "Kelmora")
    assert [name.name for name in read.byline] == ["Mara Ellwood"]
    assert read.first_created == article.published_at
    assert (read.source, read.urgency, read.copyright) == ("Harbour Radio", 3, "The Courier")
    assert read.picks == (also["uri"],)
    [picture] = read.pictures
    assert (picture.alt, picture.caption, picture.credit) == ("A ferry", "It waits.", "Ana Reed")


FAULTS: dict[str, dict[str, Any]] = {
    "done, and no answer": {"stored": True},
    "not done, and no answer": {},
    "done, and a gateway does not know": {"status": 502, "stored": True},
    "an error": {"status": 500},
    "too many": {"status": 429, "parameters": {"retry_after": 40}},
    "not now": {"status": 503, "parameters": {"retry_after": "Wed, 01 Jan 2020 00:00:00 GMT"}},
    "forbidden": {"status": 403},
    "not there": {"status": 404},
    "elsewhere": {"status": 302, "parameters": {"location": "http://127.0.0.1:1/"}},
    "not understood": {"status": 400},
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_fails_is_told_again_by_itself(
    name: str, hook: Way, hears: Receiver, box: Box
) -> None:
    article = factories.article("The ferry is late")
    fault = hears.fault("article.published", **FAULTS[name])
    hook.work()
    assert fault.met.is_set()
    assert hook.delivery(article).state == _S.WAITING
    assert hook.channel.trouble
    later(hook)
    assert (box.headlines, hook.delivery(article).state) == (["The ferry is late"], _S.SENT)
    assert len(box.ids) == 1
    assert box.pings == 1
    assert len(box.heard) == (2 if FAULTS[name].get("stored") else 1)
    assert not hook.channel.trouble


def test_what_a_receiver_cannot_take_is_refused_and_keeps_nobody_waiting(
    hook: Way, hears: Receiver, box: Box
) -> None:
    hears.fault("article.published", status=422, description="No such section")
    first, second = factories.article(), factories.article()
    hook.work()
    assert (hook.delivery(first).state, hook.delivery(second).state) == (_S.REFUSED, _S.SENT)
    assert hook.delivery(first).answer.endswith("No such section")
    assert not hook.channel.trouble


def test_gone_pauses_the_channel(hook: Way, hears: Receiver, box: Box) -> None:
    hears.fault("article.published", status=410)
    article = factories.article()
    hook.work()
    assert hook.channel.paused_at
    later(hook, 60 * 24)
    assert box.heard == []
    resume_channel(hook.channel, _C)
    later(hook)
    assert (len(box.events), hook.delivery(article).state) == (1, _S.SENT)


def test_retry_after_is_obeyed(hook: Way, hears: Receiver, box: Box, noon: datetime) -> None:
    hears.fault("article.published", status=503, parameters={"retry_after": 77})
    factories.article()
    hook.work()
    with at(noon + timedelta(seconds=76)):
        hook.work()
        assert box.events == []
    with at(noon + timedelta(seconds=78)):
        hook.work()
    assert len(box.events) == 1


def test_an_answer_that_does_not_come_in_time_is_not_waited_for(
    hook: Way, hears: Receiver, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_post, "SECONDS", 0.3)
    fault = hears.fault("article.published", status=200, stored=True, held=Event())
    factories.article()
    hook.work()
    assert hook.channel.trouble == "No answer came that can be read."
    assert fault.held
    fault.held.set()
    monkeypatch.undo()
    later(hook)
    assert (len(box.heard), len(box.events)) == (2, 1)


def test_a_crash_between_telling_and_writing_down(hook: Way, box: Box) -> None:
    article = factories.article()
    hook.work()
    rows = Delivery.objects.filter(channel=hook.channel)
    rows.update(state=_S.SENDING, sent=None, remote_id="")  # as it stands meanwhile
    recover(hook.channel, hook.line)
    hook.work()
    assert (len(box.heard), len(box.events)) == (2, 1)
    assert hook.delivery(article).state == _S.SENT


def test_a_piece_that_is_taken_down_while_nobody_knows_whether_it_was_heard(
    hook: Way, hears: Receiver, box: Box
) -> None:
    article = factories.article()
    hears.fault("article.published", stored=True)
    hook.work()
    take_down(article, "It was wrong.", _C)
    later(hook)
    assert box.types == ["article.published", "article.taken_down"]
    assert hook.delivery(article).state == _S.WITHDRAWN


def test_a_piece_that_comes_back_while_nobody_knows_whether_its_end_was_heard(
    hook: Way, hears: Receiver, box: Box
) -> None:
    article = factories.article()
    hears.fault("article.published", stored=True)
    hook.work()
    take_down(article, "It was wrong.", _C)
    hears.fault("article.taken_down", stored=True)
    later(hook)
    restore(article, _C)
    later(hook, 40)
    assert box.types[:2] == ["article.published", "article.taken_down"]
    assert box.types[-1] == "article.published"
    assert len(box.pieces) == 1


def test_a_change_that_is_taken_back_while_nobody_knows_whether_it_was_heard(
    hook: Way, hears: Receiver, box: Box
) -> None:
    article = factories.article("The ferry is late")
    hook.work()
    hears.fault("article.updated", stored=True)
    reworded(article, "The ferry is here")
    hook.work()
    reworded(article, "The ferry is late")
    later(hook)
    assert box.headlines == ["The ferry is late"]
    assert box.types == ["article.published", "article.updated", "article.updated"]


def test_many_changes_end_in_one_event_and_no_change_in_none(hook: Way, box: Box) -> None:
    article = factories.article("One")
    reworded(article, "Two")
    reworded(article, "Three")
    hook.work()
    publish(Article.objects.get(pk=article.pk), _C)
    hook.work()
    assert (box.types, box.headlines) == (["article.published"], ["Three"])


def test_an_outage_of_days_loses_nothing(hook: Way, hears: Receiver, box: Box) -> None:
    hears.fault(times=10_000, status=503)
    article = factories.article()
    for hours in range(0, 73, 12):
        later(hook, 60 * hours)
    hears.faults.clear()
    later(hook, 60 * 74)
    assert (len(box.events), hook.delivery(article).state) == (1, _S.SENT)


def test_two_secrets_at_a_time(hook: Way, hears: Receiver, box: Box) -> None:
    name = f"channel-{hook.channel.name}-secret"
    first = secret(name)
    assert stat.S_IMODE(file_of(name).stat().st_mode) == 0o600
    assert first.startswith("whsec_")
    rotate_secret(hook.channel, _C)
    second, before = secret(name).split()
    assert before == first
    for known in (first, second):
        box.secret = known
        factories.article()
        hook.work()
    assert (len(box.events), box.forged) == (2, 0)
    rotate_secret(hook.channel, _C)
    box.secret = first
    factories.article()
    hook.work()
    assert box.forged == 1
    assert hook.channel.trouble.startswith("HTTP 400")
    box.secret = second
    later(hook)
    assert len(box.events) == 3
    remove_channel(hook.channel, _C)
    assert not file_of(name).exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.org/in", "--private-network"),
        ("HTTP://example.org/in", "--private-network"),
        ("ftp://example.org/in", "begins with https://"),
        ("https://user:word@example.org/in", "without a password"),
        ("example.org", "begins with https://"),
    ],
)
def test_addresses_that_are_not_asked(address: str, said: str, db: None) -> None:
    factories.edition()
    with pytest.raises(ValidationError, match=said):
        add_channel("webhook", "en", address, _C)


def test_a_private_network_is_asked_only_where_the_owner_says_so(
    hook: Way, hears: Receiver, box: Box
) -> None:
    hook.change(private_network=False)
    article = factories.article()
    hook.work()
    assert hears.requests == []
    assert hook.channel.trouble.endswith("127.0.0.1, which is not a public address.")
    assert hook.delivery(article).state == _S.WAITING


def test_replay_from_a_sequence(hook: Way, hears: Receiver, box: Box) -> None:
    kept, changed, gone = (factories.article(name) for name in ("Kept", "Changed", "Gone"))
    hook.work()
    since = max(event["sequence"] for event in box.events)
    reworded(changed, "Changed again")
    take_down(gone, "It was wrong.", _C)
    hidden = factories.article("Kept out")
    decide(hook.channel, hidden.pk, Delivery.Wish.OUT, _C)
    hook.work()
    heard = len(box.events)

    assert replay(hook.channel, since, _C) == 2
    hook.work()
    again = box.events[heard:]
    assert sorted(one["type"] for one in again) == ["article.taken_down", "article.updated"]
    assert min(one["sequence"] for one in again) > since
    assert box.headlines == ["Changed again", "Kept"]
    assert hook.delivery(gone).state == _S.WITHDRAWN
    assert hook.delivery(kept).number == 1

    left = factories.article("Left for another edition")
    hook.work()
    move(left, factories.section(of=factories.edition("az", "Qəzet")), _C)
    hook.work()
    assert box.types[-1] == "article.withdrawn"
    late = Way.of(add_webhook(hears, "/late"))
    assert replay(late.channel, 0, _C) == 3
    late.work()
    assert hears.boxes["/late"].headlines == ["Changed again", "Kept", "Kept out"]


def test_telegram_is_not_replayed(way: Way) -> None:
    with pytest.raises(ValidationError):
        replay(way.channel, 0, _C)


def test_the_secret_is_known_to_its_file_alone(
    hook: Way, box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    article = factories.article()
    hook.work()
    row = str(Delivery.objects.filter(article_id=article.pk).values().get())
    assert box.secret not in row + caplog.text
    assert Webhook(box.secret)


def test_what_another_side_echoes_shows_no_query_of_its_address(
    hook: Way, hears: Receiver, box: Box
) -> None:
    hook.change(target=f"{hears.url}/events?key=known-to-its-owner")
    factories.article()
    hears.fault(status=404, description="No route for /events?key=known-to-its-owner")
    hook.work()
    assert hook.channel.trouble.startswith("HTTP 404 Not Found: No route")
    hears.fault(status=302, parameters={"location": "/in?to=a&key=known-to-its-owner"})
    later(hook)
    assert hook.channel.trouble.startswith("HTTP 302")
    assert "known-to-its-owner" not in hook.channel.trouble


@pytest.mark.parametrize("given", ["whsec_", "whsec_????????", "word", "whsec_d29yZA=="])
def test_a_secret_that_is_soon_guessed_signs_nothing(
    hook: Way, box: Box, hears: Receiver, given: str
) -> None:
    keep_secret(f"channel-{hook.channel.name}-secret", given)
    factories.article()
    hook.work()
    assert hears.requests == []
    assert "is no secret of a webhook" in hook.channel.trouble
    assert given not in hook.channel.trouble


def test_a_variable_that_holds_no_secret_of_a_webhook_is_shown_nowhere(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.edition()
    monkeypatch.setenv("STOPPRESS_CHANNEL_HOOK_SECRET", "known to its owner")
    with pytest.raises(ValidationError) as refused:
        add_channel("webhook", "en", "https://example.org/in", _C, name="hook")
    assert "known" not in str(refused.value)
    assert not file_of("channel-hook-secret").exists()
