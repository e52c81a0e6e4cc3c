"""Print what readers may see, asked from the database alone, as JSON.

    python tests/world/public_pieces.py HOME

`{"public": [[path, headline], ...], "gone": [path, ...]}`; the public ones newest first.
"""

import json
import sys
from pathlib import Path

from stoppress.cli.start import start_django
from stoppress.home import Home


def main() -> None:
    """Ask and print."""
    from stoppress.newsroom.models import Article
    from stoppress.newsroom.public import NEWEST_FIRST, public_articles, taken_down_articles

    public = public_articles().order_by(*NEWEST_FIRST).values_list("public_path", "title")
    gone = taken_down_articles().values_list("public_path", flat=True)
    hidden = (
        Article.objects.filter(public_path__isnull=False, taken_down_at=None)
        .exclude(pk__in=public_articles().values("pk"))
        .values_list("public_path", flat=True)
    )
    print(
        json.dumps(
            {"public": [list(one) for one in public], "gone": list(gone), "hidden": list(hidden)}
        )
    )


if __name__ == "__main__":
    start_django(Home(Path(sys.argv[1])))
    main()
