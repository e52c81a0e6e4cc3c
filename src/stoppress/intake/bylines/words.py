"""The words that bylines are made of, by language: "and", "by", and what somebody did."""

from __future__ import annotations

from stoppress.intake.item import Role
from stoppress.intake.text import words

#: "and" between two names. English and the ampersand are understood in every language.
AND: dict[str, tuple[str, ...]] = {
    "ar": ("و",),
    "az": ("və",),
    "be": ("і", "і", "й", "ды"),
    "bg": ("и",),
    "bs": ("i",),
    "ca": ("i",),
    "cs": ("a",),
    "da": ("og",),
    "de": ("und", "u."),
    "el": ("και", "κι"),
    "es": ("y", "e"),
    "et": ("ja",),
    "fa": ("و",),
    "fi": ("ja",),
    "fr": ("et",),
    "gl": ("e",),
    "hr": ("i",),
    "hu": ("és",),
    "hy": ("և", "եւ", "ու"),
    "it": ("e", "ed"),
    "ka": ("და",),
    "kk": ("және",),
    "lt": ("ir",),
    "lv": ("un",),
    "nb": ("og",),
    "nl": ("en",),
    "no": ("og",),
    "pl": ("i", "oraz"),
    "pt": ("e",),
    "ro": ("și", "şi"),
    "ru": ("и",),
    "sk": ("a",),
    "sl": ("in",),
    "sq": ("dhe",),
    "sr": ("и", "i"),
    "sv": ("och",),
    "tr": ("ve", "ile"),
    "uk": ("і", "й", "та"),
    "uz": ("va",),
}

#: Arabic names that begin with waw, which elsewhere is "and" written together with its word.
WAW_NAMES = words(
    "وليد وائل وسام وفاء وداد وجدي وحيد ولاء وديع ورد وردة وسيم وصفي وضاح وفيق وهبة وهيب وئام وجيه"
    " ونيس وهاب وثاب وعد وصال وجدان وهيبة واصف وادي وقار والي واثق"
)

_AUTHOR = """
by; text by; story by; words by; written by; report by; reported by; reporting by; text;
author;
authors; words; from; text and photos by; compiled by; interview by; analysis by;
von; text von; ein bericht von; aufgezeichnet von; autor; autorin; autoren; bericht;
par; texte; texte de; auteur; auteure; autrice; auteurs; propos recueillis par; recueilli par;
por; texto; texto de; escrito por; redacción; autora; autores; autor;
da; di; testo di; autore; a cura di; door; tekst; av; af; tekst av; text av;
автор; авторы; автори; текст; от; підготував; підготувала; подготовил; подготовила;
müəllif; müəlliflər; mətn; hazırladı; yazdı; yazan; haber; yazı; metin; muhabir; yazarlar;
yazar; haberi hazırlayan;
ავტორი; ავტორები; ტექსტი; հեղինակ; հեղինակներ; տեքստ; տեքստը;
بقلم; كتب; كتبت; كتبه; تقرير; إعداد; نص; الكاتب; الكاتبة; تحرير; أعده; أعدته; حوار;
"""
_PHOTOGRAPHER = """
photo; photos; photo by; photos by; photography by; photography; photographs by; photographer;
pictures by; picture by; pictures; images by; image; images; video by; video; camera;
footage by;
foto; fotos; fotos von; foto von; foto:; bild; bilder; bilder von; bild von; fotograf;
fotografin; fotografie;
photographie; photographies; photographe; photos de; photo de; photographies de; images de;
photos par;
fotografía; fotografías; fotos de; foto de; fotografías de; fotógrafo; fotógrafa;
foto di; foto door; foto av;
фото; фотограф; фотографии; фотографії; фото и видео; съёмка; відео; видео;
fotoqraf; fotoqrafiya; şəkil; fotoğraf; fotoğraflar; fotoğrafçı; kamera; fotoğraflar:;
ფოტო; ფოტოგრაფი; ფოტოები; լուսանկար; լուսանկարներ; լուսանկարիչ; լուսանկարը; լուսանկարները;
تصوير; صور; عدسة; صورة; المصور; تصوير:;
"""
_TRANSLATOR = """
translated by; translation by; translation; translator; translated from the original by;
übersetzt von; übersetzung; übersetzung von; aus dem englischen von; übersetzer; übersetzerin;
deutsch von;
traduit par; traduction; traduction de; traducteur; traductrice; traduit de l'anglais par;
traducido por; traducción; traducción de; traductor; traductora; tradução; traduzione di;
traduzione; vertaald door;
перевод; перевела; перевёл; перевел; переводчик; переклад; переклала; переклав; перекладач;
tərcümə; tərcümə etdi; tərcüməçi; tərcümə edən; çeviri; çeviren; çevirmen; tercüme;
თარგმანი; თარგმნა; მთარგმნელი; թարգմանություն; թարգմանիչ; թարգմանությունը; թարգմանեց;
ترجمة; ترجمه; المترجم; المترجمة; ترجمها;
"""


def _phrases(text: str) -> list[str]:
    return [phrase.strip().rstrip(":") for phrase in text.split(";") if phrase.strip()]


#: What stands before names, in lower case, and what those named did.
MARKERS: dict[str, Role] = {
    **dict.fromkeys(_phrases(_AUTHOR), Role.AUTHOR),
    **dict.fromkeys(_phrases(_PHOTOGRAPHER), Role.PHOTOGRAPHER),
    **dict.fromkeys(_phrases(_TRANSLATOR), Role.TRANSLATOR),
}

#: Markers that stand before a name without a colon; the others need one to count.
BARE: frozenset[str] = frozenset(
    marker
    for marker in MARKERS
    if marker.endswith((" by", " von", " par", " por", " di", " door", " av", " de"))
) | words(
    "by von par por от بقلم كتب كتبت كتبه إعداد أعده أعدته ترجمة ترجمه ترجمها تصوير عدسة hazırladı"
    " подготовил подготовила підготував підготувала перевела перевёл переклала переклав"
)

#: Words of a function or rank; a part of a byline that holds one and follows a name is no name.
FUNCTIONS: frozenset[str] = words(
    "correspondent correspondents reporter reporters editor editors writer writers staff chief"
    " columnist journalist producer bureau desk newsroom contributor contributing special senior"
    " korrespondent korrespondentin redakteur redakteurin redaktion reporterin chefredakteur"
    " correspondante correspondant envoyé envoyée spécial spéciale rédaction journaliste"
    " corresponsal redactor redactora redacción enviado enviada periodista"
    " корреспондент корреспондентка обозреватель редактор кореспондент кореспондентка журналіст"
    " журналист müxbir redaktor muhabir editör muhabiri müxbiri"
    " კორესპონდენტი რედაქტორი թղթակից խմբագիր مراسل مراسلة محرر محررة مراسلنا"
)

#: What follows a name after a comma and belongs to it.
SUFFIXES: frozenset[str] = words("jr sr ii iii iv md phd esq")

#: "in Paris" after a name: where it was written, not who wrote it.
PLACE_WORDS: dict[str, tuple[str, ...]] = {
    "de": ("in", "aus"),
    "en": ("in", "at", "for"),
    "es": ("en", "desde"),
    "fr": ("à", "en", "au", "aux", "pour"),
    "it": ("da", "a"),
    "nl": ("in",),
    "pt": ("em", "de"),
    "ru": ("в", "из"),
    "uk": ("у", "в", "з"),
}
