"""``stoppress status``: what runs, how far the press is, how much there is."""

import json
from typing import Annotated, Any

import typer

from stoppress.home import Home, read_heartbeat
from stoppress.supervise.running import Running, read_running
from stoppress.supervise.start import start_django


def status(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Show what runs, where change log and store stand, and how much they hold."""
    home: Home = context.obj
    start_django(home)
    facts = _facts(home, read_running(home))
    if as_json:
        typer.echo(json.dumps(facts, indent=2))
        return
    for line in _lines(facts):
        typer.echo(line)


def _facts(home: Home, running: Running | None) -> dict[str, Any]:
    from stoppress.newsroom.change_log.followers import all_followers
    from stoppress.newsroom.models import Article, Change, EditionPage, SectionPage
    from stoppress.press.storage import newsroom_store
    from stoppress.releases.rebuild import is_going_over

    counts = newsroom_store().counts()
    newest = Change.newest_sequence()
    return {
        "home": str(home.root),
        "serving": None
        if running is None
        else {
            "pid": running.pid,
            "site_url": running.site_url,
            "desk_url": running.desk_url,
            "parts": running.parts,
        },
        "change_log": newest,
        "store": counts.sequence,
        "followers": {follower.name: follower.position() for follower in all_followers()},
        "behind": max(newest - counts.sequence, 0),
        "editions": EditionPage.objects.count(),
        "sections": SectionPage.objects.count(),
        "articles": Article.objects.count(),
        "articles_public": Article.objects.filter(live=True).count(),
        "fragments": counts.fragments,
        "pages": counts.pages,
        "going_over": is_going_over(),
        "store_bytes": counts.bytes_used,
        "metrics": heartbeat.metrics if running and (heartbeat := read_heartbeat(home)) else "",
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    serving = facts["serving"]
    lines = [f"home        {facts['home']}"]
    if serving is None:
        lines.append(f"serving     no; start with `stoppress --home {facts['home']} serve`")
    else:
        parts = ", ".join(f"{name} {pid}" for name, pid in sorted(serving["parts"].items()))
        lines += [
            f"serving     site {serving['site_url']}  desk {serving['desk_url']}",
            f"processes   supervisor {serving['pid']}, {parts}",
        ]
    if facts["metrics"]:
        lines.append(f"metrics     http://{facts['metrics']}/metrics")
    behind = facts["behind"]
    return [
        *lines,
        f"change log  {facts['change_log']}",
        "followers   " + ", ".join(f"{name} {at}" for name, at in facts["followers"].items()),
        f"store       {facts['store']}" + (f" ({behind} behind)" if behind else " (up to date)"),
        f"editions    {facts['editions']} with {facts['sections']} sections",
        f"pieces      {facts['articles']}, of them {facts['articles_public']} published",
        f"stored      {facts['pages']} pages of {facts['fragments']} fragments"
        + (", some of an older release, which are made again" if facts["going_over"] else ""),
        f"on disk     {facts['store_bytes'] / 1_000_000:.1f} MB of fragments",
    ]
