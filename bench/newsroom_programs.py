"""Small programs that run inside a newsroom's Django: ``python -m bench.newsroom_programs VERB``.

The home is named by the environment, see ``bench.homes.newsroom_environment``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402 - needs the set-up
from django.contrib.auth import get_user_model  # noqa: E402 - needs the set-up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from stoppress.newsroom.models import Person, SectionPage, Topic  # noqa: E402 - needs the set-up
from stoppress.newsroom.public import public_articles  # noqa: E402
from stoppress.newsroom.search import find as search  # noqa: E402
from stoppress.newsroom.search import follow as search_index  # noqa: E402
from stoppress.press.make import make  # noqa: E402
from stoppress.releases.rebuild import renew  # noqa: E402

_AT_ONCE = 500


def paths(count: str, part: str) -> None:
    """Print the paths of ``count`` articles, evenly over the archive.

    ``part`` is where to begin, as a part of the way to the next one: other parts, other articles.
    """
    keys = list(public_articles().order_by("pk").values_list("pk", flat=True))
    step = max(len(keys) / int(count), 1)
    chosen = [keys[int((n + float(part)) * step)] for n in range(min(int(count), len(keys)))]
    for first in range(0, len(chosen), _AT_ONCE):
        some = public_articles().filter(pk__in=chosen[first : first + _AT_ONCE])
        print(*some.values_list("public_path", flat=True), sep="\n")


def make_pages() -> None:
    """Make the pages whose paths stand on standard input."""
    renew()
    for line in sys.stdin:
        make(line.rstrip("\n"))


def lists() -> None:
    """Print the paths of a section, of a topic and of an author."""
    section = SectionPage.objects.order_by("path").first()
    # In a small archive most topics have no article, and so no page.
    topics = Topic.objects.filter(locale_id=section.locale_id, links__isnull=False)
    topic = topics.order_by("pk").first()
    person = Person.objects.filter(bylines__isnull=False).order_by("pk").first()
    if topic is None or person is None:
        raise SystemExit(
            "The newsroom has no topic or no author. Fill it with `python -m bench.archive`."
        )
    print(section.public_path, f"/topic/{topic.slug}/", f"/author/{person.slug}/", sep="\n")


def find(times: str) -> None:
    """Bring the index up to the log; find by each line of standard input, so many times.

    Prints JSON for each: how many rows an owner finds, and the milliseconds of each time.
    """
    if search_index.lag():
        search_index.follow()
        search_index.keep_in_order()
    owner = get_user_model()(is_superuser=True, is_active=True)
    for query in sys.stdin.read().splitlines():
        search.find(query, owner)  # what is needed once is not measured
        milliseconds, rows = [], 0
        for _time in range(int(times)):
            begun = time.perf_counter()
            rows = len(search.find(query, owner).rows)
            milliseconds.append((time.perf_counter() - begun) * 1e3)
        print(json.dumps({"rows": rows, "milliseconds": milliseconds}))


def desk(times: str) -> None:
    """Open each address of standard input as an owner, so many times.

    Prints JSON for each: milliseconds of each time, queries and bytes of the last.
    """
    owner, _made = get_user_model().objects.get_or_create(
        username="bench",
        defaults={"is_superuser": True, "is_staff": True, "email": "b@news.example"},
    )
    factors: Any = apps.get_model("mfa", "Authenticator").objects
    # Without one an owner is led away from every page.
    factors.get_or_create(user=owner, type="totp", defaults={"data": {"secret": ""}})
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(owner)
    piece = public_articles().order_by("-pk").values_list("pk", flat=True).first()
    for line in sys.stdin.read().splitlines():
        address = line.format(piece=piece)
        answer = client.get(address, follow=True)  # what is needed once is not measured
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        milliseconds = []
        for _time in range(int(times)):
            begun = time.perf_counter()
            answer = client.get(address)
            milliseconds.append((time.perf_counter() - begun) * 1e3)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        told = {"milliseconds": milliseconds, "queries": len(asked), "bytes": len(answer.content)}
        print(json.dumps(told))


if __name__ == "__main__":
    verbs: dict[str, Callable[..., None]] = {
        "paths": paths,
        "make": make_pages,
        "lists": lists,
        "find": find,
        "desk": desk,
    }
    verbs[sys.argv[1]](*sys.argv[2:])
