"""Small programs that run inside a newsroom's Django: ``python -m bench.newsroom_programs VERB``.

The home is named by the environment, see ``bench.homes.newsroom_environment``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - needs the set-up

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
    topic = Topic.objects.filter(locale_id=section.locale_id).order_by("pk").first()
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


if __name__ == "__main__":
    verbs: dict[str, Callable[..., None]] = {
        "paths": paths,
        "make": make_pages,
        "lists": lists,
        "find": find,
    }
    verbs[sys.argv[1]](*sys.argv[2:])
