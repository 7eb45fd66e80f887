"""The words that historians put into dates, in seven languages: what each may mean, whatever language it is of.

Names of months come from CLDR (through Babel), to which are added the cases that it has not. The other words are
listed here by meaning. A short name that means two months is left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from babel.dates import get_day_names, get_month_names

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pl", "ru")

#: Meaning, then words; several words of one phrase have spaces between. One word may have several meanings.
_WORDS: Final = {
    "about": (
        "about|approx|approximately|around|c|ca|circa|~|roughly|um|gegen|etwa|ungefähr|zirka|vers|environ|hacia"
        "|alrededor de|aproximadamente|verso|verso il|intorno al|około|ok|около|ок|примерно|приблизительно"
    ),
    "perhaps": (
        "perhaps|maybe|possibly|probably|uncertain|guess|prob|poss|vielleicht|vermutlich|wahrscheinlich|wohl|peut-être"
        "|probablement|tal vez|quizá|quizás|probablemente|forse|probabilmente|być może|prawdopodobnie|może"
        "|возможно|вероятно|предположительно|?"
    ),
    "before": (
        "before|earlier than|prior to|ante|vor|vor dem|avant|avant le|antes de|antes del|prima del|prima di|przed"
        "|до|перед|ранее"
    ),
    "after": (
        "after|later than|post|nach|nach dem|après|après le|después de|después del|tras|dopo|dopo il|po|после|позднее"
    ),
    "not-after": (
        "by|no later than|not later than|not after|at the latest|spätestens|nicht nach|nicht später als|au plus tard"
        "|a más tardar|no más tarde de|non oltre il|al più tardi|najpóźniej|nie później niż|не позднее|не позже"
    ),
    "not-before": (
        "no earlier than|not earlier than|not before|at the earliest|frühestens|nicht vor|nicht früher als|au plus tôt"
        "|no antes de|non prima del|najwcześniej|nie wcześniej niż|не ранее|не раньше"
    ),
    "later": "later|after|später|danach|plus tard|après|más tarde|después|dopo|più tardi|później|позднее|позже",
    "earlier": "earlier|before|früher|davor|plus tôt|avant|antes|prima|wcześniej|ранее|раньше",
    "until": (
        "until|till|up to|to|through|bis|bis zum|jusqu' en|jusqu' au|jusqu' à|hasta|hasta el|fino al|fino a|do|по|до"
        "|al|a|à|au|zum"
    ),
    "since": "from|since|seit|seit dem|ab|von|vom|depuis|depuis le|dès|de|du|desde|desde el|dal|da|od|с|со|от",
    "between": "between|zwischen|zwischen dem|entre|entre le|entre el|tra|tra il|fra|fra il|między|pomiędzy|между",
    "or": "or|oder|ou|o|u|oppure|lub|albo|или",
    "and": "and|&|und|et|y|e|ed|i|a|oraz|и",
    "century": (
        "century|centuries|cent|jahrhundert|jahrhunderts|jh|jhd|jhdt|siècle|siècles|s|siglo|siglos|sec|secolo|secoli"
        "|wiek|wieku|wieki|w|век|века|веке|вв|в|c"
    ),
    "decade": "jahrzehnt|décennie|années|década de|años|anni|decennio|lata|dekada|годы|годов|гг",
    "bc": (
        "bc|bce|b c|b c e|v chr|vor christus|av j - c|avant j - c|av jc|a c|a de c|a e c|p n e|pne|przed chr|przed naszą erą"
        "|до н э|до нашей эры|до р х"
    ),
    "ad": "ad|ce|a d|n chr|nach christus|ap j - c|apr j - c|après j - c|d c|d de c|e c|n e|naszej ery|po chr|н э|нашей эры",
    "os": "os|old style|alten stils|a st|ancien style|v st|st st|по старому стилю|ст ст|ст стиля",
    "filler": (
        "the|of|in|on|at|active|fl|flourished|floruit|am|im|den|dem|der|des|jahr|jahre|jahren|le|en|l' an|an|année"
        "|de|del|el|la|di|il|nel|nell'|d'|dell'|roku|rok|r|dnia|w|we|г|гг|год|года|году|годов|лет|в|во|somewhere"
        "|during|sometime|a|s d|les|die|das|l'|los|las|gli|i|anno|año|du|del|dello|della"
    ),
    "unit-day": "day|tag|jour|día|giorno|dzień|день",
    "unit-month": "month|monat|mois|mes|mese|miesiąc|месяц",
    "unit-year": "year",
    "unit-decade": "decade",
    "part": (
        "early|mid|mi|middle|late|beginning|end|anfang|mitte|ende|début|milieu|fin|principios|mediados|finales|inizio|metà"
        "|fine|początek|połowa|koniec|начало|середина|конец|начале|середине|конце"
    ),
    "1st": (
        "first|erste|ersten|erstes|erster|première|premier|primera|primer"
        "|prima|primo|pierwsza|pierwszy|первая|первый|первой|pierwszej"
    ),
    "2nd": "second|zweite|zweiten|zweites|deuxième|seconde|segunda|segundo|seconda|secondo|druga|drugi|вторая|второй|drugiej",
    "3rd": (
        "third|dritte|dritten|drittes|troisième|tercera|tercer|terza|terzo"
        "|trzecia|trzeci|третья|третий|третьей|trzeciej"
    ),
    "4th": "fourth|vierte|viertes|quatrième|cuarto|quarto|czwarta|czwarty|четвертая|четвертый|четвертой|czwartej",
    "last": (
        "last|letzte|letzten|letztes|dernière|dernier|última|último|ultima"
        "|ultimo|ostatnia|ostatni|последняя|последний|последней|ostatniej"
    ),
    "half": "half|hälfte|moitié|mitad|metà|połowa|połowie|половина|половине|половины|пол",
    "third": "third|drittel|tiers|tercio|terzo|tercja|треть|трети",
    "quarter": "quarter|viertel|quart|cuarto|quarto|ćwierć|kwartał|четверть|четверти",
    "print": "printed|cast|published|reprinted|gedruckt|imprimé|impreso|stampato|drukowane|напечатано",
}
_SEASONS: Final = {
    21: "spring|frühling|frühjahr|printemps|primavera|wiosna|wiosną|wiosny|весна|весной|весны|весною",
    22: "summer|sommer|été|verano|estate|lato|latem|лето|летом|лета",
    23: "autumn|fall|herbst|automne|otoño|autunno|jesień|jesienią|jesieni|осень|осенью|осени",
    24: "winter|hiver|invierno|inverno|zima|zimą|zimy|зима|зимой|зимы|зимою",
}
#: "In January", where that is another word, and older or regional names.
_MORE_MONTHS: Final = {
    "sept": 9, "jänner": 1, "feber": 2, "setiembre": 9,
    "styczniu": 1, "lutym": 2, "marcu": 3, "kwietniu": 4, "maju": 5, "czerwcu": 6, "lipcu": 7, "sierpniu": 8,
    "wrześniu": 9, "październiku": 10, "listopadzie": 11, "grudniu": 12,
    "январе": 1, "феврале": 2, "марте": 3, "апреле": 4, "мае": 5, "июне": 6, "июле": 7, "августе": 8,
    "сентябре": 9, "октябре": 10, "ноябре": 11, "декабре": 12, "фев": 2, "сен": 9, "ноя": 11,
}  # fmt: skip

#: "On Wednesday", where that is another word.
_MORE_WEEKDAYS: Final = {3: "środę|среду", 5: "пятницу", 6: "sobotę|субботу", 7: "niedzielę"}
#: How many tokens the longest phrase above has.
LONGEST_PHRASE: Final = 4

_TOKEN = re.compile(
    r"(?P<iso>[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9-]))"
    r"|(?P<year>[0-9]{3}x(?!\w)|[0-9]{2}xx(?!\w))"
    r"|(?P<decade>[0-9]{3}0)(?:'?s|ern?|-?е|-?х|-?ые|-?ых)(?!\w)"
    r"|(?P<century>[0-9]{1,2})c\.?(?!\w)"
    r"|(?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th|er|re|ère|e|è|ème|eme|o|ª|°|-?й|-?я|-?ая|-?го|-?м|-?ого|-?е)(?!\w)"
    r"|(?P<roman>[ivx]{1,5})(?:e|ème|eme)?(?!\w)"
    r"|(?P<number>[0-9]{1,5})(?![0-9])"
    r"|(?P<word>[^\W\d_]+'?)"
    r"|(?P<sign>[-/.,;:()?~%&])"
    r"|(?P<blank>\s+)"
)


def tokens(text: str) -> list[tuple[str, str]] | None:
    """The parts of a text in small letters, each with its kind: ``[("number", "18"), ("word", "june")]``.

    The full stop after a word is left out. ``None`` if there is a sign that no date has.
    """
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("’", "'")
    found: list[tuple[str, str]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        kind = match.lastgroup or ""
        after_word = found and found[-1][0] in {"word", "roman"}
        if kind != "blank" and not (match[0] == "." and after_word):
            found.append((kind, match[kind]))
    return found if end == len(text) else None


def _phrase(words: str) -> str:
    return " ".join(text for _, text in tokens(words) or ())


@cache
def months() -> dict[str, int]:
    """Every name and abbreviation of a month in the languages, in small letters."""
    found = {_phrase(name): number for name, number in _MORE_MONTHS.items()}
    doubtful: set[str] = set()
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    if found.setdefault(_phrase(name), number) != number:
                        doubtful.add(_phrase(name))
    return {name: number for name, number in found.items() if name not in doubtful}


@cache
def weekdays() -> dict[str, int]:
    """The names of the days of the week, in full (what is short may be another word), with 1 for Monday to 7."""
    found = {_phrase(name): number for number, names in _MORE_WEEKDAYS.items() for name in names.split("|")}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for number, name in get_day_names("wide", context, language).items():
                found[_phrase(name)] = number + 1
    return {name: number for name, number in found.items() if name not in months()}


@cache
def seasons() -> dict[str, int]:
    """Every name of a season, and its number in EDTF."""
    return {_phrase(word): number for number, words in _SEASONS.items() for word in words.split("|")}


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """What a word or a phrase of tokens can mean; one may mean several things ("c": about, or century)."""
    found: dict[str, tuple[str, ...]] = {}
    for meaning, words in _WORDS.items():
        for word in dict.fromkeys(map(_phrase, words.split("|"))):
            found[word] = (*found.get(word, ()), meaning)
    for day in weekdays():
        found[day] = (*found.get(day, ()), "weekday")
    return found
