"""The home: the one directory that holds a newsroom's state. Pure Python, no Django.

``Home`` names the files in it; ``HomeSettings`` is what ``stoppress.toml`` says;
``load_home``, ``make_home`` and ``add_languages`` read and write them.
"""

from stoppress.home.errors import HomeError
from stoppress.home.heartbeat import Heartbeat, read_heartbeat, write_heartbeat
from stoppress.home.language import language_name, normal_language
from stoppress.home.paths import Home, home_from_environment
from stoppress.home.proxies import Proxies
from stoppress.home.replace_file import replace_file
from stoppress.home.secret import read_secret
from stoppress.home.served import (
    record_desk_url,
    record_site_url,
    served_desk_url,
    served_site_url,
)
from stoppress.home.settings import HOME_VERSION, HomeSettings
from stoppress.home.settings_file import add_languages, load_home, make_home
from stoppress.home.time_zone import normal_time_zone

__all__ = [
    "HOME_VERSION",
    "Heartbeat",
    "Home",
    "HomeError",
    "HomeSettings",
    "Proxies",
    "add_languages",
    "home_from_environment",
    "language_name",
    "load_home",
    "make_home",
    "normal_language",
    "normal_time_zone",
    "read_heartbeat",
    "read_secret",
    "record_desk_url",
    "record_site_url",
    "replace_file",
    "served_desk_url",
    "served_site_url",
    "write_heartbeat",
]
