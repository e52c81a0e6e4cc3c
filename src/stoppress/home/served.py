"""Where site and desk were last served, for newsrooms that have not set a public address."""

from stoppress.home.errors import HomeError
from stoppress.home.paths import Home
from stoppress.home.replace_file import replace_file
from stoppress.home.settings_file import normal_url

_SITE, _DESK = "site_url", "desk_url"


def record_site_url(home: Home, url: str) -> bool:
    """Keep the address at which the site is served; say whether it is another than before."""
    return _record(home, _SITE, url)


def record_desk_url(home: Home, url: str) -> bool:
    """Keep the address at which the desk is served; say whether it is another than before."""
    return _record(home, _DESK, url)


def served_site_url(home: Home) -> str | None:
    """Give the address at which the site was last served on this machine."""
    return _served(home, _SITE)


def served_desk_url(home: Home) -> str | None:
    """Give the address at which the desk was last served on this machine."""
    return _served(home, _DESK)


def _record(home: Home, file: str, url: str) -> bool:
    if _served(home, file) == url:
        return False
    home.run.mkdir(exist_ok=True)
    replace_file(home.run / file, url + "\n")
    return True


def _served(home: Home, file: str) -> str | None:
    try:
        return normal_url((home.run / file).read_text(encoding="utf-8").strip(), file)
    except (OSError, UnicodeDecodeError, HomeError):
        return None
