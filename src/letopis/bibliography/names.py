"""Reads the names of people: splits a field at ``and``, reads biblatex's extended form, tells what looks wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from pybtex.database import Person as PybtexPerson
from pybtex.exceptions import PybtexError

Person: TypeAlias = Any
"""A ``pybtex.database.Person``; pybtex carries no types."""

_AND = re.compile(r"(?:^|(?<=\s))and(?=\s|$)", re.IGNORECASE)
_TOKEN = re.compile(rf"[{{}}]|{_AND.pattern}", re.IGNORECASE)
_LONE_AND = re.compile(r"^\s*and\s|\sand\s*$|\sand\s+and\s", re.IGNORECASE)
_GENERATION = re.compile(r"(?:jr|sr|jnr|snr|i{2,3}|iv)\.?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\[[^\[\]{}]*\]")
_SUSPECT = re.compile(r"[;|]|\s(?:adn|nad|annd|amd|aand|und|et|y|e|i|и|&|\\&)\s|\bet\.? al\b", re.IGNORECASE)
_SLIP = re.compile(r"(?:(?<!\s)\s++)?[;|]\s*|(?<!\s)\s++(?:adn|nad|annd|amd|aand)\s+", re.IGNORECASE)
_ET_AL = re.compile(r",?(?:(?<!\s)\s++)?\bet\.? al\.?\s*$", re.IGNORECASE)
_AMPERSAND = re.compile(r"\s(?:&|\\&)\s")
_EXTENDED = re.compile(r"(?:given|family|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_PART = re.compile(r"\s*(?P<name>[\w-]+)\s*=\s*")
_PARTS: Final = frozenset(
    {"family", "given", "prefix", "suffix", "useprefix", "id", "hash", "sortingnamekeytemplatename", "nametemplates"}
    | {"sortingnamekeytemplate", "uniquenametemplatename", "labelalphanametemplatename", "nosort", "gender"}
)
"""The parts of an extended name that are printed by rule, and those that tell a program what to do."""
_SUFFIX = re.compile(
    r"(?:jr|sr|junior|senior|jnr|snr|fils|p[eè]re|filho|neto|hijo|[ivx]+|\d+(?:st|nd|rd|th)|[a-z]\.?(?: ?[a-z]\.)*"
    r"|esq|ph\.?d|m\.?d|bart|bt|d\.?d|мл|ст)\.?",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"[^\W\d_a-zа-я]\.")
_MOST_COMMAS: Final = 2

_GIVEN: Final = frozenset(
    "Adam Albert Alexander Alexandra Alice Andrew Ann Anna Anne Antonio Arthur Barbara Benjamin Boris Carl Carlos"
    " Caroline Catherine Charles Charlotte Christian Christine Christopher Claude Daniel David Dmitri Donald Edward"
    " Elena Elizabeth Emily Emma Eric Ernest Eugene Eva Felix Francis Frank Frederick Friedrich Georg George Gerald"
    " Giovanni Hannah Hans Harold Heinrich Helen Henri Henry Herbert Hugh Ian Igor Isabel Ivan Jack James Jan Jane"
    " Jean Jennifer John Joseph Julia Karl Katherine Kenneth Klaus Kurt Laura Lawrence Leonard Louis Louise Lucy"
    " Margaret Maria Marie Mark Martha Martin Mary Matthew Max Michael Michel Mikhail Nicholas Nikolai Oleg Olga Oscar"
    " Otto Patricia Patrick Paul Peter Philip Philippe Pierre Rachel Ralph Raymond Rebecca Richard Robert Roger Ronald"
    " Rosa Ruth Samuel Sarah Sergei Simon Sophie Stephen Steven Susan Theodore Thomas Timothy Ursula Victor Vladimir"
    " Walter Werner William Wolfgang Yuri Tom Tim Jim Joe Bob Ben Sam Kate Mike Steve Chris Dan Ed Fred Greg Jeff Ken Larry"
    " Matt Nick Pete Phil Ray Ron Ted Tony Will Amy Beth Carol Diana Ellen Grace Irene Jill Karen Linda Lisa Nancy Pamela"
    " Sally Sandra Sharon Tina Wendy".split()
)
"""Given names that are hardly ever the first word of a surname of two words."""


def split_names(text: str) -> list[str]:
    """``A, B and {C and D}`` gives ``["A, B", "{C and D}"]``; empty names are left out."""
    if "{" not in text and "}" not in text:
        parts = _AND.split(text) if "and" in text.lower() else [text]
        return [name for one in parts if (name := one.strip())]
    names: list[str] = []
    depth = start = 0
    for match in _TOKEN.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            names.append(text[start : match.start()])
            start = match.end()
    names.append(text[start:])
    return [name for one in names if (name := one.strip())]


def read_names(text: str) -> tuple[list[Person], list[str]]:
    """The people of a field, and what is wrong with it in words; nobody is left out whatever is wrong.

    Names run together by a semicolon or by a slip in *and* are told apart; others stay as they are written.
    """
    people: list[Person] = []
    faults: list[str] = []
    if _LONE_AND.search(_outside_braces(text.replace("{", "x{"))):
        faults.append("there is an 'and' with no name beside it. Take it out, or write the name.")
    for name in split_names(text):
        people += [_person(one, faults) for one in _apart(name, faults)]
    if len(faults) > 1:
        faults = [f"{faults[0]} ({len(faults) - 1} more in this field.)"]
    return people, faults


def _apart(name: str, faults: list[str]) -> list[str]:
    """The names that stand in one for want of an *and*, almost always one."""
    if ("=" in name and _EXTENDED.search(name)) or not _SUSPECT.search(name):
        return [name]
    outer = _outside_braces(name)
    if _ET_AL.search(outer):
        faults.append(f"'{name}' ends in 'et al.'. Write 'and others'.")
        before: list[str] = _apart(_ET_AL.sub("", name), faults)
        return [*before, "others"]
    if slip := _SLIP.search(outer):
        what = "a semicolon" if ";" in slip[0] else "a bar" if "|" in slip[0] else f"'{slip[0].strip()}'"
        faults.append(f"'{name}' has {what} between names. Write 'and' between two names, or the whole in braces.")
        return [one for one in _SLIP.split(name) if one] if outer == name else [name]
    if _AMPERSAND.search(outer):
        faults.append(f"'{name}' has '&' in it. Write 'and' between two names; the name of a firm stands in braces.")
        return ["{" + name + "}"]
    return [name]


def _person(name: str, faults: list[str]) -> Person:
    if "=" in name and _EXTENDED.match(name.lstrip('{" ')):
        return _extended(name)
    if name.endswith(","):
        faults.append(f"the name '{name}' ends in a comma. Take it out.")
        name = name.rstrip(", ")
    if "[" in name:  # a name in another script beside the name
        name = _IN_BRACKETS.sub(r"{\g<0>}", name)
    commas = _outside_braces(name).count(",") if "," in name else 0
    if commas > _MOST_COMMAS:
        faults.append(f"the name '{name}' has too many commas. Write 'Last, First and Last, First'.")
        return _whole(name)
    first, _, last = name.rpartition(",")
    if commas == 1 and " " in first and _GENERATION.fullmatch(last.strip()):
        turned = PybtexPerson(first)
        words = [*turned.prelast_names, *turned.last_names]
        return PybtexPerson(
            ", ".join((" ".join(words), last.strip(), " ".join([*turned.first_names, *turned.middle_names])))
        )
    if commas and (fault := _comma_list(name, commas)):
        faults.append(fault)
        return _whole(name)
    try:
        return PybtexPerson(name)
    except PybtexError as error:
        faults.append(f"the name cannot be read: {error}. Write 'Last, First'.")
        return _whole(name)


def _whole(name: str) -> Person:
    """A name that is not taken apart."""
    return PybtexPerson("{" + name.replace("{", "").replace("}", "").replace("\\", "") + "}")


def _comma_list(name: str, commas: int) -> str:
    """What is wrong with ``Ernest May, Philip Zelikow`` or ``Gale, Ann, Tom Hart``; empty if nothing."""
    parts = [part.strip() for part in name.split(",")]
    advice = "Write 'Last, First and Last, First'; the name of a body stands in braces."
    if (
        commas == _MOST_COMMAS
        and any(map(str.isupper, parts[1]))
        and "{" not in parts[1]
        and not _SUFFIX.fullmatch(parts[1])
    ):
        return f"'{name}' may be several names: '{parts[1]}' stands where 'Jr.' or 'III' stands. {advice}"
    first, last = parts[0].split(), parts[-1].split()
    if len(first) < 2 or "{" in name:
        return ""
    initials = _INITIAL.match(first[0]) and len(last) > 1 and _INITIAL.match(last[0])
    if initials or (first[0] in _GIVEN and len(last) > 1 and last[0] in _GIVEN and not _INITIAL.match(last[-1])):
        return f"'{name}' may be two names. {advice}"
    return ""


def _outside_braces(text: str) -> str:
    """The text with what stands in braces left out."""
    if "{" not in text:
        return text
    kept, depth = [], 0
    for piece in re.split(r"([{}])", text):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def _extended(name: str) -> Person:
    """A name in biblatex's extended form: ``family=Gaulle, given=Charles, prefix=de, useprefix=true``."""
    name = name.strip()
    if name[:1] + name[-1:] in {"{}", '""'}:
        name = name[1:-1]
    parts = dict(_extended_parts(name))
    family, given = parts.get("family", ""), parts.get("given", "")
    prefix, suffix = parts.get("prefix", ""), parts.get("suffix", "")
    if prefix and parts.get("useprefix", "true").lower() == "false":
        given, prefix = f"{given} {prefix}".strip(), ""
    # What another program calls by a name of its own (cjk=…) stands where a suffix stands, so that it is not lost.
    further = [value for name, value in parts.items() if name not in _PARTS and not name.endswith("-i")]
    suffix = ", ".join(part for part in (suffix, *further) if part)
    last = " ".join(part for part in (prefix, f"{{{family}}}" if " " in family else family) if part)
    if not (given or suffix):
        return PybtexPerson("{" + last + "}")
    written = [last, f"{{{suffix}}}" if "," in suffix else suffix, f"{{{given}}}" if "," in given else given]
    return PybtexPerson(", ".join(part for part in written if part or part is written[-1]))


def _extended_parts(name: str) -> Iterator[tuple[str, str]]:
    for piece in _split_commas(name):
        match = _PART.match(piece)
        if match:
            value = piece[match.end() :].strip()
            if len(value) > 1 and value[0] + value[-1] in {'""', "{}"}:
                value = value[1:-1]
            yield match["name"].lower(), value


def _split_commas(text: str) -> list[str]:
    """Pieces between commas that stand outside braces and quotation marks."""
    pieces: list[str] = []
    depth, quoted, start = 0, False, 0
    for place, sign in enumerate(text):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"':
            quoted = not quoted
        elif sign == "," and not depth and not quoted:
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]
