"""News agencies, by the names they sign with in many languages and alphabets."""

from __future__ import annotations

from stoppress.intake.text import sameness

_NAMES = """
AA; Anadolu; Anadolu Agency; Anadolu Ajansı; Anadolu Agentliyi; Анадолу; الأناضول;
وكالة الأناضول
AAP; Australian Associated Press
Adnkronos; AGI; ANSA; LaPresse; Askanews
AFP; Agence France-Presse; Agence France Presse; АФП; ԱՖՊ; أ ف ب; أ.ف.ب; فرانس برس;
ا ف ب; وكالة فرانس برس
Agerpres; Agerpress
ANI; PTI; Press Trust of India; IANS; UNI
ANP; Belga; Lusa; Agência Lusa; PAP; Polska Agencja Prasowa; ČTK; CTK; MTI; BTA; БТА;
TASR; SITA
AP; The AP; Associated Press; The Associated Press; АП; Ассошиэйтед Пресс; أ ب; أ.ب;
أسوشيتد برس; أسوشييتد برس
APA; APA - Austria Presse Agentur; Austria Presse Agentur; Austria Presseagentur
Armenpress; Արմենպրես; Арменпресс; Արմենպրեսս; Panorama.am; News.am
AZERTAC; AzərTAc; AZƏRTAC; Азертадж; Azertag; Turan; Turan İnformasiya Agentliyi;
Report İA; Report Information Agency; APA Agency; Trend News Agency;
İnterfaks-Azərbaycan
Bernama; Antara; Kyodo; Kyodo News; Jiji Press; Yonhap; 연합뉴스; 共同通信; 時事通信; Xinhua;
Синьхуа; 新华社; 新華社; شينخوا
Bloomberg; Bloomberg News; Блумберг; Bloomberg HT
Canadian Press; The Canadian Press; La Presse canadienne; CP
DHA; Demirören Haber Ajansı; İHA; İhlas Haber Ajansı; ANKA; ANKA Haber Ajansı
dpa; Deutsche Presse-Agentur; Deutsche Presseagentur; dpa-AFX; ДПА; د ب أ; د.ب.أ
EFE; Agencia EFE; Europa Press; Télam; Telam; Notimex; Prensa Latina; Agencia Brasil;
Agência Brasil
epd; Evangelischer Pressedienst; KNA; Katholische Nachrichten-Agentur; SID;
Sport-Informations-Dienst
IRNA; Fars; Tasnim; Mehr; ISNA; إرنا
Interfax; Интерфакс; Interfaks; Інтерфакс; Интерфакс-Украина; Інтерфакс-Україна;
Interfax-Ukraine; Interfax-Ukraina
InterPressNews; Interpressnews; ინტერპრესნიუსი; IPN; Accent News
Inter Press Service; IPS
KazTAG; Казинформ; Kazinform; KABAR; UzA; Belta; БЕЛТА; БелТА; Moldpres; MOLDPRES
Keystone-SDA; SDA; Keystone-ATS; ATS; Schweizerische Depeschenagentur
MENA; أ ش أ; وكالة أنباء الشرق الأوسط; WAM; وام; SPA; واس; KUNA; كونا; QNA; قنا; Petra;
بترا; SANA; سانا; BNA; بنا; MAP; و م ع; TAP; وات; APS; واج; INA; واع; NNA; SUNA; سونا;
Saba; سبأ
NTB; TT; TT Nyhetsbyrån; Ritzau; STT; BNS; ELTA; LETA; ERR News; FNB
PA; PA Media; Press Association; The Press Association
Reuters; Thomson Reuters; Рейтер; Рейтерс; Ройтерс; Reyter; رويترز; روئترز; როიტერი;
როიტერსი; Ռոյթերս; 路透社; ロイター
RIA Novosti; РИА Новости; RİA Novosti; Sputnik; Спутник; سبوتنيك
TASS; ТАСС; ITAR-TASS; ИТАР-ТАСС; ՏԱՍՍ; تاس
UNIAN; УНІАН; УНИАН; Ukrinform; Укрінформ; Укринформ; RBC-Ukraine; РБК-Україна;
РБК-Украина; РБК; RBC
UPI; United Press International; Tanjug; Танјуг; Hina; FENA; ФЕНА; MIA; МИА; ATA
""".replace("\n", ";")


def _letters(name: str) -> str:
    """Letters and digits of ``name``, as they are written."""
    return "".join(letter for letter in name if letter.isalnum())


_WRITTEN = frozenset(_letters(name) for name in _NAMES.split(";")) - {""}
#: Agencies whose name is more than a few capitals: they are known in any case.
_IN_ANY_CASE = frozenset(
    sameness(name)
    for name in _NAMES.split(";")
    if len(_letters(name)) > 4 or not _letters(name).isupper()
)
#: Short ones that the press of their country writes like a word, and nobody is called.
_LIKE_WORDS = frozenset({"Afp", "Ansa", "Efe", "Lusa", "Tass", "Тасс", "Ria", "Dpa", "Belga"})


def is_agency(name: str) -> bool:
    """Whether ``name`` is that of a news agency, or of several joined by hyphens.

    Short names need the agency's own capitals: MIA is an agency, and Mia somebody.
    """
    letters = _letters(name)
    if letters in _WRITTEN or letters in _LIKE_WORDS or sameness(name) in _IN_ANY_CASE - {""}:
        return True
    parts = name.split("-")
    return len(parts) > 1 and all(map(is_agency, parts))
