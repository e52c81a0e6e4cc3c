"""The words that bylines are made of, by language: "and", "by", and what somebody did."""

from __future__ import annotations

from stoppress.intake.item import Role
from stoppress.intake.text import words

#: "and" and "with" between two names. English and the ampersand are understood in all languages.
AND: dict[str, tuple[str, ...]] = {
    "ar": ("و",),
    "az": ("və",),
    "be": ("і", "і", "й", "ды"),
    "bg": ("и",),
    "bs": ("i",),
    "ca": ("i",),
    "cs": ("a",),
    "da": ("og", "med"),
    "de": ("und", "u.", "mit"),
    "el": ("και", "κι"),
    "es": ("y", "e", "con"),
    "et": ("ja",),
    "fa": ("و",),
    "fi": ("ja",),
    "fr": ("et", "avec"),
    "gl": ("e",),
    "hr": ("i",),
    "hu": ("és",),
    "hy": ("և", "եւ", "ու"),
    "it": ("e", "ed", "con"),
    "ka": ("და",),
    "kk": ("және",),
    "lt": ("ir",),
    "lv": ("un",),
    "nb": ("og", "med"),
    "nl": ("en", "met"),
    "no": ("og", "med"),
    "pl": ("i", "oraz"),
    "pt": ("e", "com"),
    "ro": ("și", "şi"),
    "ru": ("и",),
    "sk": ("a",),
    "sl": ("in",),
    "sq": ("dhe",),
    "sr": ("и", "i"),
    "sv": ("och", "med"),
    "tr": ("ve", "ile"),
    "uk": ("і", "й", "та"),
    "uz": ("va",),
}

#: "and" that also joins two surnames of one person: Ortega y Gasset, Castro e Melo.
WITHIN_NAMES: dict[str, frozenset[str]] = {
    "ca": frozenset({"i"}),
    "es": frozenset({"y", "e"}),
    "gl": frozenset({"e"}),
    "pt": frozenset({"e"}),
}

#: Arabic names that begin with waw, which elsewhere is "and" written together with its word.
WAW_NAMES = words(
    "وليد وائل وسام وفاء وداد وجدي وحيد ولاء وديع ورد وردة وسيم وصفي وضاح وفيق وهبة وهيب وئام وجيه"
    " ونيس وهاب وثاب وعد وصال وجدان وهيبة واصف وادي وقار والي واثق"
)

_AUTHOR = """
entrevista de; una entrevista de; uma entrevista de; reportaje de; reportagem de; crónica de;
crônica de; análisis de; análise de; intervista di; reportage di; commento di; analisi di;
un entretien réalisé par; entretien réalisé par; interview réalisée par; reportage de; analyse de;
interview door; reportage door; intervju av; reportage av; интервью взял; интервью взяла;
by; text by; story by; words by; written by; report by; reported by; reporting by; text;
author;
authors; words; from; text and photos by; compiled by; interview by; analysis by; writing by;
text and photos; text and photo; text und fotos; text und foto; text och foto; texte et photos;
texto y fotos; texto e fotos; testo e foto; tekst en foto's; текст и фото; mətn və foto;
haber ve fotoğraf;
von; text von; ein bericht von; material von; interview von; gastbeitrag von;
kommentar von; aufgezeichnet von; autor; autorin; autoren; bericht;
par; texte; texte de; auteur; auteure; autrice; auteurs; propos recueillis par; recueilli par;
por; texto; texto de; escrito por; redacción; autora; autores; autor;
di; testo di; autore; a cura di; door; tekst; av; af; tekst av; text av;
автор; авторы; автори; текст; от; підготував; підготувала; подготовил; подготовила;
беседовал; беседовала; записал; записала;
müəllif; müəlliflər; mətn; hazırladı; söhbətləşdi;
yazdı; yazan; haber; yazı; metin; muhabir; yazarlar;
yazar; haberi hazırlayan; hazırlayan;
ავტორი; ავტორები; ტექსტი; հեղինակ; հեղինակներ; տեքստ; տեքստը;
بقلم; كتب; كتبت; كتبه; تقرير; إعداد; نص; الكاتب; الكاتبة; تحرير; أعده; أعدته; حوار;
"""
_PHOTOGRAPHER = """
beeld; fotografia di; fotografie di; fotografia de; photographies par;
photo; photos; photo by; photos by; photography by; photography; photographs by; photographer;
pictures by; picture by; pictures; images by; image; images; video by; video; camera;
footage by;
foto; fotos; fotos von; foto von; bild; bilder; bilder von; bild von; fotograf;
fotografin; fotografie; foto's; fotografia; fotografias;
photographie; photographies; photographe; photos de; photo de; photographies de; images de;
photos par;
fotografía; fotografías; fotos de; foto de; fotografías de; fotógrafo; fotógrafa;
foto di; foto door; foto av;
фото; фотограф; фотографии; фотографії; фото и видео; съёмка; відео; видео;
fotoqraf; fotoqrafiya; şəkil; fotoğraf; fotoğraflar; fotoğrafçı; kamera;
ფოტო; ფოტოგრაფი; ფოტოები; լուսանկար; լուսանկարներ; լուսանկարիչ; լուսանկարը; լուսանկարները;
تصوير; صور; عدسة; صورة; المصور;
"""
_TRANSLATOR = """
translated by; translation by; translation; translator; translated from the original by;
übersetzt von; übersetzung; übersetzung von; aus dem englischen von; übersetzer; übersetzerin;
deutsch von;
traduit par; traduction; traduction de; traducteur; traductrice; traduit de l'anglais par;
traducido por; traducción; traducción de; traductor; traductora; tradução; traduzione di;
traduzione; vertaald door; vertaling; översättning; översatt av; oversat af;
oversatt av;
перевод; перевела; перевёл; перевел; переводчик; переклад; переклала; переклав; перекладач;
tərcümə; tərcümə etdi; tərcüməçi; tərcümə edən; çeviri; çeviren; çevirmen; tercüme;
თარგმანი; თარგმნა; მთარგმნელი; թարգմանություն; թարգմանիչ; թարգմանությունը; թարգմանեց;
ترجمة; ترجمه; المترجم; المترجمة; ترجمها;
"""


_EDITOR = """
editing by; edited by; additional editing by; additional reporting and editing by
"""


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split(";") if phrase.strip()]


#: What stands before names, in lower case, and what those named did; ``None`` for work that a
#: byline does not name.
MARKERS: dict[str, Role | None] = {
    **dict.fromkeys(_phrases(_AUTHOR), Role.AUTHOR),
    **dict.fromkeys(_phrases(_PHOTOGRAPHER), Role.PHOTOGRAPHER),
    **dict.fromkeys(_phrases(_TRANSLATOR), Role.TRANSLATOR),
    **dict.fromkeys(_phrases(_EDITOR), None),
}

#: Markers of several words that need no colon; they end in "by" of some language.
BARE: frozenset[str] = frozenset(
    marker
    for marker in MARKERS
    if " " in marker
    and marker.endswith(
        (" by", " von", " par", " por", " di", " door", " av", " af", " de", " взял", " взяла")
    )
)

#: Single words that need no colon where a part of the byline begins, by language. In others they
#: are names: Von Miller, Par Lagerkvist.
BARE_WORDS: dict[str, frozenset[str]] = {
    "ar": words("بقلم كتب كتبت كتبه إعداد أعده أعدته ترجمة ترجمه ترجمها تصوير عدسة"),
    "az": words("hazırladı müəllif fotoqraf"),
    "bg": words("от"),
    "da": words("af"),
    "de": words("von"),
    "es": words("por"),
    "fa": words("بقلم"),
    "fr": words("par"),
    "gl": words("por"),
    "it": words("di"),
    "nb": words("av"),
    "nl": words("door"),
    "no": words("av"),
    "pt": words("por"),
    "ru": words(
        "подготовил подготовила перевела перевёл перевел беседовал беседовала записал записала"
    ),
    "sv": words("av"),
    "uk": words("підготував підготувала переклала переклав"),
}

#: Nouns with a capital that stand before a name without a colon, by language.
BARE_NOUNS: dict[str, tuple[str, ...]] = {
    "da": ("Tekst", "Foto"),
    "de": ("Text", "Fotos", "Foto"),
    "fr": ("Texte", "Photos", "Photo"),
    "nb": ("Tekst", "Foto"),
    "nl": ("Tekst", "Foto's", "Foto’s", "Foto"),
    "no": ("Tekst", "Foto"),
    "sv": ("Text", "Foto"),
}

#: Words of a function: what stands before one and after it is no name of the same person.
FUNCTIONS: frozenset[str] = words(
    "correspondent correspondents reporter reporters editor editors writer writers"
    " columnist journalist producer bureau newsroom contributor photographer"
    " korrespondent korrespondentin korrespondenten redakteur redakteurin redaktion reporterin"
    " chefredakteur chefredakteurin journalistin mitarbeiter mitarbeiterin"
    " correspondante correspondant envoyé envoyée rédaction journaliste rédacteur rédactrice"
    " corresponsal redactor redactora redacción enviado enviada enviados enviadas"
    " corresponsales periodista"
    " repórter correspondente redação jornalista redator redatora"
    " inviato inviata inviati corrispondente corrispondenti redazione giornalista"
    " caporedattore caporedattrice"
    " verslaggever verslaggeefster redacteur redactie journaliste"
    " redaktör chefredaktör redaktion journalist redaksjonen redaktionen"
    " корреспондент корреспондентка обозреватель редактор редакция спецкор"
    " кореспондент кореспондентка журналіст журналістка журналист журналистка"
    " müxbir müxbiri müxbirimiz redaktor jurnalist redaksiya"
    " muhabir muhabiri muhabirimiz editör gazeteci"
    " კორესპონდენტი რედაქტორი թղթակից խմբագիր مراسل مراسلة محرر محررة مراسلنا مراسلتنا"
)

#: Words that only beside one of ``FUNCTIONS`` belong to it; alone they may be somebody's name.
WITH_FUNCTIONS: frozenset[str] = words(
    "staff chief special senior junior contributing sports sport political business science health"
    " national foreign europe desk deputy managing our unser unserem unserer unseren unsere"
    " spécial spéciale notre de du especial especiales especiais nuestro nuestra nosso nossa da do"
    " dal dalla nostro"
    " nostra del van onze vår vores специальный специальная собственный наш xüsusi özel"
    " freier freie fra"
)

#: Those who are nobody in particular.
NOBODY: frozenset[str] = words(
    "agencies agency wires agenturen agentur agences agence agencias agencia agências agenzie"
    " agenzia agentschappen nyhetsbyråer агентства агентств ajanslar agentliklər وكالات staff"
)

#: What follows a name after a comma and belongs to it.
SUFFIXES: frozenset[str] = words("jr sr ii iii iv md phd esq")

#: "in Paris", "for the Mail" after a name: where or for whom, not who. A capital follows them.
PLACE_WORDS: dict[str, tuple[str, ...]] = {
    "da": ("i", "fra", "for"),
    "de": ("in", "aus", "für"),
    "en": ("in", "at", "for", "from"),
    "es": ("en", "desde", "para"),
    "fr": ("à", "en", "au", "aux", "pour", "depuis"),
    "it": ("in", "per"),
    "nb": ("i", "fra", "for"),
    "nl": ("in", "vanuit", "voor"),
    "no": ("i", "fra", "for"),
    "pt": ("em", "para"),
    "ru": ("в", "во", "из", "для"),
    "sv": ("i", "från", "för"),
    "uk": ("у", "в", "з", "із", "для"),
}

#: Words that stand in names too: they lead to a place only where that place is known.
PLACE_WORDS_IN_NAMES: dict[str, tuple[str, ...]] = {
    "ar": ("من", "في"),
    "it": ("da", "a"),
}

#: The same, where a whole part of the byline is such a word and a place ("…, de Lisboa").
PLACE_WORDS_BEFORE: dict[str, tuple[str, ...]] = {
    "es": ("de",),
    "fr": ("de",),
    "it": ("da", "a", "di"),
    "pt": ("de",),
}

#: Where a date of publication begins, which some put behind the names.
PUBLISHED: frozenset[str] = words(
    "published updated publié publicado publicada pubblicato gepubliceerd publicerad"
    " veröffentlicht aktualisiert опубликовано обновлено"
)
