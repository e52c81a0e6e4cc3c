"""What a home's settings file says, as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

HOME_VERSION = 1
"""The layout of a home that this release reads and writes."""

DEFAULT_SITE_URL = "http://127.0.0.1:8000"
DEFAULT_DESK_URL = "http://127.0.0.1:8001"
SERVERS = ("fastpysgi", "granian")
"""The servers that the edge runs under, the better one first."""
MOST_PROCESSES = 64
"""Of the edge."""
DEFAULT_ACCESS_LOG = "errors"
DEFAULT_METRICS = "127.0.0.1:0"
DEFAULT_CHANGE_LOG_DAYS = 30


@dataclass(frozen=True, slots=True)
class HomeSettings:
    """The contents of ``stoppress.toml``.

    :param languages: lower-case BCP 47 codes of the editions; the first is the default one.
    :param time_zone: the newsroom's zone, an IANA name.
    :param database: a PostgreSQL URL; empty means the SQLite file of the home.
    :param site_url: where readers find the paper, without trailing slash; ``None`` while the
        newsroom has no public address.
    :param desk_url: where editors sign in, without trailing slash.
    :param access_log: which answers to readers are logged: ``off``, ``errors``, or a share such as
        ``1/100``.
    :param metrics: HOST:PORT where the worker serves metrics; port 0 lets the system choose.
    :param change_log_days: for so many days, at least, the change log keeps what all its followers
        have dealt with.
    :param server: what the edge runs under, ``fastpysgi`` or ``granian``; ``None`` for the better
        one of those that are installed.
    :param processes: how many processes of the edge share the site's port; ``None`` for as many as
        suit the machine.
    :param section_map: subject or genre (code or name) of imported items to the slug of a section.
    :param version: the layout of this home.
    """

    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    database: str = ""
    site_url: str | None = None
    desk_url: str | None = None
    access_log: str = DEFAULT_ACCESS_LOG
    metrics: str = DEFAULT_METRICS
    change_log_days: int = DEFAULT_CHANGE_LOG_DAYS
    server: str | None = None
    processes: int | None = None
    section_map: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    version: int = HOME_VERSION

    @property
    def default_language(self) -> str:
        """The language of the edition that stands at the root of the site."""
        return self.languages[0]
