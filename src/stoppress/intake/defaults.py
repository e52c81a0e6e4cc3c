"""What the newsroom adds to what an item says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Defaults:
    """What importers may ask about the newsroom that items are imported into.

    :param languages: codes of the editions, the default one first.
    :param time_zone: of dates that name none.
    :param now: the time of the import, aware.
    :param section_map: codes and names of subjects and genres to slugs of sections.
    :param add_edition: the command that adds an edition, up to its language code.
    """

    languages: tuple[str, ...]
    time_zone: tzinfo
    now: datetime
    section_map: Mapping[str, str] = field(default_factory=dict)
    add_edition: str = "stoppress init --language"
