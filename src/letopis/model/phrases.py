"""What a date in words may mean in EDTF: "18 June 1957", "vor März 1849", "XIX век", "between 1450 and 1460".

:func:`propose` gives candidates; the reader of dates offers only those that it can read. A word that is not in the
lexicon means that nothing is proposed: a guess would be worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from letopis.model.datelexicon import LONGEST_PHRASE, meanings, months, seasons, tokens, weekdays
from letopis.model.phrasedates import Simple, day_after, day_before, shared
from letopis.model.phraseparts import part_in_edtf, part_of
from letopis.model.phrasetokens import ROMAN, Token

_NAMED: Final = "is in words, not in figures"
_YEAR_FIRST: Final = "does not begin with the year"
_DECADE: Final = "may mean a decade or a century"
_ORDER: Final = "may be read in two orders"
_LIMIT: Final = "names a limit, on one side of which the date lies"
_LIMIT_TOO: Final = "names a limit, which may be the date itself"
_PART: Final = "names a part of a longer time: one of its years"
_DOUBLE: Final = "has two years for one day, of which the second is counted from 1 January"
_CHOICE: Final = "is one of several: a set has brackets"
_BOTH: Final = "is more than one date: a set has braces"
_CALENDARS: Final = "is one day in two calendars"
_SLASH: Final = "names two days: from one to the other, or one of them"
_WINTER: Final = "is a winter, which goes by the year in which it begins"
_PRINT: Final = "says when something was printed too, which is another fact"

Proposal = tuple[str, tuple[str, ...]]


def propose(text: str) -> Iterator[Proposal]:
    """Yield a fault and the readings that may be meant; several where the author has to choose."""
    parts = tokens(text)
    kept = _without_print(parts) if parts else None
    found = _with_meanings(kept) if kept else None
    if not parts or not kept or not found:
        return
    for fault, readings in _expression(_without_hyphens([token for token in found if token.text not in {"(", ")"}])):
        yield (fault if len(kept) == len(parts) else _PRINT), readings


def in_both_calendars(text: str) -> Iterator[Proposal]:
    """Yield what a day with two numbers may mean in two calendars: "4/16 March 1857", "18 (30) июня 1857".

    Both ways round are given; the one whose days are not the same day cannot be read.
    """
    if pair := _day_pair(_with_meanings(tokens(text) or []) or []):
        first, second = (date.edtf() for date in pair)
        yield _CALENDARS, (f"{second} (OS {first})",)
        yield _CALENDARS, (f"{first} (OS {second})",)


def _day_pair(found: list[Token]) -> tuple[Simple, Simple] | None:
    """Two days of one year, with a slash or brackets between: "18./20. Juni 1957", "30 июня (12 июля) 1857"."""
    at = next((at for at, token in enumerate(found) if token.text in {"/", "("}), 0)
    first = _simple([token for token in found[:at] if token.text != "."])
    second = _simple([token for token in found[at + 1 :] if token.text not in {")", "."}])
    if first is None or second is None or not (second.day and second.month and second.year and second.year.isdigit()):
        return None
    if any(date.about or date.perhaps or date.old_style or date.unit or date.era for date in (first, second)):
        return None
    pair = shared(first, second) if not first.year and (first.number or first.day) else None
    return pair if pair and all(date.day and date.month for date in pair) else None


def _with_meanings(parts: list[tuple[str, str]]) -> list[Token] | None:
    """Tokens with phrases put together; ``None`` if a word is not known."""
    found: list[Token] = []
    at = 0
    while at < len(parts):
        kind, text = parts[at]
        if kind in {"word", "roman", "sign"}:
            token, used = _phrase_at(parts, at)
            if token is None:
                return None
        else:
            token, used = Token(kind, text), 1
        found.append(token)
        at += used
    return found


def _phrase_at(parts: list[tuple[str, str]], at: int) -> tuple[Token | None, int]:
    """The longest known phrase that begins here, and of how many parts it is made."""
    for length in range(min(LONGEST_PHRASE, len(parts) - at), 0, -1):
        text = " ".join(part for _, part in parts[at : at + length])
        means = frozenset(meanings().get(text, ()))
        if text in months():
            return Token("month", text, means), length
        if text in seasons():
            return Token("season", text, means), length
        if means:
            return Token("roman" if length == 1 and text in ROMAN else "word", text, means), length
    kind, text = parts[at]
    known = kind == "sign" or text in ROMAN
    return (Token(kind, text), 1) if known else (None, 1)


def _without_hyphens(found: list[Token]) -> list[Token]:
    """Without the hyphens within one date: "18-Jun-1850", "June-1850"."""
    kinds = [token.kind if token.text != "-" else "-" for token in found]
    named = kinds[-3:] in (["month", "-", "number"], ["season", "-", "number"]) and len(found[-1].text) == 4
    one_date = named and (len(kinds) == 3 or kinds[:-3] == ["number", "-"])
    return [token for token in found if token.text != "-"] if one_date else found


def _without_print(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts before a remark on printing: "1863, printed 1870", "1861–67 (later print)"."""
    for at, (_, text) in enumerate(parts[:-1]):
        follows = " ".join(word for _, word in parts[at + 1 : at + 3])
        if text in {",", ";", "("} and ("print" in meanings().get(parts[at + 1][1], ()) or follows == "later print"):
            return parts[:at]
    return parts


def _expression(found: list[Token]) -> Iterator[Proposal]:
    """Try each way in which two dates can be joined, then a date with a limit, then one date."""
    first, rest = (found[0], found[1:]) if found else (Token("", ""), [])
    if "between" in first.means:
        yield from _two(rest, "and", lambda a, b: f"[{a}..{b}]", _CHOICE)
        return
    if rest and first.means & {"before", "after", "until", "since"} and not first.means & {"bc", "and"}:
        yield from _limited(first, rest)
    yield from _with_limit_itself(found)
    if (part := part_of(found)) and (whole := _simple(part[2])):
        readings = tuple(part_in_edtf(reading, *part[:2]) for reading in whole.readings())
        if all(readings):
            yield (_PART if readings[0].startswith("[") else _NAMED), readings
    if reading := _winter(found):
        yield _WINTER, (reading,)
        return
    for middle, joined, fault in (
        ("or", lambda a, b: f"[{a},{b}]", _CHOICE),
        ("and", lambda a, b: f"{{{a},{b}}}", _BOTH),
        ("-", lambda a, b: f"{a}/{b}", _NAMED),
        ("until", lambda a, b: f"{a}/{b}", _NAMED),
    ):
        yield from _two(found, middle, joined, fault)
    if "/" in {token.text for token in found} and (pair := _day_pair(found)):
        begin, end = (one.edtf() for one in pair)
        yield _SLASH, (f"{begin}/{end}", f"[{begin},{end}]")
    date = _simple(found)
    if date is not None:
        in_words = any(token.kind not in {"number", "sign", "iso"} for token in found)
        yield from _told(date, _NAMED if in_words else _YEAR_FIRST)


def _two(found: list[Token], middle: str, joined: Callable[[str, str], str], fault: str) -> Iterator[Proposal]:
    """Two dates with ``middle`` between, which is a meaning or a hyphen."""
    for at, token in enumerate(found):
        parting = (
            token.text == "-" if middle == "-" else middle in token.means or (middle == "and" and token.text == ";")
        )
        if not parting or not 0 < at < len(found) - 1:
            continue
        first, second = _simple(found[:at]), _simple(found[at + 1 :])
        if first is None or second is None:
            continue
        pair = shared(first, second)
        texts = [date.edtf() for date in pair] if pair else [""]
        if all(texts):
            yield fault, (joined(*texts),)
        return


def _limited(first: Token, rest: list[Token]) -> Iterator[Proposal]:
    """A date with a limit: "before 1928", "until May 1974", "since 1957", "from 1957 to 1960"."""
    if "since" in first.means:
        for middle in ("until", "-"):
            yield from _two(rest, middle, lambda a, b: f"{a}/{b}", _NAMED)
    date = _simple(rest)
    if date is None or date.year is None:
        return
    try:
        limits = [(day_before(reading), day_after(reading)) for reading in date.readings()]
    except ValueError:  # there is no such day or month
        return
    if "before" in first.means:
        yield _LIMIT, tuple(dict.fromkeys(f"[..{earlier}]" for earlier, _ in limits))
    elif "after" in first.means:
        yield _LIMIT, tuple(dict.fromkeys(f"[{later}..]" for _, later in limits))
    elif "until" in first.means:
        yield "has no start", tuple(f"/{reading.edtf()}" for reading in date.readings())
    else:
        yield "has no end", tuple(f"{reading.edtf()}/.." for reading in date.readings())


def _with_limit_itself(found: list[Token]) -> Iterator[Proposal]:
    """A date that is the limit: "no later than 1857", "by 1857", "1857 or later"."""
    if len(found) < 2:
        return
    first, (joint, last) = found[0], found[-2:]
    ends = "or" in joint.means and last.means & {"later", "earlier"}
    earliest = "not-before" in first.means or (ends and "later" in last.means)
    if not (ends or first.means & {"not-before", "not-after"}):
        return
    date = _simple(found[:-2] if ends else found[1:])
    if date is not None and date.year is not None:
        readings = [reading.edtf() for reading in date.readings()]
        yield _LIMIT_TOO, tuple(f"[{reading}..]" if earliest else f"[..{reading}]" for reading in readings if reading)


def _winter(found: list[Token]) -> str:
    """In EDTF, "winter 1956/57" is the winter of 1956; empty if the years do not follow each other."""
    names = [token for token in found if "filler" not in token.means]
    if [token.kind for token in names] != ["season", "number", "sign", "number"] or names[2].text not in "/-":
        return ""
    first, second = names[1].text, names[3].text
    if seasons()[names[0].text] != 24 or len(first) != 4 or len(second) not in {2, 4}:
        return ""
    return f"{first}-24" if f"{int(first) + 1:04d}".endswith(second) else ""


def _told(date: Simple, fault: str) -> Iterator[Proposal]:
    texts = tuple(reading.edtf() for reading in date.readings())
    if not all(texts):
        return
    if len(texts) > 1:
        fault = _DECADE if date.century_too else _ORDER
    elif date.doubled:
        fault = _DOUBLE
    yield fault, texts


_NUMBERS: Final = frozenset({"number", "ordinal", "roman"})
_KEPT: Final = frozenset({"month", "season", "decade", "century", "iso", "year", "centuries", "decades", "slash"})
#: What a word adds to a date as a whole.
_SAID: Final[dict[str, dict[str, Any]]] = {
    "both": {"about": True, "perhaps": True},
    "bc": {"era": "bc"},
    "ad": {"era": "ad"},
    "about": {"about": True},
    "perhaps": {"perhaps": True},
    "os": {"old_style": True},
    "unit-day": {"unit": "day"},
    "unit-month": {"unit": "month"},
    "unit-year": {"unit": "year"},
    "unit-decade": {"unit": "decade"},
}


def _simple(found: list[Token]) -> Simple | None:
    """One date, with its marks; ``None`` if the tokens make none."""
    date = Simple()
    kept: list[tuple[str, str]] = []
    for at, token in enumerate(found):
        if "weekday" in token.means:
            continue
        kind = _kind_at(found, at)
        if not kind or (token.text == "du" and not at):  # "du 18 juin": since; "milieu du siècle" is no more than "of"
            return None
        if kind in _SAID:
            if not (date.unit and kind.startswith("unit")):
                date = replace(date, **_SAID[kind])
        elif kind in _KEPT or kind in _NUMBERS:
            kept.append(("sign" if kind == "slash" else kind, _value(token)))
    made = date.with_parts(kept)
    named = {weekdays()[token.text] for token in found if "weekday" in token.means}
    return made if made is None or not named or named == {made.weekday} else None


def _kind_at(found: list[Token], at: int) -> str:
    """What a token is in its place; ``nothing`` if it adds nothing, empty if no date has it."""
    token, before = found[at], found[at - 1].kind if at else ""
    if token.kind in _KEPT or (token.kind in _NUMBERS and token.kind != "roman"):
        return token.kind
    if token.kind == "roman" and (not token.means or _stands_for_number(found, at)):
        return "roman"
    if token.kind == "sign" and not token.means:
        after_part = token.text == "-" and at > 0 and "part" in found[at - 1].means  # "mid-June"
        after_number = token.text == "/" or (token.text in "-." and before in _NUMBERS)
        adds_nothing = token.text in ",:." or after_part
        return "both" if token.text == "%" else "slash" if after_number else "nothing" if adds_nothing else ""
    if "century" in token.means and _is_century(token, before):
        return "centuries"
    if token.text == "s":  # "the 60s": of which century?
        return ""
    if "decade" in token.means:
        return "nothing" if before in _NUMBERS else "decades"
    said = [meaning for meaning in _SAID if meaning in token.means]
    return said[0] if said else "nothing" if token.means & {"filler", "part"} else ""


def _is_century(token: Token, before: str) -> bool:
    """Whether a word that may mean a century does: "XIX w.", and not "w maju"."""
    if before in _NUMBERS:
        return token.text != "s" or before != "number"
    return not token.means & {"filler", "about"}


def _stands_for_number(found: list[Token], at: int) -> bool:
    """Whether a Roman number that is also a word ("i", "v") stands where a number does: beside a century or a year."""
    near = found[at + 1] if at + 1 < len(found) else Token("", "")
    return "century" in near.means or (near.kind in {"number", "sign"} and at > 0 and found[at - 1].kind == "sign")


def _value(token: Token) -> str:
    if token.kind == "month":
        return str(months()[token.text])
    if token.kind == "season":
        return str(seasons()[token.text])
    return str(ROMAN[token.text]) if token.kind == "roman" else token.text
