"""People, agencies and topics that items name: found by name, made when new."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Locale

from stoppress.intake.item import Name, Role
from stoppress.newsroom.folding import folded
from stoppress.newsroom.models import Person, Topic


class Names:
    """People and topics, each looked up once in an import."""

    def __init__(self) -> None:
        self._people: dict[str, int] = {}
        self._topics: dict[tuple[int, str], int] = {}

    def forget(self) -> None:
        """Look everything up again, as after a transaction that was undone."""
        self._people.clear()
        self._topics.clear()

    def prepare(self, names: Iterable[Name], topics: Iterable[tuple[Locale, str]]) -> None:
        """Find all of a batch at once, and make those that do not exist yet."""
        wanted = {name.name: name for name in names if name.name not in self._people}
        found = Person.objects.filter(name__in=wanted).order_by("-pk").values_list("name", "pk")
        self._people.update(found)
        for text, name in wanted.items():
            if text not in self._people:
                agency = name.role is Role.AGENCY
                kind = Person.Kind.AGENCY if agency else Person.Kind.PERSON
                person = Person(name=text, kind=kind)
                person.save()
                self._people[text] = person.pk
        for locale, title in topics:
            as_folded = folded(title, locale.language_code)
            key = (locale.pk, as_folded)
            if key not in self._topics:
                found_topics = Topic.objects.filter(locale=locale, folded_title=as_folded)
                topic = found_topics.order_by("pk").first()
                if topic is None:
                    topic = Topic(locale=locale, title=title)
                    topic.save()
                self._topics[key] = topic.pk

    def person(self, name: Name) -> int:
        """The id of a person or agency that was prepared."""
        return self._people[name.name]

    def topic(self, locale: Locale, title: str) -> int:
        """The id of a topic that was prepared."""
        return self._topics[locale.pk, folded(title, locale.language_code)]
