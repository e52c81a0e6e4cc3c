"""The kind of channel that the guide builds does what the guide promises."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from stoppress.channels import registry
from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.deliver import recover
from stoppress.channels.models import Delivery
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from tests.channels.conftest import Way
from tests.docs.pages import ROOT, blocks
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_the_screen_of_the_guide_is_kept_in_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "kinds", kinds := dict(registry.kinds))
    [code] = [
        block.text
        for block in blocks(ROOT / "docs" / "how-to" / "add-a-channel.md")
        if block.directive.endswith("/screen.py")
    ]
    exec(compile(code, "screen.py", "exec"), {"__name__": "screen"})
    monkeypatch.setattr("stoppress.channels.actions.add_channel.kinds", kinds)
    factories.edition()
    way = Way.of(add_channel("screen", "en", str(tmp_path), Unasked.COMMAND))
    with closing(way.line):
        article = factories.article("The ferry is late", deck="Nobody knows why.")
        way.work()
        [file] = tmp_path.iterdir()
        assert file.read_text() == "The ferry is late\nNobody knows why.\n"

        Delivery.objects.update(state=Delivery.State.SENDING, sent=None)  # a crash
        recover(way.channel, way.line)
        assert way.delivery(article).state == Delivery.State.SENT

        article.title = "The ferry is here"
        publish(article, Unasked.COMMAND)
        way.work()
        assert file.read_text().startswith("The ferry is here\n")

        take_down(article, "It was wrong.", Unasked.COMMAND)
        way.work()
        assert list(tmp_path.iterdir()) == []
