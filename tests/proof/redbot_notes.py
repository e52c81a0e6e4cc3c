"""Look at addresses with REDbot and print what it notes as JSON.

A program of its own, because REDbot's event loop is one for a whole process::

    python tests/proof/redbot_notes.py http://127.0.0.1:8000/ http://127.0.0.1:8000/feed.atom

The output maps each address to a list of ``[level, category, summary]``; a failed fetch is a note
of the level ``bad``.
"""

import json
import sys
from configparser import ConfigParser

import thor
from redbot.resource import HttpResource


def main(urls: list[str]) -> None:
    """Look at one address after the other."""
    configuration = ConfigParser()
    configuration.read_dict({"redbot": {"enable_local_access": "True"}})
    notes: dict[str, list[list[str]]] = {}
    left = iter(urls)

    def look_at_next() -> None:
        url = next(left, None)
        if url is None:
            thor.stop()
            return
        resource = HttpResource(configuration["redbot"])
        resource.set_request(url, headers=[("Accept-Encoding", "gzip")])

        @thor.events.on(resource)
        def check_done() -> None:
            notes[url] = [
                [note.level.value, note.category.name, str(note.summary)]
                for note in resource.response.notes
            ]
            if resource.fetch_error is not None:
                notes[url].append(["bad", "CONNECTION", str(resource.fetch_error.desc)])
            thor.schedule(0, look_at_next)

        resource.check()

    thor.schedule(0, look_at_next)
    thor.run()
    json.dump(notes, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
