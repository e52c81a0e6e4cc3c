"""Names are compared without case in every script, as the edition's language has it."""

from __future__ import annotations

import pytest

from stoppress.newsroom.folding import folded


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ru", ("Экономика", "экономика", "ЭКОНОМИКА", " экономика ")),
        ("az", ("Əmək", "əmək", "ƏMƏK")),
        ("az", ("İdxal", "idxal", "İDXAL", "i\u0307dxal".replace("\u0307", ""))),
        ("az-latn", ("Işıq", "ışıq", "IŞIQ")),
        ("tr", ("Sınır", "SINIR", "sınır")),
        ("tr", ("Sinir", "SİNİR", "sinir", "SI\u0307NI\u0307R")),
        ("en", ("İstanbul", "istanbul", "Istanbul", "ISTANBUL")),
        ("en", ("European  Union", "european\u00a0union", "ＥＵＲＯＰＥＡＮ UNION")),
        ("de", ("Straße", "STRASSE", "strasse")),
        ("el", ("Οδός", "ΟΔΌΣ", "οδόσ")),
        ("el", ("Αθήνα", "ΑΘΗΝΑ", "ΑΘΉΝΑ", "Αθη\u0301να")),
        ("el", ("Μάιος", "ΜΑΪΟΣ", "μάιος")),
        ("en", ("Ἀθῆναι", "ΑΘΗΝΑΙ")),
        ("ka", ("საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ")),
        ("fr", ("École", "e\u0301cole", "ÉCOLE")),
    ],
)
def test_the_same_name(language: str, names: tuple[str, ...]) -> None:
    assert len({folded(name, language) for name in names}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("tr", "Sınır", "Sinir"),
        ("az", "Qız", "Qiz"),
        ("az", "IŞIQ", "İŞİQ"),
        ("fr", "Pêche", "Péché"),
    ],
)
def test_other_names(language: str, one: str, other: str) -> None:
    assert folded(one, language) != folded(other, language)
