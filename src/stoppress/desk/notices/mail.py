"""Sending notices by mail, in the worker and away from its clock.

A notice is taken before it is sent: whoever takes it moves the time of its next attempt, so that no
two send it. Should the machine stop between the two, it is sent again under the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
import threading
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from stoppress.desk.notices.languages import language_of_account
from stoppress.newsroom import clock
from stoppress.newsroom.models import Notice

log = logging.getLogger(__name__)

#: Letters of one connection.
AT_ONCE = 20
#: How long one who has taken a notice has for sending it.
_TAKEN = timedelta(minutes=10)
#: How long it waits after a failure, at first and at most; for how long it is tried.
_FIRST, _LONGEST, _GIVEN_UP_AFTER = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: Seconds between two looks for what is to be sent.
_EVERY = 2.0
#: Of answers of a server (RFC 5321, section 4.2.1): from here on it is no use to try again.
_NEVER = 500


class Postman(threading.Thread):
    """Sends what is due until ``stop`` is set."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="postman", daemon=True)
        self._stop_sending = stop

    def run(self) -> None:
        """Send; what fails is tried again."""
        while settings.STOPPRESS_MAIL and not self._stop_sending.wait(_EVERY):
            try:
                close_old_connections()
                send_due()
            except DatabaseError:
                log.exception("mail will be looked for again in %.0f s", _EVERY)


def send_due() -> int:
    """Send the notices that are due; how many were sent. Never raises what a mail server does."""
    server = dict(settings.STOPPRESS_MAIL)
    sender = server.pop("sender", "")
    # Nobody is told by mail whose account was closed meanwhile.
    open_ones = Notice.objects.filter(user__is_active=True)
    due = open_ones.filter(mail_due__lte=clock.now()).order_by("mail_due", "pk")
    rows = list(due.select_related("user", "article", "by")[:AT_ONCE]) if server else []
    if not rows:
        return 0
    sent, connection = 0, get_connection(**server)
    try:
        for notice in rows:
            if _take(notice):
                try:
                    letter_of(notice, sender, connection).send()
                except (smtplib.SMTPException, OSError, ValueError) as failure:
                    _try_later(notice, failure)
                    connection.close()
                else:
                    Notice.objects.filter(pk=notice.pk).update(mail_due=None)
                    sent += 1
    finally:
        connection.close()
    return sent


def letter_of(notice: Notice, sender: str, connection: Any) -> EmailMessage:
    """The letter that tells a notice, in the language of the person's desk."""
    user = notice.user
    with override(language_of_account(user)):
        context = {
            "one": notice,
            "piece": settings.STOPPRESS_DESK_URL + reverse("desk_piece", args=[notice.article_id]),
            "wishes": settings.STOPPRESS_DESK_URL + reverse("desk_notice_wishes"),
        }
        said = render_to_string("desk/notices/said.html", context).strip()
        text = render_to_string("desk/notices/mail.txt", context)
    host = urlsplit(settings.STOPPRESS_DESK_URL).hostname
    return EmailMessage(
        subject=" ".join(f"{said} {notice.article.get_admin_display_title()}".split()),
        body=text,
        from_email=sender,
        to=[user.email or user.get_username()],
        headers={"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _take(notice: Notice) -> bool:
    """Take a notice to send it; False when somebody else has."""
    mine = Notice.objects.filter(pk=notice.pk, mail_due=notice.mail_due)
    attempts = F("mail_attempts") + 1
    return bool(mine.update(mail_due=clock.now() + _TAKEN, mail_attempts=attempts))


def _try_later(notice: Notice, failure: Exception) -> None:
    """Set the time of the next attempt; none when no letter comes to that address."""
    refused = (
        isinstance(failure, ValueError)  # no letter can be addressed so
        or (
            isinstance(failure, smtplib.SMTPRecipientsRefused)
            and all(code >= _NEVER for code, _words in failure.recipients.values())
        )
        or (
            isinstance(failure, smtplib.SMTPResponseException)
            and not isinstance(failure, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError)
            and failure.smtp_code >= _NEVER
        )
    )
    now = clock.now()
    again = now + min(_FIRST * 2 ** min(notice.mail_attempts, 10), _LONGEST)
    over = refused or again - notice.at > _GIVEN_UP_AFTER
    Notice.objects.filter(pk=notice.pk).update(mail_due=None if over else again)
    log.warning(
        "notice %d was not sent by mail (%s); %s",
        notice.pk,
        failure,
        "it is not tried again, and stands at the bell" if over else f"next attempt {again:%H:%M}",
    )
