"""A secret link to a piece: it shows that piece for a day, and nothing to anybody else."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from lxml import html

from stoppress.desk.sharing.shown import MOST_A_MINUTE
from stoppress.desk.staff.close_account import close_account
from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.revoke_preview import revoke_preview
from stoppress.newsroom.actions.share_preview import LASTS, share_preview
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, PreviewLink
from tests.desk.conftest import user_of
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import at

pytestmark = pytest.mark.django_db

SECRET = "The mayor resigns"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Nobody has asked before."""
    cache.clear()


def stranger() -> Client:
    return Client(headers={"host": "desk.news.example"})


def asked(token: str) -> Any:
    return stranger().get(f"/preview/{token}/", secure=True)


def embargoed(noon: datetime) -> Article:
    return embargoed_by(user_of("editor"), noon)


def embargoed_by(editor: User, noon: datetime) -> Article:
    article = factories.draft(SECRET, embargo_until=noon + timedelta(days=3))
    return publish(article, editor)


def test_an_embargoed_piece_is_read_with_the_link_alone(noon: datetime) -> None:
    article, other = embargoed(noon), factories.draft("Another secret")
    token = share_preview(article, user_of("owner"))

    answer = asked(token)

    assert answer.status_code == 200
    assert SECRET in answer.content.decode()
    assert "Another secret" not in answer.content.decode()
    assert answer.cookies == {}
    for name, value in (
        ("Cache-Control", "no-store, private"),
        ("X-Robots-Tag", "noindex, nofollow, noarchive"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Frame-Options", "DENY"),
    ):
        assert answer[name] == value
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not PreviewLink.objects.filter(token_hash=token).exists()
    for path in (f"/pieces/{article.pk}/", f"/pages/{article.pk}/edit/", f"/pieces/{other.pk}/"):
        assert stranger().get(path, secure=True)["Location"].startswith("/login/")


def test_a_token_that_is_over_revoked_or_altered_or_of_a_deleted_piece_shows_nothing(
    noon: datetime,
) -> None:
    article, owner = embargoed(noon), user_of("owner")
    token, revoked = share_preview(article, owner), share_preview(article, owner)
    revoke_preview(PreviewLink.objects.latest("pk"), owner)
    gone = factories.draft("Gone")
    deleted = share_preview(gone, owner)
    delete(gone, owner)
    halves = token.split(".")

    refused = [revoked, deleted, "x", "x.y", halves[0], f"{halves[0]}.{revoked.split('.')[1]}"]
    refused += [token[:-1], token + "a", token.swapcase(), f"{halves[0][:-1]}.{halves[1]}"]
    for one in refused:
        answer = asked(one)
        assert answer.status_code == 404, one
        assert SECRET not in answer.content.decode()
    with at(noon + LASTS - timedelta(seconds=1)):
        assert asked(token).status_code == 200
    with at(noon + LASTS):
        assert asked(token).status_code == 404


def test_the_newest_version_is_shown_or_the_one_that_was_shared(noon: datetime) -> None:
    article, owner = embargoed(noon), user_of("owner")
    newest = share_preview(article, owner)
    then = share_preview(article, owner, version=article.latest_revision)
    draft = article.get_latest_revision_as_object()
    draft.title = "The mayor stays"
    draft.save_revision()

    assert "The mayor stays" in asked(newest).content.decode()
    assert SECRET in asked(then).content.decode()
    assert "The mayor stays" not in asked(then).content.decode()


def test_pictures_of_the_page_are_shown_with_it_and_no_others(noon: datetime) -> None:
    shown, hidden = image(), image()
    token = share_preview(factories.draft(lead_image=shown), user_of("owner"))
    page = asked(token).content.decode()
    paths = set(re.findall(rf"/preview/{re.escape(token)}/media/pictures/[\w.-]+", page))

    assert paths
    path = min(paths)
    assert stranger().get(path, secure=True)["Content-Type"].startswith("image/")
    bare = path.partition(token)[2]
    assert stranger().get(bare, secure=True).status_code == 302
    other = bare.replace(f"/{shown.pk}-", f"/{hidden.pk}-")
    assert stranger().get(f"/preview/{token}{other}", secure=True).status_code == 404
    revoke_preview(PreviewLink.objects.get(), user_of("editor"))
    assert stranger().get(path, secure=True).status_code == 404


def test_links_are_made_listed_and_revoked_at_the_desk(noon: datetime) -> None:
    article, desk = embargoed(noon), Client(headers={"host": "desk.news.example"})
    desk.force_login(user_of("owner"))
    where = f"/pieces/{article.pk}/links/"

    page = html.fromstring(desk.post(where, {"which": "this"}, secure=True).content.decode())
    [address] = page.xpath("//input[@id='address']/@value")
    token = address.rstrip("/").rpartition("/")[2]
    assert asked(token).status_code == 200
    again = html.fromstring(desk.get(where, secure=True).content.decode())
    assert token not in again.text_content()
    assert not again.xpath("//input[@id='address']")
    [revoke] = again.xpath("//form[contains(@action, '/revoke/')]/@action")
    desk.post(revoke, secure=True)

    assert asked(token).status_code == 404
    assert not html.fromstring(desk.get(where, secure=True).content).xpath(
        "//form[contains(@action, '/revoke/')]"
    )


def test_who_may_not_edit_a_piece_neither_shares_it_nor_ends_a_link(noon: datetime) -> None:
    article = embargoed(noon)
    share_preview(article, user_of("owner"))
    link, reporter = PreviewLink.objects.get(), user_of("reporter")
    desk = stranger()
    desk.force_login(reporter)

    with pytest.raises(PermissionDenied):
        share_preview(article, reporter)
    with pytest.raises(PermissionDenied):
        revoke_preview(link, reporter)
    desk.post(f"/pieces/{article.pk}/links/", secure=True)
    desk.post(f"/links/{link.pk}/revoke/", secure=True)
    assert list(PreviewLink.objects.values_list("pk", "revoked_at")) == [(link.pk, None)]


def test_an_address_that_asks_too_often_waits(noon: datetime) -> None:
    token = share_preview(embargoed(noon), user_of("owner"))
    cache.set("shared-preview:127.0.0.1", MOST_A_MINUTE, timeout=60)

    answer = asked(token)

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_a_piece_that_is_taken_down_is_shown_to_nobody(noon: datetime) -> None:
    article = publish(factories.draft(SECRET), user_of("editor"))
    token = share_preview(article, user_of("owner"))
    assert asked(token).status_code == 200

    take_down(article, "A court's order.", Unasked.COMMAND)

    assert asked(token).status_code == 404


def test_links_of_somebody_who_leaves_end(noon: datetime) -> None:
    leaving = user_of("editor")
    token = share_preview(embargoed_by(leaving, noon), leaving)
    assert asked(token).status_code == 200

    close_account(leaving, None, user_of("owner"))

    assert asked(token).status_code == 404


def test_links_of_an_account_that_is_closed_in_any_way_end(noon: datetime) -> None:
    """Wagtail's own form of accounts closes one as well."""
    editor = user_of("editor")
    token = share_preview(embargoed_by(editor, noon), editor)
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert asked(token).status_code == 404
