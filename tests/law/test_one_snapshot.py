"""One reply is one snapshot: no page mixes fragments of two states, however fast one publishes."""

from __future__ import annotations

import re
import threading
from multiprocessing import get_context
from pathlib import Path

import pytest

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.core.messages import Request, Response
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.press.follow import follow
from stoppress.store import Store
from tests.law.reading import readers
from tests.law.states import STATES, write_states
from tests.law.world import START
from tests.newsroom import factories
from tests.newsroom.reader import at

PUBLISHES = 25
REPLIES = 2000


def one_state(answer: Response) -> int:
    """The one state a reply is of; its header, its fragments and their number must agree."""
    states = {int(found) for found in re.findall(rb"<(\d+)>", bytes(answer.body))}
    state = int({name.lower(): value for name, value in answer.headers}["x-state"])
    assert states == {state}, f"one reply shows the states {sorted(states)}, its head {state}"
    body = f"<{state}>" * (1 + state % 7) * (2 + state % 3)
    assert bytes(answer.body) == body.encode()
    return state


def test_a_page_is_of_one_state_while_another_process_writes(tmp_path: Path) -> None:
    """The store and the edge, with a writer that never pauses."""
    processes = get_context("spawn")
    begun = processes.Event()
    writer = processes.Process(target=write_states, args=(tmp_path, begun))
    writer.start()
    assert begun.wait(60)
    edge, store = Edge(Files(tmp_path, [])), Store.open(tmp_path, readonly=True)

    def reply() -> int:
        with store.snapshot() as snapshot:
            answer = edge.answer(Request("GET", "/"), snapshot)
        assert isinstance(answer, Response)
        return one_state(answer)

    seen = [0]
    while writer.is_alive() or len(seen) < REPLIES:
        seen.append(reply())
    writer.join()
    assert writer.exitcode == 0
    seen.append(reply())  # the writer may have written on after the one before
    assert seen == sorted(seen), "a reply was older than one before it"
    assert seen[-1] == STATES - 1


@pytest.mark.law
@pytest.mark.django_db
def test_a_page_is_of_one_moment_while_editors_publish() -> None:
    """The press and the edge: a headline stands many times on a page, and is the same each time."""
    with at(START), readers() as kept:
        article = factories.article("Headline 1000", slug="a-ferry")
        assert article.public_path
        paths = ("/", article.public_path, "/harbour/", "/feed.rss", "/all-news/")
        for path in paths:
            kept.get(path)
        stop, torn, replies = threading.Event(), list[str](), 0

        def read() -> None:
            nonlocal replies
            newest = dict.fromkeys(paths, 0)
            while not stop.is_set():
                for path in paths:
                    with kept.store.snapshot() as snapshot:
                        answer = kept.edge.answer(Request("GET", path), snapshot)
                    if not isinstance(answer, Response):
                        torn.append(f"{path} was missing")
                        continue
                    found = {int(n) for n in re.findall(rb"Headline (\d+)", bytes(answer.body))}
                    if len(found) != 1 or min(found) < newest[path]:
                        torn.append(f"{path}: {sorted(found)} after {newest[path]}")
                    newest[path] = max(found, default=0)
                    replies += 1

        reading = threading.Thread(target=read)
        reading.start()
        for number in range(1001, 1001 + PUBLISHES):
            article.title = f"Headline {number}"
            article = publish(article, Unasked.COMMAND)
            follow()
        stop.set()
        reading.join()
        assert not torn, torn[:3]
        assert replies > PUBLISHES
        for path in paths:
            assert b"Headline %d" % (1000 + PUBLISHES) in kept.get(path).body
