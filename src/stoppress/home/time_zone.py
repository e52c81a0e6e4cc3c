"""The newsroom's time zone."""

from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from stoppress.home.errors import HomeError


def normal_time_zone(name: str) -> str:
    """Check the name of a time zone (IANA data base) and give it back.

    Raises HomeError when no such zone is known.
    """
    try:
        return ZoneInfo(name.strip()).key
    except (ValueError, OSError, KeyError):
        raise HomeError(
            f"There is no time zone {name!r}. Give a name of the IANA list"
            f"{_likeness(name)}, for example Europe/London or Asia/Baku."
        ) from None


def _likeness(name: str) -> str:
    word = name.strip().rpartition("/")[2].replace(" ", "_").lower()
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones())}
    alike = get_close_matches(word, cities, n=1, cutoff=0.75)
    return f" (do you mean {cities[alike[0]]}?)" if alike else ""
