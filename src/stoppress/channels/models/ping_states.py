"""How telling a server goes that is told which addresses changed, and nothing of what they say."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PingState(models.Model):
    """How far one pinger has come, for commands and pages; its cursor is beside the channels'.

    :ivar name: as ``stoppress.channels.pings.registry`` has it.
    :ivar told_at: when the other side last took an address, and ``told`` how many it took in all.
    :ivar answer: the last refusal of an address, which is not told again; empty for none.
    :ivar trouble: why it is not told anything now; it is asked again at ``waits_until``.
    """

    objects: ClassVar[models.Manager[PingState]] = models.Manager()

    name = models.CharField(max_length=60, primary_key=True)
    told_at = models.DateTimeField(null=True)
    told = models.PositiveBigIntegerField(default=0)
    answer = models.TextField(blank=True)
    trouble = models.TextField(blank=True)
    trouble_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
