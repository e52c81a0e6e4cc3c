"""Reading and writing ``stoppress.toml``. Writing keeps a person's comments."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from stoppress.home.errors import HomeError
from stoppress.home.hubs import normal_hubs
from stoppress.home.language import normal_language
from stoppress.home.paths import Home
from stoppress.home.permissions import FILE_MODE, close_folder
from stoppress.home.proxies import LOOPBACK, Proxies
from stoppress.home.replace_file import replace_file
from stoppress.home.secret import make_secret
from stoppress.home.settings import (
    DEFAULT_ACCESS_LOG,
    DEFAULT_CHANGE_LOG_DAYS,
    DEFAULT_METRICS,
    FEED_TEXTS,
    HOME_VERSION,
    MOST_PROCESSES,
    SECOND_FACTORS,
    SERVERS,
    HomeSettings,
    SingleSignOn,
)
from stoppress.home.time_zone import normal_time_zone
from stoppress.home.watch_settings import listening_address, logged_share
from stoppress.home.well_known import (
    ads_lines,
    indexnow_address,
    refused_uses,
    security_txt,
    trust_lines,
)

_KNOWN = {
    "version",
    "languages",
    "time_zone",
    "database",
    "site_url",
    "desk_url",
    "access_log",
    "metrics",
    "change_log_days",
    "trusted_proxies",
    "server",
    "processes",
    "second_factor",
    "mail_server",
    "mail_from",
    "feed_text",
    "hubs",
    "section_map",
    "telegram_api",
    "single_sign_on",
    "ai_crawlers",
    "ads_txt",
    "trust_txt",
    "security_txt",
    "indexnow",
}
_OF_SINGLE_SIGN_ON = {"issuer", "client_id", "name", "domains"}


def load_home(root: Path) -> HomeSettings:
    """Read and check the settings of the home at ``root``.

    Raises HomeError when there is no home, when it was made by a newer release, or when a
        setting is wrong.
    """
    file = Home(root).settings_file
    try:
        with file.open("rb") as stream:
            values = tomllib.load(stream)
    except (FileNotFoundError, NotADirectoryError):
        raise HomeError(
            f"There is no newsroom in {root}. Make one with"
            f' `stoppress --home {root} init --name "Your paper" --language en`.'
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HomeError(f"{file} is not valid TOML: {error}. Mend that line.") from error
    except OSError as error:
        raise HomeError(
            f"{file} cannot be read ({error.strerror}). Make it readable for the user that runs"
            " Stoppress."
        ) from error
    return _checked(values, file)


def make_home(home: Home, settings: HomeSettings) -> bool:
    """Make the directories, settings file and key that are missing; leave what stands in them.

    Returns whether anything was made, or closed to others (see ``stoppress.home.permissions``).
    Raises HomeError when the directory cannot be written.
    """
    made = False
    try:
        for folder in (home.root, home.store, home.media, home.run, home.log):
            made = close_folder(folder) or made
        if not home.secret_file.exists():
            make_secret(home.secret_file)
            made = True
        if not home.settings_file.exists():
            _write(home.settings_file, _document(settings))
            made = True
    except OSError as error:
        raise HomeError(
            f"The home {home.root} cannot be written ({error.strerror}). Give `--home` a directory"
            " that you may write to."
        ) from error
    return made


def add_languages(home: Home, languages: Iterable[str]) -> tuple[str, ...]:
    """Add editions' languages to the settings file, keeping its comments.

    Returns those that were new.
    """
    settings = load_home(home.root)
    new = tuple(
        code
        for code in dict.fromkeys(normal_language(language) for language in languages)
        if code not in settings.languages
    )
    if new:
        document = tomlkit.parse(home.settings_file.read_text(encoding="utf-8"))
        document["languages"] = [*settings.languages, *new]
        _write(home.settings_file, document)
    return new


def _checked(values: dict[str, Any], file: Path) -> HomeSettings:
    version = values.get("version", HOME_VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise HomeError(f"{file}: version must be a whole number. Write version = {HOME_VERSION}.")
    if version > HOME_VERSION:
        raise HomeError(
            f"The home {file.parent} was made by a newer Stoppress (home version {version}, this"
            f" release reads {HOME_VERSION}). Install that release: `pip install -U stoppress`."
        )
    if unknown := sorted(values.keys() - _KNOWN):
        raise HomeError(
            f"{file}: there is no setting {unknown[0]!r}. Known are {', '.join(sorted(_KNOWN))}."
        )
    languages = values.get("languages")
    if (
        not isinstance(languages, list)
        or not languages
        or not all(isinstance(code, str) for code in languages)
    ):
        raise HomeError(
            f'{file}: languages must be a list of codes, the default first: languages = ["en"].'
        )
    section_map = values.get("section_map", {})
    if not isinstance(section_map, dict) or not all(
        isinstance(slug, str) for slug in section_map.values()
    ):
        raise HomeError(
            f'{file}: [section_map] must hold lines such as "medtop:15000000" = "sport".'
        )
    refused = refused_uses(values.get("ai_crawlers"), file)
    settings = HomeSettings(
        languages=tuple(dict.fromkeys(normal_language(code) for code in languages)),
        time_zone=normal_time_zone(_text(values, "time_zone", file) or "UTC"),
        database=normal_database(_text(values, "database", file)),
        section_map=MappingProxyType({str(code): slug for code, slug in section_map.items()}),
        version=version,
        access_log=_text(values, "access_log", file) or DEFAULT_ACCESS_LOG,
        metrics=_text(values, "metrics", file) or DEFAULT_METRICS,
        change_log_days=_days(values.get("change_log_days", DEFAULT_CHANGE_LOG_DAYS), file),
        trusted_proxies=_proxies(values.get("trusted_proxies"), file),
        server=_server(_text(values, "server", file), file),
        processes=_processes(values.get("processes", 0), file),
        single_sign_on=_single_sign_on(values.get("single_sign_on"), file),
        mail_server=_mail_server(_text(values, "mail_server", file), file),
        mail_from=_text(values, "mail_from", file),
        telegram_api=normal_url(_text(values, "telegram_api", file), "telegram_api") or "",
        second_factor=_second_factor(_text(values, "second_factor", file), file),
        feed_text=_feed_text(_text(values, "feed_text", file), file),
        hubs=normal_hubs(values.get("hubs", []), file),
        ai_crawlers=refused,
        ads_txt=ads_lines(values.get("ads_txt"), file),
        trust_txt=trust_lines(values.get("trust_txt"), refused, file),
        security_txt=security_txt(values.get("security_txt"), file),
        indexnow=indexnow_address(_text(values, "indexnow", file), file),
    )
    if settings.mail_server and "@" not in settings.mail_from:
        raise HomeError(
            f'{file}: mail_from must say whom mail comes from: mail_from = "desk@news.example".'
        )
    logged_share(settings.access_log)
    listening_address(settings.metrics)
    return replace(
        settings,
        site_url=normal_url(_text(values, "site_url", file), "site_url"),
        desk_url=normal_url(_text(values, "desk_url", file), "desk_url"),
    )


def _text(values: dict[str, Any], name: str, file: Path) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise HomeError(f'{file}: {name} must be text in quotes, for example {name} = "…".')
    return value.strip()


def _server(name: str, file: Path) -> str | None:
    if name not in ("", *SERVERS):
        raise HomeError(f"{file}: server cannot be {name!r}. Write one of {', '.join(SERVERS)}.")
    return name or None


def _mail_server(address: str, file: Path) -> str:
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if address and (not right or parts.password):
        raise HomeError(
            f"{file}: mail_server must be the address of an SMTP server, for example"
            " smtps://user@mail.example:465. The password stands in the environment, as"
            " STOPPRESS_MAIL_PASSWORD."
        )
    return address


def _second_factor(name: str, file: Path) -> str:
    if name not in ("", *SECOND_FACTORS):
        raise HomeError(
            f"{file}: second_factor cannot be {name!r}. Write one of {', '.join(SECOND_FACTORS)}."
        )
    return name or SECOND_FACTORS[0]


def _feed_text(name: str, file: Path) -> str:
    if name not in ("", *FEED_TEXTS):
        raise HomeError(
            f"{file}: feed_text cannot be {name!r}. Write one of {', '.join(FEED_TEXTS)}."
        )
    return name or FEED_TEXTS[0]


def _single_sign_on(values: object, file: Path) -> SingleSignOn | None:
    if values is None:
        return None
    if not isinstance(values, dict) or values.keys() - _OF_SINGLE_SIGN_ON:
        raise HomeError(
            f"{file}: [single_sign_on] has the lines issuer, client_id, name and domains, and no"
            " other. The secret stands in the environment, as STOPPRESS_SSO_SECRET."
        )
    issuer, client = _text(values, "issuer", file), _text(values, "client_id", file)
    try:
        parts = urlsplit(issuer)
        own_machine = parts.hostname in ("localhost", "127.0.0.1", "::1")
        right = parts.scheme == "https" or (parts.scheme == "http" and own_machine)
        host = parts.hostname if right and parts.port != 0 else None
    except ValueError:
        host = None
    if not host:
        raise HomeError(
            f"{file}: issuer of [single_sign_on] must be an https address, for example"
            " https://login.example.org."
        )
    if not client:
        raise HomeError(f"{file}: [single_sign_on] needs the client_id that the server gave.")
    domains = values.get("domains", [])
    if not isinstance(domains, list) or not all(isinstance(domain, str) for domain in domains):
        raise HomeError(f'{file}: domains must be a list, for example domains = ["news.example"].')
    return SingleSignOn(
        issuer=issuer.rstrip("/"),
        client_id=client,
        name=_text(values, "name", file) or host,
        domains=tuple(domain.strip().lower() for domain in domains),
    )


def _days(number: object, file: Path) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise HomeError(
            f"{file}: change_log_days must be a whole number of days, 1 or more. Leave it out for"
            f" {DEFAULT_CHANGE_LOG_DAYS}."
        )
    return number


def _proxies(names: object, file: Path) -> Proxies:
    if names is None:
        return LOOPBACK
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise HomeError(
            f"{file}: trusted_proxies must be a list of addresses or networks in quotes:"
            ' trusted_proxies = ["127.0.0.0/8", "::1"]. Leave it out for these.'
        )
    return Proxies.named(names)


def _processes(number: object, file: Path) -> int | None:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_PROCESSES:
        raise HomeError(
            f"{file}: processes must be a whole number from 1 to {MOST_PROCESSES}, or 0 for as many"
            " as suit the machine."
        )
    return number or None


def normal_url(value: str, name: str) -> str | None:
    """Check the address of the site or of the desk; give it without trailing slash.

    Raises HomeError when it is not an http or https address of a host.
    """
    if not value:
        return None
    try:
        parts = urlsplit(value)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    else:
        right = right and parts.path in ("", "/") and not (parts.query or parts.fragment)
    if not right:
        raise HomeError(
            f"{value!r} is no address for {name}. Give scheme and host alone, for example"
            " https://news.example."
        )
    return value.rstrip("/")


def normal_database(value: str) -> str:
    """Check the URL of a PostgreSQL database; empty text means the home's own SQLite file.

    Raises HomeError when it names another kind of database.
    """
    try:
        parts = urlsplit(value)
        scheme, right = parts.scheme, parts.port != 0
    except ValueError:
        scheme, right = "", False
    given = scheme or value.rpartition("@")[2]  # without a password
    if value and (not right or scheme not in ("postgres", "postgresql", "postgis")):
        raise HomeError(
            "The database must be a PostgreSQL URL such as postgresql://user@host/name, or left"
            f" out for the SQLite file of the home; {given!r} is neither."
        )
    return value


def _document(settings: HomeSettings) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of this newsroom that stand before any database."))
    document.add(tomlkit.comment("Everything else (name, logo, contacts) is set at the desk."))
    document.add("version", tomlkit.item(settings.version))
    document.add(tomlkit.nl())
    document.add(tomlkit.comment("Editions, the default first. Add one with `stoppress init`."))
    document.add("languages", tomlkit.item(list(settings.languages)))
    document.add("time_zone", tomlkit.item(settings.time_zone))
    document.add(tomlkit.nl())
    document.add(tomlkit.comment("A PostgreSQL URL; empty: the SQLite file in this directory."))
    document.add("database", tomlkit.item(settings.database))
    document.add(tomlkit.nl())
    document.add(tomlkit.comment("Where readers and editors come, e.g. https://news.example."))
    document.add("site_url", tomlkit.item(settings.site_url or ""))
    document.add("desk_url", tomlkit.item(settings.desk_url or ""))
    document.add(tomlkit.nl())
    sections = tomlkit.table()
    sections.add(tomlkit.comment("Imported subject or genre = slug of a section, for example"))
    sections.add(tomlkit.comment('"medtop:15000000" = "sport"'))
    for code, slug in settings.section_map.items():
        sections.add(code, slug)
    document.add("section_map", sections)
    return document


def _write(file: Path, document: tomlkit.TOMLDocument) -> None:
    replace_file(file, tomlkit.dumps(document), FILE_MODE)
