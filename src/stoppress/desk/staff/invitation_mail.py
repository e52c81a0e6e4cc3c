"""Invitations by mail, sent at once: the link that a letter has is stored nowhere."""

from __future__ import annotations

import logging
import smtplib
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from stoppress.desk.staff.invitations import link_for
from stoppress.newsroom.models import NewsroomSettings

log = logging.getLogger(__name__)


def may_send() -> bool:
    """Whether the newsroom has a mail server."""
    return bool(settings.STOPPRESS_MAIL)


def mail_invitation(account: User, by: User) -> bool:
    """Send ``account`` a new link, in the language that is active; whether the server took it.

    Answers go to ``by``. Never raises what a mail server does.
    """
    server = dict(settings.STOPPRESS_MAIL)
    if not server:
        return False
    sender = server.pop("sender", "")
    newsroom = NewsroomSettings.load().name
    invited_by = by.get_full_name() or by.get_username()
    letter = EmailMessage(
        subject=_("Invitation to %(newsroom)s") % {"newsroom": " ".join(newsroom.split())},
        body=render_to_string(
            "desk/staff/invitation_mail.txt",
            {"newsroom": newsroom, "by": invited_by, "link": link_for(account)},
        ),
        from_email=sender,
        to=[account.email or account.get_username()],
        reply_to=[by.email or by.get_username()],
        # Not the name of this machine, which is nobody else's concern.
        headers={"Message-ID": make_msgid(domain=urlsplit(settings.STOPPRESS_DESK_URL).hostname)},
        connection=get_connection(**server),
    )
    try:
        letter.send()
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        log.warning("the invitation of account %d was not sent by mail (%s)", account.pk, failure)
        return False
    return True
