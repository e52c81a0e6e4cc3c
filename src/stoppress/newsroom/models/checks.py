"""What a newsroom has decided of the desk's checks: how much each weighs, what was set aside."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting

from stoppress.newsroom import clock


class CheckSettings(BaseGenericSetting):
    """The levels of checks, by name, where they are not the usual ones; rules of sections.

    Not among Wagtail's settings: the desk has a page for it.
    """

    levels = models.JSONField(default=dict)
    #: Whose pieces need a label above the headline, such as “Opinion”.
    labelled_sections = models.ManyToManyField("newsroom.SectionPage", related_name="+")


class SetAside(models.Model):
    """A warning of a check with which a piece went out all the same, and why.

    :ivar subject: tells it from other warnings of the same check; see ``desk.checks``.
    """

    objects: ClassVar[models.Manager[SetAside]] = models.Manager()

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="set_aside"
    )
    check_name = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "check_name", "subject"], name="set_aside_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Held(models.Model):
    """An article that did not go out at its hour, since checks spoke against it.

    :ivar due: when it was to go out; ``at`` when that was found.
    :ivar objections: check and words of each; see ``newsroom.actions.gate``.
    """

    objects: ClassVar[models.Manager[Held]] = models.Manager()

    article = models.OneToOneField(
        "newsroom.Article", primary_key=True, on_delete=models.CASCADE, related_name="held"
    )
    due = models.DateTimeField()
    at = models.DateTimeField()
    objections = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"article {self.pk}, held at {self.due}"
