"""Commands of Wagtail's at the server's command line go past no verb of the newsroom."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command, get_commands
from wagtail.models import PageLogEntry, Revision

from stoppress.newsroom.models import Article
from tests.desk.conftest import user_of
from tests.desk.test_held import DUE, SECOND, label_of, version, with_a_picture
from tests.newsroom import factories
from tests.newsroom.reader import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OURS = {"publish_scheduled", "publish_scheduled_pages"}
#: With the arguments that they are tried with.
REFUSED: dict[str, Callable[[Article], list[Any]]] = {
    "move_pages": lambda piece: [piece.section_id, factories.section("Culture").pk],
    "purge_revisions": lambda _piece: ["--days", "1"],
    "create_log_entries_from_revisions": lambda _piece: [],
}
#: What the others touch.
HARMLESS = {
    "account_unsetmultipleprimaryemails": "addresses for mail",
    "api_tokens": "tokens of an interface that no address of ours has",
    "convert_mariadb_uuids": "tables of a database that we do not use",
    "deduplicate_tags": "tags of pictures and documents",
    "enable_fuzzystrmatch": "an extension of PostgreSQL",
    "enable_trigram": "an extension of PostgreSQL",
    "enable_unaccent": "an extension of PostgreSQL",
    "fixtree": "a damaged tree of pages, of which it deletes, when told to, what stands nowhere",
    "purge_embeds": "what other sites said of their videos",
    "rebuild_references_index": "an index",
    "remove_orphaned_tags": "tags of pictures and documents",
    "set_url_paths": "paths that Wagtail makes of others, and readers have not",
    "show_references_index": "nothing",
    "update_index": "an index",
    "wagtail_update_image_renditions": "copies of pictures, which are made again",
    "wagtail_update_index": "an index",
}


def test_each_command_that_is_not_djangos_is_ours_refused_or_harmless() -> None:
    commands = {name: app for name, app in get_commands().items() if not app.startswith("django.")}

    assert set(commands) == OURS | REFUSED.keys() | HARMLESS.keys()
    assert {commands[name] for name in (*OURS, *REFUSED)} == {"stoppress.newsroom"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_is_due_is_done_by_our_clock_and_asks_the_checks(name: str) -> None:
    editor: User = user_of("editor")
    article, _details = with_a_picture(version, editor)
    fine = version(editor, "The ferry is back")

    call_command(name, stdout=StringIO())  # the machine's clock is long past that hour
    assert not Article.objects.get(pk=fine.pk).live
    with at(DUE + SECOND):
        call_command(name, stdout=(said := StringIO()))

    assert said.getvalue() == "Changes that were due: 1.\n"
    assert Article.objects.get(pk=fine.pk).live
    assert label_of(article) == "held by a check"


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_go_past_the_verbs_is_refused_in_words(name: str) -> None:
    article = factories.article("The ferry is back")
    article.save_revision()
    arguments = REFUSED[name](article)
    before = (Revision.objects.count(), PageLogEntry.objects.count())

    with pytest.raises(CommandError, match=r"\w+ .+\.$"):
        call_command(name, *map(str, arguments))

    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before
    assert Article.objects.get(pk=article.pk).section_id == article.section_id
