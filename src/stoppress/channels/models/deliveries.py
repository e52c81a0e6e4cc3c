"""A delivery: what one channel was told of one article."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoppress.channels.models.channels import Channel
from stoppress.channels.post import Post


class Delivery(models.Model):
    """One article in one channel. The article itself may be gone: the row outlives it.

    ``state`` says what is known of the other side. ``due_at`` is when it is next compared with what
    readers have; null while nothing has to be done.

    :ivar headline: as it was last seen, for lists.
    :ivar wish: what an editor decided for it; empty leaves it to the channel's rules.
    :ivar silent: whether it is posted without a sound, by an editor's wish.
    :ivar noticed_at: when it came out, by the change log.
    :ivar sequence: of the article's last change in the change log that the channel knows.
    :ivar asks: the request that is under way, or was last.
    :ivar asking: the post of that request, or the one that it withdraws; ``sent`` is the one that
        stands there, null for none.
    :ivar number: of that request among those for the article; it stays while it is asked again.
    :ivar unclear: whether a request may have been done of which nobody knows.
    :ivar remote_id: how the other side calls what stands there.
    :ivar revision: the version of the article that stands there.
    :ivar pinned: whether it is held on top there, or was to be and the other side refused.
    :ivar attempts: requests in a row that were no use.
    :ivar answer: what came of the last request, or why there was none, in words.
    """

    class State(models.TextChoices):
        """What is known of the other side."""

        WAITING = "waiting", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        #: A request to post it may have been done or not.
        UNSURE = "unsure", _("unsure")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        #: By a rule of the channel or by an editor; nothing of it is there.
        KEPT_OUT = "kept_out", _("kept out")

    class Request(models.TextChoices):
        """What the other side is asked for."""

        POST = "post", "post"
        EDIT = "edit", "edit"
        WITHDRAW = "withdraw", "withdraw"
        PIN = "pin", "pin"
        UNPIN = "unpin", "unpin"

    class Wish(models.TextChoices):
        """What an editor decided for it."""

        RULES = "", _("by the rules")
        OUT = "out", _("kept out")
        SEND = "send", _("sent whatever the rules say")

    #: States in which nothing is asked, whatever is due.
    AT_REST: ClassVar[tuple[str, ...]] = (State.SENDING, State.UNSURE)
    #: States that somebody has to settle.
    IN_NEED: ClassVar[tuple[str, ...]] = (State.UNSURE, State.REFUSED)

    objects: ClassVar[models.Manager[Delivery]] = models.Manager()

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="deliveries")
    article_id = models.BigIntegerField()
    headline = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    wish = models.CharField(max_length=4, choices=Wish.choices, default=Wish.RULES, blank=True)
    silent = models.BooleanField(default=False)
    noticed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    sequence = models.BigIntegerField(default=0)
    asks = models.CharField(max_length=8, choices=Request.choices, blank=True)
    asked_at = models.DateTimeField(null=True)
    asking = models.JSONField(null=True)
    number = models.PositiveIntegerField(default=0)
    unclear = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    remote_id = models.CharField(max_length=200, blank=True)
    sent = models.JSONField(null=True)
    revision = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = "delivery"
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["channel", "article_id"], name="delivery_once")
        ]
        indexes = [
            models.Index(fields=["article_id"], name="delivery_of_article"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="delivery_due",
            ),
            models.Index(fields=["channel", "-noticed_at"], name="delivery_newest"),
            models.Index(
                fields=["-asked_at"],
                condition=models.Q(state__in=["unsure", "refused"]),
                name="delivery_in_need",
            ),
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} in {self.channel_id}: {self.state}"

    @property
    def stands(self) -> Post | None:
        """The post that stands there, as it was sent; None when there is none."""
        return Post.from_json(self.sent) if self.sent is not None else None

    @property
    def may_stand(self) -> Post | None:
        """The post of which nobody knows whether it stands there, where none is known to."""
        if self.sent is None and self.unclear and self.asking is not None:
            return Post.from_json(self.asking)
        return None
