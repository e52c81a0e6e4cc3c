"""Articles that a bench files and publishes; imported once Django is set up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection

from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, ArticleTopic, Byline, Person, SectionPage, Topic
from stoppress.press.storage import newsroom_store


class Articles:
    """Files and publishes articles in the first section of the first edition, all by one author."""

    def __init__(self) -> None:
        self.section = SectionPage.objects.order_by("path").first()
        self.person = Person.objects.filter(bylines__isnull=False).order_by("pk")[0]
        locale = self.section.locale_id
        self.topic = Topic.objects.filter(locale_id=locale).order_by("pk").first()

    def file(self, headline: str) -> Article:
        """A draft with an author, a topic and a body of natural length."""
        paragraph = "<p>" + "The boat came in at nine and nobody was late. " * 8 + "</p>"
        article = Article(title=headline, body=[("paragraph", paragraph)] * 10)
        article.bylines.add(Byline(person=self.person))
        if self.topic is not None:
            article.topic_links.add(ArticleTopic(topic=self.topic))
        return file_article(self.section, article, Unasked.COMMAND)

    def publishing(self, draft: Article) -> Callable[[], dict[str, object]]:
        """What publishes a draft, and tells where to look for it and what it cost."""
        return partial(self._publish, draft)

    def _publish(self, draft: Article) -> dict[str, object]:
        store = newsroom_store()
        written = store.bytes_written
        queries = 0

        def count(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            article = publish(draft, Unasked.COMMAND)
        return {
            "path": article.public_path,
            "section": self.section.public_path,
            "author": self.person.slug,
            "topic": self.topic.slug if self.topic else "",
            "queries": queries,
            "written": store.bytes_written - written,
        }
