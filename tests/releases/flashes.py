"""Publishing one piece for each line of standard input, as an editor's process does.

A program of its own, so that a test can run it with another release of Stoppress::

    python tests/releases/flashes.py HOME

A line that comes in is the headline; it goes out again once ``publish`` has returned.
"""

import sys
from pathlib import Path

from stoppress.home import Home
from stoppress.supervise.start import start_django


def work() -> None:
    """Publish until the input ends."""
    from stoppress.newsroom.actions.file_article import file_article
    from stoppress.newsroom.actions.publish import publish
    from stoppress.newsroom.actions.who import Unasked
    from stoppress.newsroom.models import Article, SectionPage

    section = SectionPage.objects.order_by("pk").first()
    assert section is not None
    print("ready", flush=True)
    for line in sys.stdin:
        body = [("paragraph", "<p>The boat came in at noon.</p>")]
        publish(
            file_article(section, Article(title=line.strip(), body=body), Unasked.COMMAND),
            Unasked.COMMAND,
        )
        print(line.strip(), flush=True)


if __name__ == "__main__":
    start_django(Home(Path(sys.argv[1])))
    work()
