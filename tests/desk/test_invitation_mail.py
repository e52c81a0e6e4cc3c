"""Invitations by mail, through a real SMTP server on the loopback interface."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User

from tests.desk.conftest import desk_of
from tests.desk.test_notice_mail import port, post
from tests.desk.test_staff import accept, invited, link_in, stranger
from tests.newsroom import factories
from tests.world.mail import Post

__all__ = ["port", "post"]

pytestmark = pytest.mark.django_db

FORM = {"email": "nora@news.example", "name": "Nora Bell", "role": "editor"}


def link_of(letter: str) -> str:
    """The path that a letter leads to."""
    [found] = re.findall(r"https://desk\.news\.example\S+", letter)
    return urlsplit(found).path


def test_who_is_invited_gets_a_letter_with_a_link_that_opens_the_door_once(post: Post) -> None:
    factories.edition()
    page = desk_of("owner").post("/accounts/", FORM, secure=True).content.decode()

    [letter] = post.taken
    assert (letter["To"], letter["From"]) == ("nora@news.example", "desk@news.example")
    assert letter["Reply-To"] == "owner@news.example"
    assert letter["Subject"].startswith("Invitation to ")
    assert letter["Message-ID"].endswith("@desk.news.example>")
    text = letter.get_content()
    assert text.startswith("owner@news.example invites you to write for ")
    assert "The invitation went to nora@news.example by mail." in page
    assert "<code" not in page, "whoever looks over the owner’s shoulder reads no link"
    assert accept(stranger(), link_of(text))["Location"] == "/"
    assert stranger().get(link_of(text), secure=True).status_code == 404


def test_a_letter_is_sent_again_and_the_former_link_is_worthless(post: Post) -> None:
    owner = desk_of("owner")
    owner.post("/accounts/", FORM, secure=True)
    nora = User.objects.get(username="nora@news.example")

    page = owner.get(f"/accounts/{nora.pk}/", secure=True).content.decode()
    assert "Send it by mail" in page
    owner.post(f"/accounts/{nora.pk}/", {"do": "mail"}, secure=True)

    first, second = (link_of(letter.get_content()) for letter in post.taken)
    assert stranger().get(first, secure=True).status_code == 404
    assert stranger().get(second, secure=True).status_code == 302


def test_the_link_is_shown_where_the_server_refuses_or_nobody_listens(port: int) -> None:
    owner = desk_of("owner")

    answer = owner.post("/accounts/", FORM, secure=True)

    assert "The mail server did not take it" in answer.content.decode()
    assert stranger().get(link_in(answer), secure=True).status_code == 302


def test_a_newsroom_without_mail_has_links_alone() -> None:
    owner = desk_of("owner")
    nora, link = invited(owner)

    page = owner.get(f"/accounts/{nora.pk}/", secure=True).content.decode()

    assert stranger().get(link, secure=True).status_code == 302
    assert "by mail" not in page
