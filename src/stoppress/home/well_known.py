"""Settings of the files that machines look for by their names: checked line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stoppress.home.errors import HomeError

#: What crawlers of AI companies read for, as ``ai_crawlers`` names it.
USES = ("training", "search", "assistants")

_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
#: Variables of ads.txt, version 1.1 (IAB Tech Lab), section 3.5.
_OF_ADS = {"contact", "subdomain", "inventorypartnerdomain", "ownerdomain", "managerdomain"}
#: Of trust.txt (JournalList): those that name an address, and the others.
_ADDRESSES_OF_TRUST = {
    "member",
    "belongto",
    "control",
    "controlledby",
    "social",
    "vendor",
    "customer",
    "disclosure",
}
_OF_TRUST = _ADDRESSES_OF_TRUST | {"contact", "datatrainingallowed"}
_OF_SECURITY = {
    "contact",
    "encryption",
    "acknowledgments",
    "policy",
    "hiring",
    "preferred_languages",
}


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """What security.txt says (RFC 9116, section 2.5), but for the date it expires."""

    #: Where faults are reported, as URIs, the preferred one first.
    contact: tuple[str, ...]
    #: The other fields that hold addresses, by their names in the file.
    addresses: tuple[tuple[str, str], ...] = ()
    #: Languages that reports may be written in.
    preferred_languages: tuple[str, ...] = ()


def refused_uses(value: object, file: Path) -> tuple[str, ...]:
    """What AI crawlers may not read for, by ``ai_crawlers``. Raises HomeError."""
    if value in (None, "allow"):
        return ()
    if value == "refuse":
        return USES
    if isinstance(value, list) and value and all(use in USES for use in value):
        return tuple(use for use in USES if use in value)
    raise HomeError(
        f'{file}: ai_crawlers must be "allow", "refuse", or a list of what is refused, such as'
        f' ai_crawlers = ["training"]. There are {", ".join(USES)}.'
    )


def ads_lines(value: object, file: Path) -> tuple[str, ...]:
    """The lines of ads.txt. Raises HomeError for one that the standard does not know."""
    lines = _lines(value, "ads_txt", file)
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].partition(";")[0].strip()
        if said and not (_is_ads_variable(said) or _is_ads_record(said)):
            raise HomeError(
                f"{file}: ads_txt, line {number}: {line!r} is no record. Write the seller's domain,"
                " your account there, DIRECT or RESELLER, as in"
                " google.com, pub-0000000000000000, DIRECT."
            )
    return lines


def trust_lines(value: object, refused: tuple[str, ...], file: Path) -> tuple[str, ...]:
    """The lines of trust.txt. Raises HomeError for one that its specification does not know.

    :param refused: what AI crawlers may not read for: that they may not train is said here too.
    """
    lines = _lines(value, "trust_txt", file)
    trains = ""
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        name, equals, said = line.partition("=")
        wrong = _wrong_in_trust(name.strip().lower(), said.strip()) if equals else "it has no ="
        if wrong:
            raise HomeError(
                f"{file}: trust_txt, line {number}: {line!r}: {wrong}. Lines look like"
                " belongto=https://www.journallist.net/. Names are"
                f" {', '.join(sorted(_OF_TRUST))}."
            )
        if name.strip().lower() == "datatrainingallowed":
            trains = said.strip().lower()
    if "training" not in refused or not lines:
        return lines
    if trains == "yes":
        raise HomeError(
            f"{file}: trust_txt allows training (datatrainingallowed=yes), and ai_crawlers refuses"
            " it. Let both say the same."
        )
    return lines if trains else (*lines, "datatrainingallowed=no")


def security_txt(values: object, file: Path) -> SecurityTxt | None:
    """What ``[security_txt]`` says; None without it. Raises HomeError when it is wrong."""
    if values is None:
        return None
    if not isinstance(values, dict) or values.keys() - _OF_SECURITY:
        raise HomeError(
            f"{file}: [security_txt] has the lines {', '.join(sorted(_OF_SECURITY))}, and no"
            " other. When it expires is reckoned by Stoppress."
        )
    contacts = tuple(_contact(said) for said in _texts(values, "contact", file))
    if not contacts or not all(contacts):
        raise HomeError(
            f"{file}: [security_txt] needs a contact, where faults are reported: an https address,"
            ' a mail address or tel:, for example contact = "mailto:security@news.example".'
        )
    addresses = []
    for name in ("encryption", "acknowledgments", "policy", "hiring"):
        for said in _texts(values, name, file):
            if not _is_address(said, "https", *(["dns", "openpgp4fpr"] * (name == "encryption"))):
                raise HomeError(
                    f"{file}: {name} of [security_txt] must be an https address; {said!r} is none."
                )
            addresses.append((name.capitalize(), said))
    languages = _texts(values, "preferred_languages", file)
    for code in languages:
        if not _LANGUAGE.fullmatch(code):
            raise HomeError(
                f"{file}: preferred_languages of [security_txt] must be a list of codes, for"
                f' example ["en", "az"]; {code!r} is none.'
            )
    return SecurityTxt(contacts, tuple(addresses), languages)


def indexnow_address(value: str, file: Path) -> str:
    """The address of ``indexnow``; empty for none. Raises HomeError when it is no such address."""
    if value and not _is_address(value, "https") and not _is_on_this_machine(value):
        raise HomeError(
            f"{file}: indexnow must be the https address of a search engine that takes part, for"
            " example https://api.indexnow.org/indexnow."
        )
    return value


def _lines(value: object, name: str, file: Path) -> tuple[str, ...]:
    if value is None:
        return ()
    given = value.splitlines() if isinstance(value, str) else value
    if not isinstance(given, list) or not all(
        isinstance(line, str) and line.isprintable() for line in given
    ):
        raise HomeError(
            f'{file}: {name} must be text, its lines between """ and """, or a list of lines.'
        )
    lines = [line.strip() for line in given]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _texts(values: dict[str, Any], name: str, file: Path) -> tuple[str, ...]:
    """Texts of a line that may hold one or a list of them."""
    value = values.get(name, [])
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(
        isinstance(one, str) and one.strip() and one.isprintable() for one in given
    ):
        raise HomeError(
            f"{file}: {name} of [security_txt] must be text in quotes, or a list of such."
        )
    return tuple(one.strip() for one in given)


def _is_ads_variable(said: str) -> bool:
    name, equals, value = said.partition("=")
    return bool(equals) and name.strip().lower() in _OF_ADS and bool(value.strip())


def _is_ads_record(said: str) -> bool:
    """Whether it is a record (section 3.4.2): domain, account, relationship, and who certifies."""
    fields = [field.strip() for field in said.split(",")]
    if len(fields) not in (3, 4) or not all(fields):
        return False
    domain, account, relationship = fields[:3]
    return (
        bool(_DOMAIN.fullmatch(domain))
        and not re.search(r"\s", account)
        and relationship.upper() in ("DIRECT", "RESELLER")
    )


def _wrong_in_trust(name: str, said: str) -> str:
    """What is wrong with a line of trust.txt, in words; empty when nothing is."""
    if name not in _OF_TRUST:
        return f"there is no {name!r}"
    if name == "datatrainingallowed":
        return "" if said.lower() in ("yes", "no") else "it must be yes or no"
    if name == "contact":
        return "" if _contact(said, "http") else "it is no address of the web or of mail"
    return "" if _is_address(said, "https", "http") else "it is no address of the web"


def _contact(said: str, *others: str) -> str:
    """A contact as a URI, also of a bare mail address; empty when it is none."""
    if _is_address(said, "https", *others):
        return said
    scheme, colon, rest = said.partition(":")
    if colon and scheme.lower() == "tel":
        return said if rest.strip() else ""
    mail = rest if colon and scheme.lower() == "mailto" else said
    return f"mailto:{mail}" if re.fullmatch(r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+", mail) else ""


def _is_address(said: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(said)
        there = bool(parts.hostname) or parts.scheme in ("dns", "openpgp4fpr")
        return there and parts.scheme in schemes and not re.search(r"\s", said)
    except ValueError:
        return False


def _is_on_this_machine(said: str) -> bool:
    return _is_address(said, "http") and urlsplit(said).hostname in ("127.0.0.1", "::1")
