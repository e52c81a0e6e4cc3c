"""Bring the desk's catalogs up to date: ``python -m tools.words``.

New messages are added, those that nothing uses any more are dropped, and all are compiled. What
has no translation yet is counted.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog

from tools.words.catalogs import (
    DESK,
    DOMAINS,
    LANGUAGES,
    WAGTAIL,
    compiled,
    is_translated,
    messages_of,
    path_of,
    read,
    readable,
    words_of_the_desk,
    words_of_wagtail,
)


def main() -> None:
    """Write the catalogs and say what is missing."""
    for domain in DOMAINS:
        english = read(path_of(WAGTAIL, "en", domain))
        path_of(WAGTAIL, "en", domain).with_suffix(".mo").write_bytes(compiled(english))
    for language in LANGUAGES:
        left = write(words_of_the_desk(language), path_of(DESK, language))
        wagtails = 0
        for domain in DOMAINS:
            english = read(path_of(WAGTAIL, "en", domain))
            path = path_of(WAGTAIL, language, domain)
            wagtails += write(words_of_wagtail(language, domain), path, english)
        print(f"{language}: {left} of ours without translation, {wagtails} of Wagtail's")


def write(catalog: Catalog, path: Path, instead: Catalog | None = None) -> int:
    """Write a catalog, readable and compiled; say how many messages have no translation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(readable(catalog))
    bare = sum(not is_translated(message) for message in messages_of(catalog).values())
    path.with_suffix(".mo").write_bytes(compiled(read(path), instead))
    return bare


if __name__ == "__main__":
    main()
