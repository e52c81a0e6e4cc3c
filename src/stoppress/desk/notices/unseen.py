"""How many notices somebody has not seen: the number at the bell."""

from __future__ import annotations

from typing import Any

from stoppress.newsroom.models import Notice


def unseen_by(user: Any) -> int:
    """How many notices at the bell are new to ``user``."""
    return Notice.objects.filter(user=user.pk, at_the_bell=True, seen=False).count()
