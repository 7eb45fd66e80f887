"""The sentences of a text: where each begins and ends, and the part of a long one around a place.

Pure functions on plain text of any script. Each takes time in proportion to the length of the text.
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++)[”’»\"')\]]*+\s++(?=[“‘«„\"'(\[]*+(?P<next>\S))"
    r"|[。！？]++[”’」』）]*+\s*+"
)
"""A place where a sentence may end: stops, closing signs, a space, and the sign with which the next would begin."""

_WORD_BREAK: Final = re.compile(r"[\s(«“„\"‘\[/—–]")

_LONGEST_ABBREVIATION: Final = 30
"""Characters before a stop that are looked at."""

BEFORE_A_NAME: Final = frozenset(
    # titles, and words that lead on to a name
    "mr mrs ms messrs dr prof rev hon gen adm col maj capt cpt lt sgt cpl gov sen rep pres st ste mt ft fr sr br "
    "cf vs viz ed eds trans comp esp incl approx "
    # romanized initials of two letters (a single letter is taken for an initial in any case)
    "yu ya ye yo zh kh ts ch sh "
    # the same in Cyrillic: comrade, academician, saint, street, see, compare
    "тов тт гр акад проф доц ген полк св ул пл пос дер обл им см ср напр т.е".split()
)
"""Abbreviations, folded, that go on with a name or a sentence: none ends with them."""

BEFORE_A_NUMBER: Final = frozenset(
    "no nos nr vol vols p pp ch chap sec sect par art fig figs col cols f ff fol n nn c ca b d fl r bk pt app "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "ст стб стр вып гл рис изд кн оп ед хр".split()
)
"""Abbreviations, folded, that go on with a number."""

_AT_THE_END: Final = frozenset("etc jr bros co corp inc ltd др т.п".split())
"""Abbreviations, folded, with which a title may end, beside those that go on with a name."""

MONTHS: Final = frozenset(
    "january february march april may june july august september october november december "
    "januar februar märz april mai juni juli august september oktober november dezember "
    "januari februari mars maj augusti marts "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
"""Words, folded, before which a number with a stop is a day: ``18. Juni``."""

_WORD: Final = re.compile(r"\w+")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, the space behind it included: together the whole text.

    No sentence ends after an initial (``N. S. Khrushchev``), a known abbreviation, the number of a list, or within a
    date (``18. Juni 1957``). In doubt two sentences stay one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match["stop"] is None or _is_end(text, start, match):
            spans.append((start, match.end()))
            start = match.end()
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    return spans


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = match["next"]
    if following.islower() or not (following.isalnum() or following in "\x00\x03"):
        return False
    return match["stop"] != "." or not _is_abbreviated(text, start, match)


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop belongs to the word before it: an initial, an abbreviation, an ordinal number."""
    stop = match.start("stop")
    word = _WORD_BREAK.split(text[max(start, stop - _LONGEST_ABBREVIATION) : stop])[-1]
    last = re.split(r"[.\-]", word)[-1]
    if len(last) == 1 and last.isalpha():
        return True
    if word.isdecimal():
        return stop - len(word) == start or (len(word) <= len("31") and _goes_on_as_date(text, match.end()))
    folded = word.casefold()
    return folded in BEFORE_A_NAME or (match["next"].isdecimal() and folded in BEFORE_A_NUMBER)


def without_full_stop(text: str) -> str:
    """A sentence used as a title: without its full stop, unless that belongs to an abbreviation or an ellipsis."""
    if not text.endswith(".") or text.endswith(".."):
        return text
    last = re.split(r"[.\-]", _WORD_BREAK.split(text[:-1])[-1])[-1]
    abbreviated = len(last) == 1 and last.isalpha()
    return text if abbreviated or last.casefold() in BEFORE_A_NAME | _AT_THE_END else text[:-1]


def _goes_on_as_date(text: str, place: int) -> bool:
    """Whether a day may go on here, with the name of a month or with its number: ``18. Juni``, ``18. 6. 1957``."""
    following = _WORD.match(text, place, place + 12)
    return following is not None and (following[0].isdecimal() or following[0].casefold() in MONTHS)


# ------------------------------------------------------------------------------------- a part of a sentence
_NEAREST_SPACE: Final = 40
"""Characters in which a space is looked for; a text without one is cut anywhere."""

_AFTER: Final = 4
"""Of a long sentence a quarter may stand after the place that is meant: what is said of it stands before."""


def shortened(sentence: str, place: int, most: int) -> str:
    """At most about ``most`` characters of a sentence around ``place``, cut between words, with an ellipsis at each cut.

    A mark that stands for a record or a source (see :class:`letopis.model.archive.Mention`) is never cut.
    """
    if len(sentence) <= most:
        return sentence
    end = min(len(sentence), max(place + most // _AFTER, most))
    begin = max(0, end - most)
    if begin:
        space = sentence.find(" ", begin - 1, begin + _NEAREST_SPACE)
        begin = space + 1 if space >= 0 else _outside_mark(sentence, begin)
    if end < len(sentence):
        space = sentence.rfind(" ", max(begin, end - _NEAREST_SPACE), end + 1)
        end = space if space >= 0 else _outside_mark(sentence, end)
    before = "… " if begin else ""
    after = " …" if end < len(sentence) else ""
    return f"{before}{sentence[begin:end].strip(' ,;:–—')}{after}"


def _outside_mark(sentence: str, place: int) -> int:
    """The place, or the end of the mark that it stands in."""
    for sign in "\x00\x03":
        if sentence.count(sign, 0, place) % 2:
            place = sentence.index(sign, place) + 1
    return place
