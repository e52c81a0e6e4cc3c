"""The people of the demo newspaper."""

from __future__ import annotations

from django.contrib.auth.models import User

from stoppress.demo.content import Content
from stoppress.demo.media import MediaShelf
from stoppress.newsroom.models import Person

_EDITOR = "harriet-stroud"


def build_people(content: Content) -> dict[str, Person]:
    """Everybody by slug; those who are missing are added, the others left as they are."""
    people = {person.slug: person for person in Person.objects.all()}
    media = MediaShelf(content)
    for _source, about in content.people:
        if about["slug"] in people:
            continue
        person = Person(
            slug=about["slug"],
            name=about["name"],
            role=about.get("role", ""),
            bio=about.get("bio", ""),
            email=about.get("email", ""),
            kind=about["kind"],
            picture=media.picture(about["picture"]) if "picture" in about else None,
        )
        person.full_clean()
        person.save()
        people[person.slug] = person
    return people


def name_account(email: str) -> None:
    """Let the editor's account be the editor whom readers know, in bylines as well."""
    account = User.objects.get(username=email)
    if not Person.objects.filter(account=account).exists():
        Person.objects.filter(slug=_EDITOR, account=None).update(account=account)
