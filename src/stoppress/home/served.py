"""Where the site was last served, for newsrooms that have not set a public address."""

from stoppress.home.errors import HomeError
from stoppress.home.paths import Home
from stoppress.home.replace_file import replace_file
from stoppress.home.settings_file import normal_url

_FILE = "site_url"


def record_site_url(home: Home, url: str) -> bool:
    """Keep the address at which the site is served; say whether it is another than before."""
    if served_site_url(home) == url:
        return False
    home.run.mkdir(exist_ok=True)
    replace_file(home.run / _FILE, url + "\n")
    return True


def served_site_url(home: Home) -> str | None:
    """Give the address at which the site was last served on this machine."""
    try:
        return normal_url((home.run / _FILE).read_text(encoding="utf-8").strip(), "site_url")
    except (OSError, UnicodeDecodeError, HomeError):
        return None
