"""Names of time zones."""

import pytest

from stoppress.home import HomeError, normal_time_zone


def test_a_known_zone_is_taken() -> None:
    assert normal_time_zone(" Asia/Baku ") == "Asia/Baku"


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc", "/etc/localtime", "a\0b"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(HomeError, match="no time zone"):
        normal_time_zone(name)


def test_a_likely_zone_is_proposed() -> None:
    with pytest.raises(HomeError, match="Asia/Baku"):
        normal_time_zone("Baku")
