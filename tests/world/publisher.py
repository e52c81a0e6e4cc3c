"""Publish, change, unpublish and take down pieces without pause, until killed.

A program of its own, so that a test can kill it at any moment::

    python tests/world/publisher.py HOME SEED

It works beside a newsroom that serves, through the same actions as the desk, and prints a line
after each commit.
"""

import random
import sys
from pathlib import Path

from stoppress.home import Home
from stoppress.supervise.start import start_django


def work(seed: int) -> None:
    """Do one random thing after another."""
    from stoppress.newsroom.actions.file_article import file_article
    from stoppress.newsroom.actions.publish import publish
    from stoppress.newsroom.actions.take_down import take_down
    from stoppress.newsroom.actions.unpublish import unpublish
    from stoppress.newsroom.actions.who import Unasked
    from stoppress.newsroom.models import Article, SectionPage

    chance = random.Random(seed)
    sections = list(SectionPage.objects.all())
    for number in range(1_000_000):
        drawn = chance.random()
        live = list(Article.objects.filter(live=True, taken_down_at=None).order_by("-pk")[:20])
        if drawn < 0.5 or not live:
            section = chance.choice(sections)
            article = Article(title=f"Piece {seed}-{number} is published", deck="A deck.")
            article.body = [("paragraph", f"<p>Text {seed}-{number}.</p>")]
            done = publish(file_article(section, article, Unasked.COMMAND), Unasked.COMMAND)
        else:
            article = Article.objects.get(pk=chance.choice(live).pk)
            if drawn < 0.8:
                article.title = f"Piece {seed}-{number} is changed"
                done = publish(article, Unasked.COMMAND)
            elif drawn < 0.9:
                done = unpublish(article, Unasked.COMMAND)
            else:
                done = take_down(article, "It was wrong.", Unasked.COMMAND)
        print(f"{number} {done.public_path}", flush=True)


if __name__ == "__main__":
    start_django(Home(Path(sys.argv[1])))
    work(int(sys.argv[2]))
