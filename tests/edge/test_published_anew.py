"""What is published reaches the next answer; a server of its own, as these change its store."""

import time
from email.utils import formatdate

import httpx

from stoppress.store import Batch
from tests.edge.serving import Served, made
from tests.world.waiting import until

PAGE = "/ferry-returns/"


def test_what_is_published_is_in_the_next_answer_of_every_page(served: Served) -> None:
    before = {path: served.get(path, accept_encoding="gzip") for path in ("/", PAGE)}
    for turn in range(20):
        served.store.apply(Batch([made("latest/en", f"<aside>{turn}</aside>")]), sequence=6 + turn)
        for path in ("/", PAGE):
            now = served.get(
                path, accept_encoding="gzip", if_none_match=before[path].headers["etag"]
            )
            assert now.status_code == 200
            assert f"<aside>{turn}</aside>" in now.text
            before[path] = now


def with_date(answer: httpx.Response) -> httpx.Response | None:
    """The answer, if it has a date."""
    return answer if "last-modified" in answer.headers else None


def test_a_date_is_not_given_in_the_second_in_which_it_may_still_be_wrong(served: Served) -> None:
    second = 0
    while second != int(time.time()):  # a machine that is busy may be in the next one already
        second = int(time.time())
        served.store.apply(Batch([made("latest/en", f"<aside>{second}</aside>", second)]))
        fresh = served.get(PAGE)
        since = formatdate(time.time() + 3600, usegmt=True)
        again = served.get(PAGE, if_modified_since=since)
    assert "last-modified" not in fresh.headers
    assert again.status_code == 200
    later = until(lambda: with_date(served.get(PAGE)), "a date")
    assert later.headers["etag"] == fresh.headers["etag"]
    assert served.get(PAGE, if_modified_since=later.headers["last-modified"]).status_code == 304


def test_a_page_forgotten_is_gone_at_once_and_back_at_once(served: Served) -> None:
    with served.store.snapshot() as snapshot:
        page = snapshot.page(PAGE)
    assert page is not None
    served.store.apply(Batch(forget_pages={PAGE}))
    assert served.get(PAGE).status_code == 503
    served.store.apply(Batch(pages={PAGE: page}))
    assert served.get(PAGE).status_code == 200
