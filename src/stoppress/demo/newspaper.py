"""What a home must be for the demo newspaper. No Django here."""

from __future__ import annotations

NAME = "The Kelmora Courier"
TELEGRAM = "kelmora_courier"
#: The editions; the first is the default one.
LANGUAGES = ("en", "az", "ar")
#: The town lies by a western sea; its clock is one hour from most of its readers' at most.
TIME_ZONE = "Europe/Lisbon"
EDITOR = "editor@courier.example"
