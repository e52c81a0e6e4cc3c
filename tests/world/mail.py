"""A mail server on the loopback interface, which keeps the letters that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller


class Post:
    """A mail server: what it took, and what it answers instead when told to."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answer = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter, or refuse it."""
        if self.answer:
            return self.answer
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def taking_mail(port: int) -> Iterator[Post]:
    """Take mail at ``port`` for the length of a ``with`` block."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
