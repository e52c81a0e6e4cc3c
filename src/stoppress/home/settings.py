"""What a home's settings file says, as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stoppress.home.proxies import LOOPBACK, Proxies
from stoppress.home.well_known import SecurityTxt

#: The layout of a home that this release reads and writes.
HOME_VERSION = 1

DEFAULT_SITE_URL = "http://127.0.0.1:8000"
DEFAULT_DESK_URL = "http://127.0.0.1:8001"
#: The servers that the edge runs under, the better one first.
SERVERS = ("fastpysgi", "granian")
#: Of the edge.
MOST_PROCESSES = 64
DEFAULT_ACCESS_LOG = "errors"
DEFAULT_METRICS = "127.0.0.1:0"
DEFAULT_CHANGE_LOG_DAYS = 30
#: What feeds hold of each article: all of it, or a summary that leads to its page.
FEED_TEXTS = ("full", "summary")
#: Who has to have a second factor at the desk.
SECOND_FACTORS = ("owners", "everybody", "nobody")


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """The OpenID Connect server by which people may sign in at the desk."""

    #: Its address, below which ``/.well-known/openid-configuration`` stands.
    issuer: str
    #: How it calls this desk. The secret stands in the environment.
    client_id: str
    #: What the button at the desk says that it is.
    name: str
    #: Whose people get an account as reporters when they have none, in lower case.
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeSettings:
    """The contents of ``stoppress.toml``."""

    #: Lower-case BCP 47 codes of the editions; the first is the default one.
    languages: tuple[str, ...] = ("en",)
    #: The newsroom's zone, an IANA name.
    time_zone: str = "UTC"
    #: A PostgreSQL URL; empty means the SQLite file of the home.
    database: str = ""
    #: Where readers find the paper, without trailing slash; ``None`` while the newsroom has no
    #: public address.
    site_url: str | None = None
    #: Where editors sign in, without trailing slash.
    desk_url: str | None = None
    #: Which answers to readers are logged: ``off``, ``errors``, or a share such as ``1/100``.
    access_log: str = DEFAULT_ACCESS_LOG
    #: HOST:PORT where the worker serves metrics; port 0 lets the system choose.
    metrics: str = DEFAULT_METRICS
    #: For so many days, at least, the change log keeps what all its followers have dealt with.
    change_log_days: int = DEFAULT_CHANGE_LOG_DAYS
    #: Which proxies are believed when they say whose request they pass on.
    trusted_proxies: Proxies = LOOPBACK
    #: What the edge runs under, ``fastpysgi`` or ``granian``; ``None`` for the better one of those
    #: that are installed.
    server: str | None = None
    #: How many processes of the edge share the site's port; ``None`` for as many as suit the
    #: machine.
    processes: int | None = None
    #: Who has to have a second factor at the desk: ``owners``, ``everybody`` or ``nobody``.
    second_factor: str = "owners"
    #: The server by which mail is sent, ``smtp://`` or ``smtps://``; empty sends none. The password
    #: stands in the environment.
    mail_server: str = ""
    #: Whom mail comes from.
    mail_from: str = ""
    #: The Bot API server that is asked for messages to people; empty for Telegram's own.
    telegram_api: str = ""
    #: By which other server people may sign in at the desk.
    single_sign_on: SingleSignOn | None = None
    #: What feeds hold of each article, one of ``FEED_TEXTS``.
    feed_text: str = FEED_TEXTS[0]
    #: Addresses of the WebSub hubs that are told when a feed changed.
    hubs: tuple[str, ...] = ()
    #: What crawlers of AI companies may not read for: names of ``well_known.USES``.
    ai_crawlers: tuple[str, ...] = ()
    #: The lines of ads.txt and of trust.txt; none for no such file.
    ads_txt: tuple[str, ...] = ()
    trust_txt: tuple[str, ...] = ()
    #: What security.txt says; ``None`` for no such file.
    security_txt: SecurityTxt | None = None
    #: Where search engines are told of changes (IndexNow); empty tells none.
    indexnow: str = ""
    #: Subject or genre (code or name) of imported items to the slug of a section.
    section_map: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: The layout of this home.
    version: int = HOME_VERSION

    @property
    def default_language(self) -> str:
        """The language of the edition that stands at the root of the site."""
        return self.languages[0]
