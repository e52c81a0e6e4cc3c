"""Editions and sections are few, and found without walking a million articles."""

from __future__ import annotations

import pytest
from django.db import connection

from stoppress.newsroom.models import EditionPage, SectionPage
from tests.newsroom import factories

pytestmark = pytest.mark.django_db


def test_they_come_in_the_order_of_the_page_tree() -> None:
    edition = factories.edition()
    later, first = (factories.section(name, edition) for name in ("Sport", "Harbour"))
    SectionPage.objects.get(pk=first.pk).move(EditionPage.objects.get(), pos="first-child")

    assert [section.pk for section in SectionPage.objects.all()] == [first.pk, later.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps statistics of its own")
def test_no_query_for_them_walks_all_pages() -> None:
    edition = factories.edition()
    queries = {
        "open editions": EditionPage.objects.filter(live=True),
        "sections in order": SectionPage.objects.all(),
        "open sections": SectionPage.objects.filter(live=True).select_related("locale"),
        "sections of an edition": SectionPage.objects.child_of(edition),
        "of a language": SectionPage.objects.filter(live=True, locale=edition.locale_id),
    }

    plans = {name: query.explain() for name, query in queries.items()}

    assert {name: plan for name, plan in plans.items() if "SCAN wagtailcore_page" in plan} == {}
