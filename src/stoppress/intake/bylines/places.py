"""Whether a word of a byline is a place: a country, or a city that clocks or news agencies name."""

from __future__ import annotations

import zoneinfo
from functools import cache

from babel import Locale, UnknownLocaleError

from stoppress.intake.text import sameness

#: Cities that have much news and no time zone of their own, as several languages write them.
_CITIES = """
Washington; New Delhi; Neu-Delhi; Beijing; Peking; Pékin; Pekín; Pequim; Pechino; Пекин; Pekin
Frankfurt; Hamburg; München; Munich; Köln; Cologne; Bonn; Leipzig; Dresden; Stuttgart; Basel; Bern
Genf; Genève; Geneva; Ginebra; Ginevra; Strasbourg; Straßburg; Lyon; Marseille; Lille; Bordeaux
Barcelona; Sevilla; Valencia; Bilbao; Porto; Coimbra; Milano; Milan; Torino; Napoli; Firenze
Venezia; Bologna; Palermo; Den Haag; The Hague; Rotterdam; Utrecht; Antwerpen; Gent; Göteborg
Malmö; Uppsala; Bergen; Aarhus; Rio de Janeiro; Brasília; Salvador; Belo Horizonte; Medellín
Guadalajara; Monterrey; Manchester; Edinburgh; Glasgow; Cardiff; Belfast; Liverpool; Boston
Philadelphia; San Francisco; Seattle; Houston; Dallas; Miami; Atlanta; Ottawa; Montreal; Montréal
Québec; Canberra; Ankara; İzmir; Bursa; Antalya; Diyarbakır; Gəncə; Sumqayıt; Naxçıvan; Şuşa
Xankəndi; Kiev; Київ; Киев; Харків; Харьков; Львів; Львов; Одеса; Одесса; Санкт-Петербург
Петербург; Казань; Сочи; Минск; Астана; Тбилиси; Ереван; Баку; Гянджа; Islamabad; Lahore
Jerusalem; القدس; رام الله; غزة; جدة; مكة; الإسكندرية; حلب; الموصل; البصرة; الرباط; أبوظبي
Abu Dhabi; Rabat; Abuja; Pretoria; Cape Town; Addis Ababa; Tel Aviv; Haifa; Gaza
"""


def is_place(name: str, language: str) -> bool:
    """Whether ``name`` is that of a country or city in ``language``, or in English."""
    return sameness(name) in _places(language.partition("-")[0].lower())


@cache
def _places(language: str) -> frozenset[str]:
    names = set(_CITIES.replace("\n", ";").split(";"))
    names |= {zone.rpartition("/")[2].replace("_", " ") for zone in zoneinfo.available_timezones()}
    for code in {language, "en"}:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        names |= set(locale.territories.values())
        names |= {str(zone.get("city", "")) for zone in locale.time_zones.values()}
    return frozenset(sameness(name) for name in names) - {""}
