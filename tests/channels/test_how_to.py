"""What the guides build does what they promise: a kind of channel, a receiver of events."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from stoppress.channels import registry
from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.deliver import recover
from stoppress.channels.models import Delivery
from stoppress.channels.secrets import secret
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


class Silent(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


def test_the_receiver_of_the_guide_knows_what_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = [
        block.text
        for block in blocks(ROOT / "docs" / "how-to" / "webhooks.md")
        if block.directive.endswith("receiver.py")
    ]
    factories.edition()
    heard: dict[str, Any] = {"__name__": "receiver"}

    def answer(request: dict[str, Any], respond: Any) -> Any:
        return heard["hear"](request, respond)

    with make_server("127.0.0.1", 0, answer, handler_class=Silent) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        added = add_channel("webhook", "en", address, Unasked.COMMAND, private_network=True)
        monkeypatch.setenv("WEBHOOK_SECRET", secret(f"channel-{added.name}-secret"))
        exec(compile(code, "receiver.py", "exec"), heard)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        way = Way.of(added)
        try:
            late, here = factories.article("The ferry is late"), factories.article("A bridge")
            way.work()
            late.title = "The ferry is here"
            publish(late, Unasked.COMMAND)
            take_down(here, "It was wrong.", Unasked.COMMAND)
            way.work()
        finally:
            way.line.close()
            server.shutdown()
            thread.join()
    assert list(heard["headlines"].values()) == ["The ferry is here"]
    assert len(heard["seen"]) == 4
