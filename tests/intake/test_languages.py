"""An item is filed in the edition of its language, however its provider writes the language."""

from __future__ import annotations

import pytest

from stoppress.intake.languages import edition_for, tag_of


@pytest.mark.parametrize(
    ("language", "editions", "edition"),
    [
        ("en", ["az", "en"], "en"),
        ("en-gb", ["az", "en"], "en"),
        ("en-gb", ["en-us"], "en-us"),
        ("en-gb", ["en-us", "en-gb"], "en-gb"),
        ("en-au", ["en-us", "en-gb"], "en-us"),
        ("zh", ["zh-hans"], "zh-hans"),
        ("zh", ["zh-hant", "zh-hans"], "zh-hans"),
        ("zh", ["zh-hant"], "zh-hant"),
        ("zh-cn", ["zh-hans", "zh-hant"], "zh-hans"),
        ("zh-tw", ["zh-hans", "zh-hant"], "zh-hant"),
        ("zh-tw", ["zh-hans"], None),
        ("zh-hant-hk", ["zh-hant"], "zh-hant"),
        ("az", ["az-latn"], "az-latn"),
        ("az-latn-az", ["az"], "az"),
        ("az-cyrl", ["az-latn"], None),
        ("pt-br", ["pt"], "pt"),
        ("pt", ["pt-br"], "pt-br"),
        ("pt-pt", ["pt-br"], "pt-br"),
        ("no", ["nb"], "nb"),
        ("nb-no", ["no"], "no"),
        ("nn", ["nb"], None),
        ("da", ["nb"], None),
        ("sr", ["sr-latn"], "sr-latn"),
        ("sr", ["sr-latn", "sr-cyrl"], "sr-cyrl"),
        ("sr-latn-rs", ["sr-latn"], "sr-latn"),
        ("sr-latn", ["sr-cyrl"], None),
        ("sh", ["sr-latn"], "sr-latn"),
        ("iw", ["he"], "he"),
        ("uz-cyrl", ["uz-latn"], None),
        ("fr-ca", ["fr"], "fr"),
        ("xx", ["en"], None),
        ("qaa", ["en"], None),
        ("uk", ["ru"], None),
    ],
)
def test_the_edition_of_a_language(language: str, editions: list[str], edition: str | None) -> None:
    assert edition_for(language, editions) == edition


def test_tags() -> None:
    assert [tag_of(given) for given in ("EN", "en_US", "deu", "aze-Latn", "english")] == [
        "en",
        "en-us",
        "de",
        "az-latn",
        None,
    ]
