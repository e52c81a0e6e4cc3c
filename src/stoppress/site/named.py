"""Topics and people, each read once within a moment, by id or by address."""

from __future__ import annotations

from collections.abc import Iterable

from stoppress.newsroom.models import Person, Topic
from stoppress.press.reading import remembered_each


def topics(ids: Iterable[int]) -> dict[int, Topic]:
    """Topics by id, with their locales."""

    def read(missing: list[int]) -> dict[int, Topic]:
        found = list(Topic.objects.select_related("locale").filter(pk__in=missing))
        by_slug = {(topic.locale.language_code, topic.slug): topic.pk for topic in found}
        remembered_each("topics by slug", by_slug, lambda _slugs: by_slug)
        return {topic.pk: topic for topic in found}

    return remembered_each("topics", ids, read)


def people(ids: Iterable[int]) -> dict[int, Person]:
    """People by id."""

    def read(missing: list[int]) -> dict[int, Person]:
        found = list(Person.objects.filter(pk__in=missing))
        by_slug = {person.slug: person.pk for person in found}
        remembered_each("people by slug", by_slug, lambda _slugs: by_slug)
        return {person.pk: person for person in found}

    return remembered_each("people", ids, read)


def topic_at(language: str, slug: str) -> int | None:
    """The id of the topic at an address."""

    def read(_missing: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
        found = Topic.objects.filter(locale__language_code=language, slug=slug)
        pk = found.values_list("pk", flat=True).first()
        return {(language, slug): pk} if pk else {}

    return remembered_each("topics by slug", [(language, slug)], read).get((language, slug))


def person_at(slug: str) -> int | None:
    """The id of the person at an address."""

    def read(_missing: list[str]) -> dict[str, int]:
        pk = Person.objects.filter(slug=slug).values_list("pk", flat=True).first()
        return {slug: pk} if pk else {}

    return remembered_each("people by slug", [slug], read).get(slug)
