"""An editor as a program of its own: changes an article each time it is asked, by a line.

``python -m bench.editor --home HOME`` files and publishes a new article for each line that it
reads, and does with it what the line says: ``edit``, ``take down``; or files it and lets it go live
a second later, ``schedule``. It prints one line of JSON when that has returned: ``bench.edits``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

#: Seconds from asking until a scheduled article is due.
SCHEDULED_AFTER = 1.0


def main() -> int:
    """Change articles until standard input ends."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    os.environ["STOPPRESS_HOME"] = str(parser.parse_args().home)
    os.environ["STOPPRESS_ROLE"] = "command"
    os.environ["DJANGO_SETTINGS_MODULE"] = "stoppress.conf.settings"
    import django

    django.setup()
    editor = Editor()
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin, 1):
        print(json.dumps(editor.change(line.strip(), number)), flush=True)
    return 0


class Editor:
    """Does one thing to one new article."""

    def __init__(self) -> None:
        from bench.publishing_articles import Articles

        self._articles = Articles()

    def change(self, what: str, number: int) -> dict[str, object]:
        """Where the article is, what it was called and is called, and when the change began."""
        from stoppress.newsroom import clock
        from stoppress.newsroom.actions.publish import publish
        from stoppress.newsroom.actions.take_down import take_down
        from stoppress.newsroom.actions.who import Unasked

        name = f"Bench {what} {os.getpid()} {number}"
        draft = self._articles.file(name)
        if what == "schedule":
            draft.go_live_at = clock.now() + timedelta(seconds=SCHEDULED_AFTER)
            begun = time.monotonic() + SCHEDULED_AFTER
            publish(draft, Unasked.COMMAND)
            day = clock.local(draft.go_live_at)
            path = f"{self._articles.section.public_path}{day:%Y/%m/%d}/{draft.slug}/"
            return {"path": path, "before": "", "after": name, "begun": begun}
        article = publish(draft, Unasked.COMMAND)
        if what == "edit":
            article.title = f"{name} corrected"
            begun = time.monotonic()
            publish(article, Unasked.COMMAND)
        else:
            begun = time.monotonic()
            take_down(article, "The bench says so.", Unasked.COMMAND)
        after = article.title if what == "edit" else ""
        return {"path": article.public_path, "before": name, "after": after, "begun": begun}


if __name__ == "__main__":
    sys.exit(main())
