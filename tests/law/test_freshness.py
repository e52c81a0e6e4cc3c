"""The law of freshness: after any history, each page served is the page rendered from nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Change, FormerPath, Person, Topic
from stoppress.press.follow import follow
from stoppress.press.reading import one_moment
from stoppress.site.dependencies import codes
from stoppress.site.editions import edition_of
from tests.law.histories import OPERATIONS, World, open_newsroom
from tests.press_world import empty_store, served

FORMS = ("rss", "atom", "json")


def all_paths() -> list[str]:
    """Every path that answers, or ever answered, and some that never did."""
    paths = {"/", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/manifest.webmanifest"}
    facets = [
        found
        for change in Change.objects.all()
        if change.kind == Change.Kind.ARTICLE
        for found in (Facets.from_json(change.before), Facets.from_json(change.after))
        if found
    ]
    with one_moment():
        for code in codes():
            edition = edition_of(code)
            assert edition
            lists = [edition.url, *(section.url for section in edition.sections)]
            lists += [f"{edition.url}topic/{t.slug}/" for t in Topic.objects.all()]
            lists += [f"{edition.url}author/{p.slug}/" for p in Person.objects.all()]
            paths.update(lists, [f"/-/404/{code}", edition.all_news_url, f"{edition.url}none/"])
            paths.update(f"{url}feed.{form}" for url in lists for form in FORMS)
            for found in facets:
                paths.update(f"{url}{found.month:%Y/%m}/" for url in lists[1:])
                if found.edition == code:
                    paths.add(f"{edition.all_news_url}{found.date:%Y/%m/%d}/")
                    paths.add(f"{edition.all_news_url}{found.month:%Y/%m}/")
                    paths.add(f"/sitemaps/{code}/{found.month:%Y-%m}.xml")
    paths.update(found.path for found in facets)
    paths.update(FormerPath.objects.values_list("path", flat=True))
    return sorted(paths)


def stale_pages(history: list[int], seed: int) -> list[str]:
    """Run a history while all pages are read after each step; the pages that are not fresh."""
    world = World(Random(seed))
    with empty_store() as store:
        with clock.set_clock(world.at):
            open_newsroom(world)
            follow()
            known = set(all_paths())
            for path in known:
                served(store, path)
        for number in history:
            with clock.set_clock(world.at):
                OPERATIONS[number](world)
            with clock.set_clock(world.at):
                follow()
                known.update(all_paths())
                kept = {path: served(store, path) for path in sorted(known)}
        with clock.set_clock(world.at), empty_store() as fresh:
            return [path for path in sorted(known) if history and kept[path] != served(fresh, path)]


@pytest.mark.law
@pytest.mark.slow
class TestTheLaw(TestCase):
    """Random histories over two editions."""

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),  # a history is short, and shrinking it slow
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        history=st.lists(st.integers(0, len(OPERATIONS) - 1), min_size=1, max_size=6),
        seed=st.integers(0, 2**16),
    )
    def test_every_page_served_is_the_page_rendered_from_nothing(
        self, history: list[int], seed: int
    ) -> None:
        """Whatever editors and the clock do, nothing served is stale."""
        stale = stale_pages(history, seed)
        names = [OPERATIONS[number].__name__ for number in history]
        assert not stale, f"after {names} (seed {seed}) these pages are stale: {stale}"


@pytest.mark.law
@pytest.mark.django_db
def test_no_page_is_stale_after_a_short_history() -> None:
    """The law on one history, for the quick lane."""
    names = ["publish_new", "take_one_down", "pass_time"]
    numbers = {operation.__name__: number for number, operation in enumerate(OPERATIONS)}
    assert stale_pages([numbers[name] for name in names], seed=1) == []


@pytest.mark.law
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("operation", range(len(OPERATIONS)), ids=lambda n: OPERATIONS[n].__name__)
def test_no_page_is_stale_after(operation: int) -> None:
    """Each operation alone, and once more."""
    assert stale_pages([operation, operation], seed=operation) == []
