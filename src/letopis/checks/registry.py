"""Where rules are registered and run, and where exceptions to them are applied.

A rule is a function from the archive to findings. Its docstring is its entry in the manual: the
first line is what must hold, the rest says why and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from weakref import WeakKeyDictionary

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.archive import Archive
from letopis.model.kinds import Record
from letopis.model.names import named, nearest
from letopis.model.values import Fact, Waiver

Rule = Callable[[Archive], Iterator[Finding]]

RULES: dict[str, Rule] = {}
"""The built-in rules by their codes. Those of a project are in its registry (:mod:`letopis.registry`)."""

_FOUND: WeakKeyDictionary[Archive, tuple[tuple[str, ...], tuple[Finding, ...]]] = WeakKeyDictionary()
"""What which rules found in an archive: it never changes, and the audit asks again on every page that shows it."""


class AppliedException(NamedTuple):
    """An exception in force: the record, the exception, and what it silences."""

    record: Record
    waiver: Fact[Waiver]
    silenced: tuple[Finding, ...]


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register the function below as the rule with this code."""

    def register(function: Rule) -> Rule:
        RULES[code] = function
        return function

    return register


def finding(code: str, record: Record, line: int, message: str, concerns: Record | None = None) -> Finding:
    """A finding about one line of a record; the message is preceded by the record's name.

    ``concerns`` is another record whose exceptions silence it as well, such as the office of a tenure.
    """
    place = SourceLocation(record.origin.docname, record.origin.path, line)
    return Finding(code, f"{called(record)}: {message}", place, record.anchor, concerns.anchor if concerns else "")


def called(record: Record) -> str:
    """A record as messages name it: ``person 'ada'``."""
    return f"{record.kind} '{record.key}'"


def run_checks(archive: Archive, rules: Mapping[str, Rule] = RULES) -> list[Finding]:
    """Run every rule; drop what exceptions silence; report exceptions that silence nothing."""
    found = run_rules(archive, rules)
    exceptions = apply_exceptions(archive, found)
    silenced = {one for exception in exceptions for one in exception.silenced}
    left = [one for one in found if one not in silenced]
    return left + [one for exception in exceptions for one in _idle(exception, rules, archive.broken)]


def run_rules(archive: Archive, rules: Mapping[str, Rule] = RULES) -> list[Finding]:
    """Every finding of every rule, exceptions not yet applied."""
    codes = tuple(rules)
    if archive not in _FOUND or _FOUND[archive][0] != codes:
        _FOUND[archive] = (codes, tuple(one for function in rules.values() for one in function(archive)))
    return list(_FOUND[archive][1])


def apply_exceptions(archive: Archive, found: list[Finding]) -> list[AppliedException]:
    """Every exception in the archive with the findings it silences.

    It silences what its rule says of the record it stands in or of something that concerns this record, and of the
    running text of that page. One that names a value (``:except: lifespan "1730" a legend``) silences what is said of
    the lines that hold it, and nothing else.
    """
    of_record: dict[tuple[str, str], list[Finding]] = {}
    of_text: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        if one.subject:
            for anchor in {one.subject, one.concerns} - {""}:
                of_record.setdefault((anchor, one.code), []).append(one)
        elif one.place.docname:
            of_text.setdefault((one.place.docname, one.code), []).append(one)
    return [
        AppliedException(record, fact, _silenced(record, fact.value, of_record, of_text))
        for record in archive.records
        for fact in record.except_
    ]


def _silenced(
    record: Record,
    waiver: Waiver,
    of_record: Mapping[tuple[str, str], list[Finding]],
    of_text: Mapping[tuple[str, str], list[Finding]],
) -> tuple[Finding, ...]:
    about = of_record.get((record.anchor, waiver.code), [])
    if waiver.only:
        return tuple(one for one in about if one.subject == record.anchor and one.place.line in waiver.lines)
    return (*about, *of_text.get((record.origin.docname, waiver.code), ()))


def _idle(exception: AppliedException, rules: Mapping[str, Rule], broken: AbstractSet[str]) -> Iterator[Finding]:
    record, waiver, silenced = exception
    code = waiver.value.code
    if code not in rules:
        hint = named(nearest(code, rules), "rule") or f"The rules are: {', '.join(sorted(rules))}."
        message = f"there is no rule '{code}' to make an exception to. {hint}"
        yield finding(Code.EXCEPTION_UNKNOWN, record, waiver.line, message)
    elif not silenced and record.anchor not in broken:
        message = f"the exception to '{code}' is no longer needed. Take the line out."
        yield finding(Code.EXCEPTION_UNUSED, record, waiver.line, message)
