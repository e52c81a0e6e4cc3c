"""``stoppress.toml``: what is read, what is refused and with which sentence, what is written."""

import json
import stat
from pathlib import Path

import pytest

from stoppress.home import (
    Home,
    HomeError,
    HomeSettings,
    add_languages,
    load_home,
    make_home,
    read_secret,
    record_site_url,
    served_site_url,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "paper")
    make_home(home, HomeSettings(languages=("en", "az"), time_zone="Asia/Baku"))
    return home


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    settings = HomeSettings(
        languages=("az", "zh-hans"),
        time_zone="Europe/London",
        database="postgresql://paper@db.example/paper",
        site_url="https://news.example",
        desk_url="https://desk.news.example",
        section_map={"medtop:15000000": "sport"},
    )
    make_home(home, settings)
    assert load_home(home.root) == settings
    assert load_home(home.root).default_language == "az"


def test_proxies_are_named_by_addresses_and_networks(home: Home) -> None:
    text = home.settings_file.read_text()
    home.settings_file.write_text('trusted_proxies = ["10.0.0.0/8", "2001:db8::7"]\n' + text)

    proxies = load_home(home.root).trusted_proxies

    assert proxies.are_named("10.1.2.3")
    assert proxies.are_named("2001:db8::7")
    assert not proxies.are_named("127.0.0.1")


def test_hubs_are_named_once_and_one_nearby_by_its_ip_address(home: Home) -> None:
    text = home.settings_file.read_text()
    hubs = ["https://hub.example/", "http://127.0.0.1:8080/", "https://hub.example/"]
    home.settings_file.write_text(f'hubs = {json.dumps(hubs)}\nfeed_text = "summary"\n' + text)

    settings = load_home(home.root)

    assert settings.hubs == ("https://hub.example/", "http://127.0.0.1:8080/")
    assert settings.feed_text == "summary"


def test_making_a_home_again_changes_nothing(home: Home) -> None:
    before = {path: path.read_bytes() for path in home.root.iterdir() if path.is_file()}
    assert not make_home(home, HomeSettings(languages=("ru",)))
    assert {path: path.read_bytes() for path in home.root.iterdir() if path.is_file()} == before


def test_the_key_is_for_its_owner_alone(home: Home) -> None:
    assert stat.S_IMODE(home.secret_file.stat().st_mode) == 0o600
    assert len(read_secret(home)) >= 50


def test_a_lost_key_is_made_anew(home: Home) -> None:
    first = read_secret(home)
    home.secret_file.unlink()
    with pytest.raises(HomeError, match="init"):
        read_secret(home)
    assert make_home(home, HomeSettings())
    assert read_secret(home) != first


def test_adding_a_language_keeps_comments(home: Home) -> None:
    text = home.settings_file.read_text()
    home.settings_file.write_text("# The harbour desk looks after this file.\n" + text)
    assert add_languages(home, ["pt_BR", "en", "pt-br"]) == ("pt-br",)
    assert load_home(home.root).languages == ("en", "az", "pt-br")
    assert "# The harbour desk looks after this file." in home.settings_file.read_text()
    assert add_languages(home, ["az"]) == ()


def test_a_missing_home_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match=r"no newsroom in .* init"):
        load_home(tmp_path / "nowhere")


def test_a_newer_home_asks_for_the_newer_release(home: Home) -> None:
    newer = home.settings_file.read_text().replace("version = 1", "version = 2")
    home.settings_file.write_text(newer)
    with pytest.raises(HomeError, match=r"newer Stoppress.*pip install -U stoppress"):
        load_home(home.root)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("languages = []", "languages must be a list"),
        ('languages = ["english language"]', "not a language code"),
        ('languages = ["en"]\ntime_zone = "Mars/Olympus"', "no time zone 'Mars/Olympus'"),
        ('languages = ["en"]\ntime_zone = 3', "must be text in quotes"),
        ('languages = ["en"]\ndatabase = "mysql://x/y"', "must be a PostgreSQL URL"),
        ('languages = ["en"]\nsite_url = "news.example"', "no address for site_url"),
        ('languages = ["en"]\nsite_url = "https://news.example/paper"', "no address for site_url"),
        ('languages = ["en"]\ndesk_url = "ftp://news.example"', "no address for desk_url"),
        ('languages = ["en"]\ncolour = "red"', "no setting 'colour'"),
        ('languages = ["en"]\nsection_map = {a = 1}', r"\[section_map\] must hold"),
        ('languages = ["en"]\nfeed_text = "half"', "Write one of full, summary"),
        ('languages = ["en"]\nhubs = "https://hub.example/"', "hubs must be a list"),
        ('languages = ["en"]\nhubs = ["http://hub.example/"]', "no address for a hub"),
        ('languages = ["en"]\nhubs = ["https://["]', "no address for a hub"),
        ('languages = ["en"]\nhubs = ["https://a.example/>; rel=x"]', "no address for a hub"),
        ('languages = ["en"]\ntrusted_proxies = "::1"', "must be a list of addresses"),
        ('languages = ["en"]\ntrusted_proxies = ["proxy.example"]', "no address and no network"),
        ('languages = ["en"]\ntrusted_proxies = ["10.0.0.1/8"]', "has host bits set"),
        ('version = "1"', "version must be a whole number"),
        ("languages = [", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(home: Home, line: str, sentence: str) -> None:
    home.settings_file.write_text(line + "\n")
    with pytest.raises(HomeError, match=sentence) as refused:
        load_home(home.root)
    assert str(refused.value).endswith(".")


def test_the_address_served_at_is_remembered(home: Home) -> None:
    assert served_site_url(home) is None
    assert record_site_url(home, "http://127.0.0.1:8000")
    assert not record_site_url(home, "http://127.0.0.1:8000")
    assert served_site_url(home) == "http://127.0.0.1:8000"
    (home.run / "site_url").write_text("rubbish")
    assert served_site_url(home) is None
