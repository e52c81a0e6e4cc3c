"""Bylines in the site's languages become names with roles."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import pytest

from stoppress.intake.bylines import read_byline, with_people
from stoppress.intake.bylines.agencies import is_agency
from stoppress.intake.item import Name, Role

A, P, T, G = "author", "photographer", "translator", "agency"


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Paulo Santalucia and Frances d'Emilio", {"Paulo Santalucia": A, "Frances d'Emilio": A}),
        ("en", "By Ann Lee, Bo Ek and Cy Dow", {"Ann Lee": A, "Bo Ek": A, "Cy Dow": A}),
        ("en", "By ANN LEE/Reuters", {"ANN LEE": A, "Reuters": G}),
        ("en", "Ann Lee (AFP)", {"Ann Lee": A, "AFP": G}),
        ("en", "Ann Lee, Associated Press", {"Ann Lee": A, "Associated Press": G}),
        ("en", "Ann Lee - Reuters", {"Ann Lee": A, "Reuters": G}),
        ("en", "Reuters", {"Reuters": G}),
        ("en", "By Ann Lee, Chief Correspondent, in Paris", {"Ann Lee": A}),
        ("en", "Ann Lee in Paris and Bo Ek in Rome; photos by Cy Dow", {"Ann Lee": A, "Bo Ek": A, "Cy Dow": P}),
        ("en", "Martin King, Jr. and Ann Lee", {"Martin King, Jr.": A, "Ann Lee": A}),
        ("en", "AP Writer Ann Lee", {"Ann Lee": A}),
        ("en", "<b>By Ann Lee</b>", {"Ann Lee": A}),
        ("en", "Ann Lee ann@x.example", {"Ann Lee": A}),
        ("en", "Text: A Bee, Photo: C Dee", {"A Bee": A, "C Dee": P}),
        ("en", "By Ann Lee | Translated by Bo Ek", {"Ann Lee": A, "Bo Ek": T}),
        ("en", "Jean-Luc Roy & Ann Lee", {"Jean-Luc Roy": A, "Ann Lee": A}),
        ("en", "Ann Lee, ann lee", {"Ann Lee": A}),
        ("en", "Sandy Byrne", {"Sandy Byrne": A}),
        ("en", "By", {}),
        ("en", " , ; ", {}),
        ("az", "Əli Həsənov və Leyla Quliyeva", {"Əli Həsənov": A, "Leyla Quliyeva": A}),
        ("ru", "Иван Петров и Анна Сидорова, ТАСС. Фото: Пётр Орлов",
         {"Иван Петров": A, "Анна Сидорова": A, "ТАСС": G, "Пётр Орлов": P}),
        ("tr", "Haber: Ali Veli ve Ayşe Kaya / Fotoğraf: Can Tan", {"Ali Veli": A, "Ayşe Kaya": A, "Can Tan": P}),
        ("uk", "Автор: Іван Петренко та Оксана Коваль", {"Іван Петренко": A, "Оксана Коваль": A}),
        ("ka", "გიორგი ბერიძე და ნინო კალაძე", {"გიორგი ბერიძე": A, "ნინო კალაძე": A}),
        ("hy", "Արամ Պետրոսյան և Անի Սարգսյան", {"Արամ Պետրոսյան": A, "Անի Սարգսյան": A}),
        ("de", "Von Anna Schmidt und Otto von Holt, dpa", {"Anna Schmidt": A, "Otto von Holt": A, "dpa": G}),
        ("de", "Übersetzt von Anna Schmidt", {"Anna Schmidt": T}),
        ("fr", "Par Jean Dupont et Marie-Claude Petit (AFP)", {"Jean Dupont": A, "Marie-Claude Petit": A, "AFP": G}),
        ("it", "Di Mario Rossi e Anna Neri", {"Mario Rossi": A, "Anna Neri": A}),
        ("it", "Anna Neri, Di Maria De Rossi", {"Anna Neri": A, "Di Maria De Rossi": A}),
        ("it", "Di Caprio", {"Di Caprio": A}),
        ("es", "Por Juan de la Cruz e Isabel Paz", {"Juan de la Cruz": A, "Isabel Paz": A}),
        ("ar", "بقلم أحمد علي ومحمد حسن", {"أحمد علي": A, "محمد حسن": A}),
        ("ar", "أحمد علي و وليد سمير", {"أحمد علي": A, "وليد سمير": A}),
        ("ar", "رويترز", {"رويترز": G}),
    ],
)  # fmt: skip
def test_bylines(language: str, text: str, names: dict[str, str]) -> None:
    assert {name.name: str(name.role) for name in read_byline(text, language)} == names


@pytest.mark.parametrize(
    "name", ["Reuters", "reuters", "The Associated Press", "dpa", "TASS", "АФП"]
)
def test_agencies_are_known_as_such(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize("name", ["Mia", "Sana", "Sid", "Ata", "Pa", "Turan Əliyev", "Mia-Sid"])
def test_names_of_persons_are_no_agencies(name: str) -> None:
    assert not is_agency(name)


def test_persons_given_apart_beat_guesses() -> None:
    def read(line: str, *people: Name) -> list[tuple[str, str]]:
        names = read_byline(line, "en", tuple(person.name for person in people))
        return [(name.name, str(name.role)) for name in with_people(names, people)]

    band = Name("Lee and Sons in Rome")
    assert read("By Lee and Sons in Rome, Reuters", band) == [(band.name, A), ("Reuters", G)]
    assert read("By A. Lehmann", Name("Anna Lehmann")) == [("Anna Lehmann", A)]
    assert read("Bo Ek", Name("Anna Lehmann")) == [("Bo Ek", A), ("Anna Lehmann", A)]
    assert read("By Ann Lee", Name("Ann Lee", Role.PHOTOGRAPHER)) == [("Ann Lee", P)]
    assert read("", Name("Ann Lee"), Name("Bo Ek", Role.TRANSLATOR)) == [
        ("Ann Lee", A),
        ("Bo Ek", T),
    ]


def test_a_long_list_is_bounded() -> None:
    assert len(read_byline(", ".join(f"Name N{n}a" for n in range(1000)), "en")) <= 30
    read_byline("by " * 20_000, "en")
    read_byline("и " * 20_000, "ru")
