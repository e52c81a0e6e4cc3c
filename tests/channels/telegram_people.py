"""People of a served newsroom, as the bot meets them: `python -m tests.channels.telegram_people`.

python -m tests.channels.telegram_people HOME connect CHAT   an editor, with a section of drafts
python -m tests.channels.telegram_people HOME drafts         prints each draft and its picture
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from stoppress.home import Home
from stoppress.supervise.start import start_django


def main() -> None:
    """Connect somebody, or tell what became of what they sent."""
    home, *words = sys.argv[1:]
    start_django(Home(Path(home)), "worker")
    if words[0] == "connect":
        connect(int(words[1]))
    else:
        print(json.dumps(drafts()))


def connect(chat: int) -> None:
    """An owner whose chat is connected, and of whose messages drafts are made."""
    from django.contrib.auth import get_user_model

    from stoppress.desk.telegram import connection
    from stoppress.desk.telegram.writers import set_writer
    from stoppress.newsroom.models import SectionPage

    owner = get_user_model().objects.create_superuser("mara@news.example", password="quiet harbour")
    code, _until = connection.begin(owner)
    connection.connect(code, chat, "Mara")
    set_writer(owner, SectionPage.objects.order_by("pk").first())


def drafts() -> list[tuple[str, bool]]:
    """The headline of each draft, and whether it has a picture."""
    from stoppress.newsroom.models import Article

    found = Article.objects.filter(live=False).values_list("title", "lead_image")
    return [(title, image is not None) for title, image in found]


if __name__ == "__main__":
    main()
