"""IndexNow: search engines are told which addresses of articles are new, changed or gone.

https://www.indexnow.org/documentation. An engine that is told passes it on to the others that take
part. It then fetches what every reader gets, and the key file that proves who told it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _

from stoppress.channels.ends import End, Refused
from stoppress.channels.http_post import Answer, end_of, post
from stoppress.channels.pings.registry import Pinger
from stoppress.home.hubs import named_by_ip
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Article, Change
from stoppress.site.editions import absolute, site_url
from stoppress.site.settings_files import indexnow_key

NAME = "indexnow"
TITLE = _("Search engines, by IndexNow")
#: The most addresses of one request, as the protocol has it.
MOST = 10_000
#: What comes out with an older date line, or is imported again, is an archive: sitemaps tell of it.
NEWEST = timedelta(hours=24)
#: Changes by which the page of an article says nothing new.
_SAYS_NOTHING = {Change.What.AROUND, Change.What.PICKS, Change.What.REASON}
_KEY_REFUSED = "The key is refused: the engine has to be able to read the key file."
_NOT_OF_THE_SITE = "The addresses are not of the site: look at site_url in stoppress.toml."


def indexnow() -> Iterator[Pinger]:
    """The engine that the settings name."""
    if engine := settings.HOME_SETTINGS.indexnow:
        yield Pinger(NAME, NAME, TITLE, engine, changed, ping, at_once=MOST)


def changed(changes: Sequence[Change]) -> Iterable[str]:
    """Where articles are and were that came, changed what they say, moved or went, each once.

    Not what was never public, and no archive that is brought in.
    """
    told = [change for change in changes if _tells_something(change)]
    archive = _old(change for change in told if change.bulk or not change.before)
    paths: dict[str, None] = {}
    for change in told:
        if change.sequence in archive:
            continue
        for facets in (Facets.from_json(change.before), Facets.from_json(change.after)):
            if facets is not None:
                paths.update(dict.fromkeys((facets.path, *facets.former)))
    return [absolute(path) for path in paths]


def ping(addresses: Sequence[str]) -> End:
    """Tell the engine of addresses that changed."""
    engine, key = settings.HOME_SETTINGS.indexnow, indexnow_key()
    told = {
        "host": urlsplit(site_url()).netloc,
        "key": key,
        "keyLocation": absolute(f"/{key}.txt"),
        "urlList": list(addresses),
    }
    headers = {"Content-Type": "application/json; charset=utf-8"}
    nearby = named_by_ip(engine) is not None
    answer = post(engine, json.dumps(told).encode(), headers, private_network=nearby)
    return _end(answer) if isinstance(answer, Answer) else answer


def _tells_something(change: Change) -> bool:
    return change.kind == Change.Kind.ARTICLE and bool(set(change.what) - _SAYS_NOTHING)


def _old(changes: Iterable[Change]) -> set[int]:
    """Those of changes that bring in an archive: their articles were old when they came."""
    came = [change for change in changes if change.after]
    ids = {change.object_id for change in came}
    dates = dict(Article.objects.filter(pk__in=ids).values_list("pk", "published_at"))
    return {
        change.sequence
        for change in came
        if (dated := dates.get(change.object_id or 0)) and dated < change.at - NEWEST
    }


def _end(answer: Answer) -> End:
    """How a request ends, by the statuses that the protocol gives a meaning of its own."""
    match answer.status:
        case 400:
            return Refused(str(answer))
        case 403:
            return Refused(f"{answer}. {_KEY_REFUSED}", channel=True)
        case 422:
            return Refused(f"{answer}. {_NOT_OF_THE_SITE}", channel=True)
    return end_of(answer)  # 202 too, with which the key will be read yet
