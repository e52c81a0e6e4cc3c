"""People, agencies and topics that items name: found by name, made when new."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Locale

from stoppress.intake.item import Name, Role
from stoppress.newsroom.folding import folded, folded_name
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
        wanted = [name for name in names if name.name not in self._people]
        found = self._found(name.name for name in wanted)
        for name in wanted:
            as_folded = folded_name(name.name)
            if as_folded not in found:
                agency = name.role is Role.AGENCY
                kind = Person.Kind.AGENCY if agency else Person.Kind.PERSON
                person = Person(name=name.name, kind=kind)
                person.save()
                found[as_folded] = person.pk
            self._people[name.name] = found.get(name.name, found[as_folded])
        for locale, title in topics:
            folded_title = folded(title, locale.language_code)
            key = (locale.pk, folded_title)
            if key not in self._topics:
                found_topics = Topic.objects.filter(locale=locale, folded_title=folded_title)
                topic = found_topics.order_by("pk").first()
                if topic is None:
                    topic = Topic(locale=locale, title=title)
                    topic.save()
                self._topics[key] = topic.pk

    def _found(self, names: Iterable[str]) -> dict[str, int]:
        """People by their folded names and, which goes before, by their names as they are."""
        same = Person.objects.filter(folded_name__in={folded_name(name) for name in names})
        rows = list(same.order_by("-pk").values_list("pk", "name", "folded_name"))
        by_folded = {key: pk for pk, _name, key in rows}
        return by_folded | {name: pk for pk, name, _key in rows if name not in by_folded}

    def person(self, name: Name) -> int:
        """The id of a person or agency that was prepared."""
        return self._people[name.name]

    def topic(self, locale: Locale, title: str) -> int:
        """The id of a topic that was prepared."""
        return self._topics[locale.pk, folded(title, locale.language_code)]
